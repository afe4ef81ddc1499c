"""What finance books by hand: a correction of an entry, and money for a neighbouring municipality."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from portal.budgets.models import Account, Entry
from portal.funding import actions as funding
from portal.funding.models import Correction, Handover
from tests.cast import Town


def granted(town: Town) -> Entry:
    """The grant of € 5,000 on the line of the fixed offers, or the next one when that was corrected."""
    account = Account.objects.get(line="fixed", programme=town.programme)
    rows = Entry.objects.filter(account=account, cause="programme").order_by("pk")
    return rows.filter(corrections=None).first() or rows[0]


def correction(town: Town, amount: str | None = "1200.00", *, who: str = "finance") -> Correction:
    """Part of that grant was too much; above € 1,000 the correction waits for a second person."""
    wrong = Decimal(amount) if amount else None
    return funding.correct(granted(town), amount=wrong, reason="Te veel geboekt", by=town.actor(who))


def handover(
    town: Town, amount: str = "1500.00", *, on: date | None = None, who: str = "finance", **said: Any
) -> Handover:
    """Money for pupils of the secondary school who live in Zonnedal; above € 1,000 it waits."""
    account = Account.objects.get(line=said.pop("line", "fixed"), programme=town.programme)
    given = {
        "to_code": "GM9797", "to_name": "Zonnedal", "basis": "Regionale afspraak VO van 12 oktober",
        "pupils_by_site": 700, "pupils_by_residence": 480,
    } | said  # fmt: skip
    return funding.propose_handover(
        account, amount=Decimal(amount), on=on or timezone.localdate(), by=town.actor(who), **given
    )
