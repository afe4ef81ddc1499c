"""The money of a round: one conditional UPDATE per booking, and what is left goes on to the round that is open.

In the lock order of the house (docs/adr/0011) a round comes after the entitlement and before the account.
"""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext as _

from catalogue.errors import Refused
from catalogue.money import ZERO, in_cents
from portal.rounds.models import Round
from portal.rounds.states import ENDED


def take(the_round: Round, amount: Decimal) -> None:
    """Commit money of the round. `Refused("round_exhausted")` when less is left, what earlier rounds left included."""
    if the_round.budget is None or not amount:
        return
    if not _taken(the_round, amount):
        collect(the_round)
        if not _taken(the_round, amount):
            raise exhausted()


def exhausted() -> Refused:
    """Nothing that is left of the round is enough."""
    sentence = _("The budget of this round is used up. Put it on your shortlist for the next round.")
    return Refused("round_exhausted", sentence)


def within_reach(the_round: Round) -> Decimal | None:
    """What `take` could commit now, what ended rounds left included; `None` without a limit. One statement."""
    left = the_round.left
    if left is None:
        return None
    return left + sum((row.left or ZERO for row in _sources(the_round)), ZERO)


def give_back(round_id: UUID, amount: Decimal) -> None:
    """A booking of the round ended, or cost less: its money can be committed again."""
    Round.objects.filter(pk=round_id, budget__isnull=False).update(committed=F("committed") - in_cents(amount))


def collect(the_round: Round) -> None:
    """Bring what ended rounds of the programme left to this one, when both have a budget and those carry over."""
    if the_round.budget is None:
        return
    sources = _sources(the_round)
    if not sources:
        return
    held = Round.objects.select_for_update().filter(pk__in=[the_round.pk, *(row.pk for row in sources)])
    for source in held.order_by("pk"):  # by their ids, so that two who bring money over at once queue
        left = source.left
        if not left or source.pk == the_round.pk:
            continue
        spare = Q(budget__gte=F("committed") + F("carried_out") - F("carried_in") + in_cents(left))
        if Round.objects.filter(spare, pk=source.pk).update(carried_out=F("carried_out") + in_cents(left)):
            Round.objects.filter(pk=the_round.pk).update(carried_in=F("carried_in") + in_cents(left))


def _sources(the_round: Round) -> list[Round]:
    """The ended rounds of its programme of which something is left that goes on to this one."""
    ended = Round.objects.filter(programme=the_round.programme_id, carries_over=True, budget__isnull=False)
    ended = ended.filter(Q(status__in=ENDED) | Q(closes__lte=the_round.opens, status__in=("planned", "open")))
    return [row for row in ended.exclude(pk=the_round.pk) if row.left and _reaches(row, the_round)]


def _reaches(source: Round, target: Round) -> bool:
    """Money of a sector stays with that sector: it goes on only where all of its schools choose."""
    return not target.sectors or (bool(source.sectors) and set(source.sectors) <= set(target.sectors))


def _taken(the_round: Round, amount: Decimal) -> bool:
    room = Q(budget__gte=F("committed") + F("carried_out") - F("carried_in") + in_cents(amount))
    return bool(Round.objects.filter(room, pk=the_round.pk).update(committed=F("committed") + in_cents(amount)))
