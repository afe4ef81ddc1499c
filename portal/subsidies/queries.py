"""Reading grants to boards and what their schools did with them, schemes and applications."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet

from catalogue.actor import Actor
from catalogue.money import ZERO
from catalogue.organisations.models import Board
from catalogue.programmes.models import Programme
from portal.budgets.models import Account
from portal.subsidies.models import Application, BoardGrant, Scheme
from portal.subsidies.states import TOLD


def visible_to(actor: Actor) -> QuerySet[BoardGrant]:
    """The grants of the own municipality; for a board its own ones that were decided."""
    rows = BoardGrant.objects.select_related("programme", "board", "municipality")
    if actor.municipality:
        return rows.filter(municipality_id=actor.municipality)
    if actor.board:
        return rows.filter(board_id=actor.board, status__in=TOLD)
    return rows.none()


def accounts_of(programme: Programme, board: Board) -> QuerySet[Account]:
    """The budgets that count for a grant: of the schools of the board now, and of those that left while it held."""
    of_board = Q(school__board=board, ceiling__isnull=True) | Q(ceiling__board=board)
    rows = Account.objects.filter(of_board, programme=programme, school__isnull=False)
    return rows.select_related("school").order_by("school__name", "pk")


@dataclass(frozen=True, slots=True)
class Use:
    """What the schools of a board have of its grant, and what they committed (set aside or spent) of that."""

    divided: Decimal = ZERO
    committed: Decimal = ZERO


def uses_of(grants: Iterable[BoardGrant]) -> dict[UUID, Use]:
    """The use of each grant. One statement."""
    rows = list(grants)
    found = {(row.programme_id, row.board_id): Use() for row in rows}
    accounts = Account.objects.filter(programme__in={row.programme_id for row in rows}, school__isnull=False)
    sums = accounts.values_list("programme", "ceiling__board", "school__board", "granted", "reserved", "spent")
    for programme, under, board, granted, reserved, spent in sums:
        key = (programme, under or board)
        if key in found:
            before = found[key]
            found[key] = Use(before.divided + granted, before.committed + reserved + spent)
    return {row.pk: found[row.programme_id, row.board_id] for row in rows}


def schemes_visible_to(actor: Actor) -> QuerySet[Scheme]:
    """The schemes of the own municipality, newest first; for a board those adopted where it has a school."""
    rows = Scheme.objects.select_related("programme", "municipality").prefetch_related("ceilings", "periods")
    if actor.municipality:
        return rows.filter(municipality_id=actor.municipality)
    if actor.board:
        return rows.filter(municipality__schools__board=actor.board, status="adopted").distinct()
    return rows.none()


def applications_visible_to(actor: Actor) -> QuerySet[Application]:
    """The applications of the own municipality, the first that came in on top; a board its own that were decided."""
    rows = Application.objects.select_related("scheme__programme", "scheme__municipality", "ceiling", "board")
    if actor.municipality:
        return rows.filter(municipality_id=actor.municipality)
    if actor.board:
        return rows.filter(board_id=actor.board, status__in=("granted", "refused"))
    return rows.none()
