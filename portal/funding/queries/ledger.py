"""Reading what was booked by hand, and what only the grants can prove about the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum

from catalogue.actor import Actor
from catalogue.money import ZERO
from catalogue.organisations.models import Municipality
from catalogue.programmes.models import Programme
from portal.budgets.models import Account, Entry
from portal.budgets.proof import Difference
from portal.funding.models import Correction, Grant, Handover, PlanLine


def corrections_visible_to(actor: Actor) -> QuerySet[Correction]:
    """The corrections of the own municipality, newest first."""
    rows = Correction.objects.select_related("account__programme", "account__school", "entry__account")
    rows = rows.order_by("-created_at", "pk")
    return rows.filter(municipality_id=actor.municipality) if actor.municipality else rows.none()


def handovers_visible_to(actor: Actor) -> QuerySet[Handover]:
    """What the own municipality passed on to others, newest first."""
    rows = Handover.objects.select_related("account__programme__municipality", "grant__regulation")
    rows = rows.order_by("-on", "-created_at", "pk")
    return rows.filter(municipality_id=actor.municipality) if actor.municipality else rows.none()


def transferred_by_year(
    municipality: Municipality,
    *,
    programme: Programme | None = None,
    grant: Grant | None = None,
    sisa_code: str = "",
) -> dict[int, Decimal]:
    """What counts in each year as passed on to other municipalities, corrections taken off. One statement.

    Of one programme, one grant or one SiSa code when it is named. This is what SiSa asks for apart, "between fellow
    governments".
    """
    of = Q(municipality=municipality) & (Q(grant=grant) if grant else Q())
    of &= Q(grant__regulation__sisa_code=sisa_code) if sisa_code else Q()
    of &= Q(account__programme=programme) if programme else Q()
    passed = Handover.objects.filter(of, status="effected")
    back = Correction.objects.filter(entry__kind="hand_over", entry__cause_id__in=passed.values("pk"))
    rows = Entry.objects.filter(
        Q(kind="hand_over", cause_id__in=passed.values("pk")) | Q(kind="hand_back", cause_id__in=back.values("pk"))
    )
    sums: dict[int, Decimal] = defaultdict(lambda: ZERO)
    for year, kind, total in rows.order_by().values_list("on__year", "kind").annotate(total=Sum("amount")):
        sums[year] += total if kind == "hand_over" else -total
    return dict(sums)


def transferred_of(
    municipality: Municipality, year: int, *, programme: Programme | None = None, grant: Grant | None = None
) -> Decimal:
    """What counts in one year as passed on to other municipalities, as `transferred_by_year`."""
    return transferred_by_year(municipality, programme=programme, grant=grant).get(year, ZERO)


def names_of_lines(programme: Programme) -> dict[str, str]:
    """How the lines of the plan that holds are called, by their codes."""
    rows = PlanLine.objects.filter(plan__programme=programme, plan__status="adopted")
    return dict(rows.order_by().values_list("code", "name"))


def corrected(entries: Iterable[int]) -> dict[int, Correction]:
    """Which of these entries were corrected, or wait for that, and how. One statement."""
    rows = Correction.objects.filter(entry__in=list(entries), status__in=("proposed", "effected"))
    return {row.entry_id: row for row in rows}


def passed_on(municipality: UUID) -> dict[tuple[UUID, str, UUID], Decimal]:
    """What was passed on to other municipalities so far, by programme, line and grant. One statement."""
    passed = Handover.objects.filter(municipality=municipality, status="effected", grant__isnull=False).order_by()
    back = Correction.objects.filter(status="effected", entry__kind="hand_over", entry__cause_id=OuterRef("pk"))
    less = back.order_by().values("entry__cause_id").annotate(total=Sum("amount")).values("total")
    sums: dict[tuple[UUID, str, UUID], Decimal] = defaultdict(lambda: ZERO)
    rows = passed.annotate(less=Subquery(less))
    for programme, code, grant, amount, taken_back in rows.values_list(
        "account__programme", "account__line", "grant", "amount", "less"
    ):
        sums[programme, code, grant] += amount - (taken_back or ZERO)
    return dict(sums)


def verify_grants() -> list[Difference]:
    """What the ledger must keep to besides its own sums; an empty list is the proof. Three statements.

    The accounts of a programme hold what its adopted plan plans; the adopted plans plan no more of a grant than it is;
    no correction is more than its entry.
    """
    return [*_programmes(), *_grants(), *_corrections()]


def _programmes() -> list[Difference]:
    lines = PlanLine.objects.filter(plan__status="adopted").order_by()
    planned = dict(lines.values_list("plan__programme").annotate(total=Sum("amount")))
    rows = Account.objects.filter(programme__in=planned).order_by()
    held: dict[UUID, Decimal] = defaultdict(lambda: ZERO)
    held |= dict(rows.values_list("programme").annotate(total=Sum("granted")))
    return [
        Difference(f"programme {programme}", "granted", held[programme], total)
        for programme, total in planned.items()
        if held[programme] > total
    ]


def _grants() -> list[Difference]:
    adopted = Q(sources__line__plan__status="adopted")
    rows = Grant.objects.annotate(planned=Sum("sources__amount", filter=adopted)).order_by()
    return [
        Difference(f"grant {pk}", "planned", planned, amount)
        for pk, planned, amount in rows.filter(planned__gt=F("amount")).values_list("pk", "planned", "amount")
    ]


def _corrections() -> list[Difference]:
    rows = Correction.objects.filter(status="effected", amount__gt=F("entry__amount")).select_related("entry")
    return [Difference(f"entry {each.entry_id}", "corrected", each.amount, each.entry.amount) for each in rows]
