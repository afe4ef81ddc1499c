"""What was spent or set aside, one row per claim line or booking, in the order in which grants pay it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F, Max, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from catalogue.offers.models import AddedCase
from portal.bespoke.models import BespokeRequest
from portal.bookings.models import Booking
from portal.claims.models import ClaimLine
from portal.claims.queries import NET
from portal.claims.states import SPENT

PAID, APPROVED, RESERVED = "paid", "approved", "reserved"
BY_THE_BANK = "settled"
BANK = Coalesce(Max("claim__invoices__paid_on"), "claim__paid_on")  # a claim of a school has no invoice

_OF_A_BOOKING = {
    "of_programme": "account__programme",
    "of_code": "account__line",
    "of_offer": "offer_id",
    "of_revision": "revision_id",
    "of_cases": "revision__cases",
    "asked_at": "created_at",
    "starts_at": "session__starts_at",
    "wished": "wished_dates",
}


@dataclass(frozen=True, slots=True)
class Spending:
    """An amount on a line (`code`; empty: the account of a school) of a programme, for a goal and with cases.

    `thing` is the claim line, or the booking or bespoke request of what is only reserved; it has a `revision` of an
    offer or a `theme` of its own. `on` is the day of the activity, as far as it is known; `asked_on` that of the
    booking; `paid_on` that of the bank.
    """

    thing: UUID
    stage: str
    amount: Decimal
    programme: UUID
    code: str
    goal: int
    cases: tuple[str, ...]
    revision: UUID | None
    theme: UUID | None
    asked_on: date
    on: date
    paid_on: date | None


def spendings(municipality: UUID, *, reserved: bool) -> list[Spending]:
    """Paid claims by the day of the bank, then approved ones, then what bookings hold when `reserved` is asked."""
    added: dict[UUID, list[str]] = defaultdict(list)
    for offer, case in AddedCase.objects.filter(offer__municipality=municipality).values_list("offer_id", "case"):
        added[offer].append(case)
    return [*_spent(municipality, added), *(_reserved(municipality, added) if reserved else ())]


def _spent(municipality: UUID, added: dict[UUID, list[str]]) -> list[Spending]:
    rows = ClaimLine.objects.filter(claim__municipality=municipality, claim__status__in=SPENT)
    rows = rows.filter(sanctioned_amount__gt=F("credited"))
    last = Max("booking__deliveries__date", filter=Q(booking__deliveries__replaced_by=None))
    rows = rows.annotate(last=last, bank=BANK).order_by()
    read = rows.filter(booking__isnull=False).values(
        "pk", "last", "bank", status=F("claim__status"), approved_on=F("claim__approved_on"), of_goal=F("goal_id"),
        of_amount=NET,
        **{name: F(f"booking__{path}") for name, path in _OF_A_BOOKING.items()},
    )  # fmt: skip
    found = [_spending(row, added, row["bank"] if row["status"] == BY_THE_BANK else None, APPROVED) for row in read]
    approved = {row["pk"]: row["approved_on"] or date.max for row in read}
    for line in rows.filter(request__isnull=False).select_related("claim", "request"):
        found.append(_own_cost(line, line.bank if line.claim.status == BY_THE_BANK else None))
        approved[line.pk] = line.claim.approved_on or date.max
    return sorted(found, key=lambda each: (each.paid_on or date.max, approved[each.thing], str(each.thing)))


def _own_cost(line: ClaimLine, paid_on: date | None) -> Spending:
    """A cost that a school made for a bespoke request: its goal, cases and days are those of the request."""
    request = line.request
    assert request is not None
    return Spending(
        thing=line.pk, stage=PAID if paid_on else APPROVED, amount=line.net, programme=request.programme_id,
        code="", goal=line.goal_id, cases=tuple(request.cases), revision=None, theme=request.theme_id,
        asked_on=timezone.localtime(request.created_at).date(), on=request.ends_on, paid_on=paid_on,
    )  # fmt: skip


def _reserved(municipality: UUID, added: dict[UUID, list[str]]) -> list[Spending]:
    rows = Booking.objects.filter(municipality=municipality, reserved__gt=0, account__isnull=False)
    last = Max("deliveries__date", filter=Q(deliveries__replaced_by=None))
    read = rows.annotate(last=last).order_by("created_at", "pk").values(
        "pk", "last", of_goal=F("offer__goal_id"), of_amount=F("reserved"),
        **{name: F(path) for name, path in _OF_A_BOOKING.items()},
    )  # fmt: skip
    return [*(_spending(row, added, None, RESERVED) for row in read), *_requested(municipality)]


def _requested(municipality: UUID) -> list[Spending]:
    """What bespoke requests of schools hold, after what bookings do."""
    rows = BespokeRequest.objects.filter(municipality=municipality, reserved__gt=0, account__isnull=False)
    return [
        Spending(
            thing=row.pk, stage=RESERVED, amount=row.reserved, programme=row.programme_id, code="", goal=row.goal_id,
            cases=tuple(row.cases), revision=None, theme=row.theme_id,
            asked_on=timezone.localtime(row.created_at).date(), on=row.ends_on, paid_on=None,
        )
        for row in rows.order_by("created_at", "pk")
    ]  # fmt: skip


def _spending(row: Mapping[str, Any], added: dict[UUID, list[str]], paid_on: date | None, otherwise: str) -> Spending:
    asked_on = timezone.localtime(row["asked_at"]).date()
    return Spending(
        thing=row["pk"], stage=PAID if paid_on else otherwise, amount=row["of_amount"], programme=row["of_programme"],
        code=row["of_code"], goal=row["of_goal"], cases=(*row["of_cases"], *added.get(row["of_offer"], ())),
        revision=row["of_revision"], theme=None, asked_on=asked_on, on=row["last"] or _planned(row) or asked_on,
        paid_on=paid_on,
    )  # fmt: skip


def _planned(row: Mapping[str, Any]) -> date | None:
    if row["starts_at"]:
        return timezone.localtime(row["starts_at"]).date()
    return date.fromisoformat(row["wished"][0]) if row["wished"] else None
