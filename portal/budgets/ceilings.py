"""The maximum of a board: one conditional UPDATE beside the movement, with a CHECK constraint behind it."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import F, Sum
from django.utils.translation import gettext as _

from catalogue.errors import Refused
from catalogue.money import ZERO, in_cents, written
from catalogue.organisations.models import Board, School
from catalogue.programmes.models import Programme
from portal.budgets.models import Account, Ceiling


def over(programme: Programme, school: School | None) -> Ceiling | None:
    """The ceiling that a new account of this school comes under."""
    if school is None or school.board_id is None:
        return None
    return Ceiling.objects.filter(programme=programme, board=school.board_id).first()


def press(account: Account, difference: Decimal) -> None:
    """What was granted below the ceiling of this account changes. `Refused("above_board_grant")` above its maximum."""
    if account.ceiling_id is None or not difference:
        return
    rows = Ceiling.objects.filter(pk=account.ceiling_id)
    if difference > 0:
        rows = rows.filter(maximum__gte=F("granted") + in_cents(difference))
    if not rows.update(granted=F("granted") + in_cents(difference)):
        raise _above(Ceiling.objects.select_related("board").get(pk=account.ceiling_id))


def draw(programme: Programme, board: Board, maximum: Decimal) -> Ceiling:
    """The ceiling of a board is `maximum` from now on. `Refused("above_board_grant")` when more was granted already.

    Only within a deed that holds the programme: whoever grants waits for it, so no account is overlooked.
    """
    ceiling = Ceiling.objects.select_related("board").filter(programme=programme, board=board).first()
    if ceiling is None:
        accounts = Account.objects.filter(programme=programme, school__board=board)
        granted = accounts.aggregate(total=Sum("granted"))["total"] or ZERO
        ceiling = Ceiling(
            municipality_id=programme.municipality_id, programme=programme, board=board, maximum=maximum,
            granted=granted,
        )  # fmt: skip
        if granted > maximum:
            raise _above(ceiling)
        ceiling.save(force_insert=True)
        accounts.update(ceiling=ceiling)
    elif not Ceiling.objects.filter(pk=ceiling.pk, granted__lte=in_cents(maximum)).update(maximum=maximum):
        ceiling.maximum = maximum
        raise _above(ceiling)
    ceiling.maximum = maximum
    return ceiling


def _above(ceiling: Ceiling) -> Refused:
    sentence = _(
        "Together the schools of %(board)s would have more than %(maximum)s, the maximum of the board grant. Divide "
        "less to them, or grant the board more first."
    )
    shown = {"board": ceiling.board.name, "maximum": written(ceiling.maximum)}
    return Refused("above_board_grant", sentence % shown)
