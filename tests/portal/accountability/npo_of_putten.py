"""The grant of Putten (DOMAIN § 7 rows 21 and 37): € 322,000 in 24 terms to July 2023, to be spent to July 2025."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from catalogue.programmes import actions as programmes
from catalogue.programmes.models import Regulation
from portal.funding import actions as funding
from portal.funding.actions.grants import Terms
from portal.funding.models import Grant
from tests.cast import COUNTED_ON, OPERATOR, Town
from tests.portal.funding.planned import grant

LAST_DAY = date(2025, 7, 31)


def on(year: int, month: int, day: int) -> datetime:
    """Noon of a day, to travel to."""
    return datetime(year, month, day, 12, tzinfo=UTC)


def start(town: Town) -> Grant:
    """From now on `town.programme` is that of NPO, with € 3,000 divided over the schools and the rest in reserve."""
    npo = Regulation.objects.get(code="NPO")
    town.programme = programmes.add_programme(
        town.municipality, regulations=[npo], name="NPO", starts_on=date(2021, 8, 1), ends_on=date(2026, 7, 31),
        four_eyes_threshold=Decimal("1000.00"), tolerance_percent=10, silent_confirmation_days=14,
        claim_deadline_days=90, by=OPERATOR,
    )  # fmt: skip
    town.talent = programmes.add_theme(town.programme, name="Inhalen", by=OPERATOR)
    terms = Terms(24, date(2021, 12, 1), first_holds=5)
    paid_by = grant(town, "322000.00", regulation="NPO", spend_until=LAST_DAY, instalments=terms)
    rows = [("Keuzebudget", "choice", "3000.00"), ("Resterend budget", "reserve", "319000.00")]
    lines = [{"name": name, "kind": kind, "amount": Decimal(amount), "grant": paid_by} for name, kind, amount in rows]
    officer = town.actor("officer")
    funding.adopt_plan(funding.draft_plan(town.programme, lines=lines, by=officer), by=officer)
    split = funding.propose_split(
        town.programme, pot=Decimal("3000.00"), per_school=Decimal("1000.00"), reference_date=COUNTED_ON, by=officer
    )
    funding.adopt_split(split, by=officer)
    return paid_by
