"""Which changes of bank accounts an actor sees, and who is not paid while one waits."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from catalogue.actor import MANAGER, Actor
from catalogue.organisations.models import AccountChange, Admission, Board, Provider, School


def account_changes_visible_to(actor: Actor) -> QuerySet[AccountChange]:
    """Those of the own organisation; for the municipality those of who takes part in it; others none. Newest first."""
    rows = AccountChange.objects.select_related("provider", "board").order_by("-created_at", "pk")
    if actor.provider:
        return rows.filter(provider_id=actor.provider) if actor.role == MANAGER else rows.none()
    if actor.board:
        return rows.filter(board_id=actor.board)
    if not actor.municipality:
        return rows.none()
    here = Admission.objects.filter(municipality=actor.municipality).values("provider")
    boards = School.objects.filter(municipality=actor.municipality, board__isnull=False).values("board")
    return rows.filter(Q(provider__in=here) | Q(board__in=boards))


def waiting_change_of(payee: Provider | Board) -> AccountChange | None:
    """The bank account that waits for a second person."""
    return payee.account_changes.filter(status="proposed").first()


def waits_for_account(*, provider: str = "", board: str = "") -> Exists:
    """For annotating rows: whether a new bank account waits of the provider, or board, that this is the way to."""
    whose = {"provider": OuterRef(provider)} if provider else {"board": OuterRef(board)}
    return Exists(AccountChange.objects.filter(status="proposed", **whose))


def own_board(actor: Actor) -> QuerySet[Board]:
    """The board that the actor acts for; nothing for anybody else."""
    return Board.objects.filter(pk=actor.board) if actor.board else Board.objects.none()


def payees_providers(actor: Actor) -> QuerySet[Provider]:
    """Whose bank account the actor may propose: the own provider, or those let in to the acting municipality."""
    if actor.provider:
        return Provider.objects.filter(pk=actor.provider)
    here = Admission.objects.filter(municipality=actor.municipality).values("provider")
    return Provider.objects.filter(pk__in=here) if actor.municipality else Provider.objects.none()


def payees_boards(actor: Actor) -> QuerySet[Board]:
    """Whose bank account the actor may propose: the own board, or those with a school in the acting municipality."""
    if not actor.municipality:
        return own_board(actor)
    here = School.objects.filter(municipality=actor.municipality, board__isnull=False).values("board")
    return Board.objects.filter(pk__in=here)
