"""Bloemendorp over the years: what is paid on a day, books that are closed, and SiSa tables that two people sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import time_machine
from django.utils import timezone

from catalogue.money import ZERO
from catalogue.programmes.models import Regulation
from portal.accountability import actions as accountability
from portal.accountability import signing
from portal.accountability.models import SisaSignature
from portal.accountability.queries import sisa_table
from portal.budgets import closing
from portal.budgets.models import Period
from portal.claims.models import Claim
from portal.funding import actions as funding
from portal.funding.actions.closing import close_ledger
from portal.funding.models import Grant
from portal.invoices.crediting import credit
from portal.payments.models import Payment
from portal.payments.settling import came_back, mend
from tests import cast
from tests.cast import Town
from tests.portal.accountability import npo_of_putten
from tests.portal.accountability.paying import delivered_and_paid, pay
from tests.portal.funding import two_funds
from tests.portal.funding.planned import grant

ANSWERS = {"D8/04": "0,00", "D8/06": "0,00"}


def on(year: int, month: int = 3, day: int = 1) -> Any:
    """Travel to noon of a day."""
    return time_machine.travel(datetime(year, month, day, 12, tzinfo=UTC))


def npo(town: Town) -> Grant:
    """NPO from 2022 on: € 322,000, of which € 1,000 per school can be chosen. All of it came in."""
    with on(2022, 1):
        return npo_of_putten.start(town)


def paid(town: Town, year: int, *, goal: str = "a", units: int = 1, month: int = 3) -> Claim:
    """€ 125 per unit for a goal of NPO, delivered and paid in March of the year."""
    with on(year, month):
        booking = cast.booking(town, cast.offer(town, goal=goal), status="accepted", units=units)
        delivered_and_paid(town, booking)
    return Claim.objects.get(lines__booking=booking)


def credited(town: Town, claim: Claim, year: int, amount: str, *, keep: bool = False) -> None:
    """A credit note on the invoice of a claim, in May of the year."""
    with on(year, 5):
        invoice = claim.invoices.exclude(kind="credit_note").get()
        remainder = "keep" if keep else "release"
        credit(
            invoice, reason="Minder geleverd", lines=[(1, Decimal(amount))], remainder=remainder,
            by=town.actor("finance"),
        )  # fmt: skip


def returned(town: Town, claim: Claim, year: int, *, again: bool = False, month: int = 6) -> None:
    """The bank sends the payment of a claim back, in June of the year; `again`: it is paid once more in July."""
    with on(year, month):
        payment = Payment.objects.select_related("invoice__claim", "batch").get(invoice__claim=claim, live=True)
        row = came_back(payment, on=timezone.localdate(), code="AC04", by=town.actor("finance"))
        mend(row, how="Gebeld met de balie", by=town.actor("finance"))
    if again:
        with on(year, 7):
            pay(town)


def closed(town: Town, year: int) -> None:
    """Finance closes the books of a year, in the next January."""
    with on(year + 1, 1, 15):
        closing.close_period(town.municipality, year=year, reason="Jaarrekening", by=town.actor("finance"))


def prepared(
    town: Town, year: int, final: Sequence[str] = (), answers: Mapping[str, str] | None = None
) -> SisaSignature:  # fmt: skip
    """The controller prepares the table of a closed year, in the next February."""
    closed(town, year)
    with on(year + 1, 2):
        return signing.prepare(town.municipality, year=year, final=final, answers=answers, by=town.actor("controller"))


def signed(
    town: Town, year: int, final: Sequence[str] = (), answers: Mapping[str, str] | None = None
) -> SisaSignature:  # fmt: skip
    """And finance signs it."""
    made = prepared(town, year, final, answers)
    with on(year + 1, 2):
        return signing.sign(made, by=town.actor("finance"))


def figures(town: Town, year: int) -> tuple[str, str, str]:
    """What the table of a year says: in the year, correction, until its end."""
    found = sisa_table(town.municipality, year)
    return str(found.total), str(found.correction), str(found.cumulative)


def settled(town: Town, grant: Grant, year: int = 2025) -> None:
    """The term is over and the grant is settled by two people, in September."""
    with on(year, 9):
        made = accountability.settle_grant(grant, reason="Eindverantwoording", by=town.actor("finance"))
        if made.status == "proposed":
            accountability.confirm_settlement(made, by=town.actor("finance2"))


def received(town: Town, grant: Grant) -> None:
    """The first payment came in: € 67,083.35."""
    with on(2022, 1, 10):
        funding.receive(grant, month=date(2021, 12, 1), on=timezone.localdate(), by=town.actor("finance"))


def grant_of_npo(town: Town) -> Grant:
    """The officer writes down another grant of NPO."""
    return grant(town, "1000.00", regulation="NPO", spend_until=date(2028, 7, 31))


def oab_and_npo(town: Town) -> tuple[Grant, Grant]:
    """A programme that OAB pays before NPO: € 300 and € 3,700."""
    with on(2026, 10):
        oab, npo, _plan = two_funds.start(town, until=date(2028, 7, 31))
    return oab, npo


def per_code(town: Town, year: int) -> dict[str, str]:
    """What was paid in the year, per SiSa code."""
    found: dict[str, Decimal] = {}
    for row in sisa_table(town.municipality, year).rows:
        found[row.sisa_code] = found.get(row.sisa_code, ZERO) + row.year
    return {code: str(amount) for code, amount in found.items() if amount}


def final_anyway(town: Town, code: str, year: int) -> None:
    """The ledger of a regulation is closed while something still waits, as happens when two people act at once."""
    regulation = Regulation.objects.get(code=code)
    close_ledger(town.municipality, regulation, year=year, by=town.actor("finance"))


def waiting(town: Town) -> SisaSignature:
    """The table of last year, in which nothing was paid, waits for a second person; asked again: the same one."""
    year = timezone.localdate().year - 1
    made = SisaSignature.objects.filter(municipality=town.municipality, year=year, status="proposed").first()
    if made is None and not Period.objects.filter(municipality=town.municipality, year=year, month=0).exists():
        closing.close_period(town.municipality, year=year, reason="Jaarrekening", by=town.actor("finance"))
    return made or signing.prepare(town.municipality, year=year, by=town.actor("controller"))
