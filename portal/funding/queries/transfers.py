"""Reading transfers between schools and what was called back."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from uuid import UUID

from django.db.models import F, Q, QuerySet

from catalogue.actor import Actor
from catalogue.money import ZERO
from catalogue.organisations.models import School
from catalogue.programmes.models import Programme
from portal.budgets.models import Account
from portal.funding.models import BudgetTransfer, Recall


def transfers_visible_to(actor: Actor) -> QuerySet[BudgetTransfer]:
    """Those of the own municipality; of the own school, giving or receiving; of all schools of the own board."""
    rows = BudgetTransfer.objects.select_related("programme", "origin", "target").order_by("-created_at", "pk")
    if actor.municipality:
        return rows.filter(municipality_id=actor.municipality)
    if actor.school:
        return rows.filter(Q(origin_id=actor.school) | Q(target_id=actor.school))
    if actor.board:
        return rows.filter(origin__board_id=actor.board)
    return rows.none()


def sisters_of(school: School) -> QuerySet[School]:
    """The other open schools of the same board in the same municipality, by name: who may get budget of this one."""
    if school.board_id is None:
        return School.objects.none()
    rows = School.objects.filter(board=school.board_id, municipality=school.municipality_id, closed_on__isnull=True)
    return rows.exclude(pk=school.pk).order_by("name", "pk")


def moved_of(programme: Programme) -> dict[UUID, Decimal]:
    """What came to (below zero: went from) each school by transfers in a programme; together nothing. One statement."""
    moved: dict[UUID, Decimal] = defaultdict(lambda: ZERO)
    rows = BudgetTransfer.objects.filter(programme=programme, status="effected").order_by()
    for origin, target, amount in rows.values_list("origin", "target", "amount"):
        moved[origin] -= amount
        moved[target] += amount
    return moved


def leftovers_of(programme: Programme) -> list[Account]:
    """The accounts of schools that have something left in a programme, with their school, by name. One statement."""
    rows = Account.objects.filter(programme=programme, granted__gt=F("reserved") + F("spent"), school__isnull=False)
    return list(rows.select_related("school").order_by("school__name", "pk"))


def recalls_visible_to(actor: Actor) -> QuerySet[Recall]:
    """What the own municipality called back, newest first."""
    rows = Recall.objects.prefetch_related("parts__school").select_related("programme")
    rows = rows.order_by("-created_at", "pk")
    return rows.filter(municipality_id=actor.municipality) if actor.municipality else rows.none()
