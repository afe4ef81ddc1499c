"""The officer plans rounds, and closes one early or extends it, with a reason that schools can read."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Invalid, Refused, check, reasoned, require
from catalogue.lifecycle import added, change, move
from catalogue.programmes.models import Programme
from catalogue.validation import validated
from portal.funding.queries.plans import one_at_a_time
from portal.rounds.actions.timing import keep_time
from portal.rounds.models import Round
from portal.rounds.rules import may_lead


@deed
def plan(
    programme: Programme, *, opens: datetime, closes: datetime, method: str, by: Actor, name: str = "", seed: str = "",
    **fields: Any,
) -> Round:  # fmt: skip
    """A new round. Without a name it is numbered, without a seed one is drawn. `fields` are those of `Round`.

    `Invalid` per field, also when another round of the programme is open for a sector of it in the same time, for which
    two who plan at once wait for each other; `Forbidden("wrong_role")`.
    """
    _lead(by, programme.municipality_id)
    one_at_a_time(programme)
    name = name.strip() or _("Round %(number)s") % {"number": Round.objects.filter(programme=programme).count() + 1}
    the_round = Round(
        municipality_id=programme.municipality_id, programme=programme, name=name, method=method, opens=opens,
        closes=closes, seed=seed.strip() or secrets.token_hex(8), status="planned", **fields,
    )  # fmt: skip
    check(_time_faults(the_round))
    return added(validated(the_round), by=by, data={"opens": opens.isoformat(), "closes": closes.isoformat()})


@deed
def close(the_round: Round, *, reason: str, by: Actor) -> Round:
    """Close an open round early. `Refused("round_closed")` when it is not open; `Invalid` without a reason."""
    _lead(by, the_round.municipality_id)
    _explained(reason)
    _open(_on_time(the_round))
    return move(the_round, "closed", by=by, because=reason, closes=timezone.now())


@deed
def extend(the_round: Round, *, closes: datetime, reason: str, by: Actor) -> Round:
    """Another closing for a round that did not end yet: later, or sooner but still ahead.

    `Refused("round_closed")` when it is over, `Invalid` without a reason or for a moment that lies behind or overlaps.
    """
    _lead(by, the_round.municipality_id)
    _explained(reason)
    one_at_a_time(the_round.programme)
    if _on_time(the_round).phase() not in ("planned", "open"):
        raise Refused("round_closed", _("This round is over. Plan another one."))
    if closes <= max(timezone.now(), the_round.opens):
        raise Invalid.field("#/closes", "out_of_range", _("Choose a moment after the opening that is still ahead."))
    before, the_round.closes = the_round.closes, closes
    check(_time_faults(the_round))
    the_round.closes = before
    return change(
        the_round, event="extended", by=by, because=reason, data={"closes": closes.isoformat()}, closes=closes
    )


@deed
def withdraw(the_round: Round, *, reason: str, by: Actor) -> Round:
    """Take back a round that did not open yet. `Refused("wrong_state")` afterwards, `Invalid` without a reason."""
    _lead(by, the_round.municipality_id)
    _explained(reason)
    return move(_on_time(the_round), "withdrawn", by=by, because=reason)


@deed
def publish(the_round: Round, *, by: Actor) -> Round:
    """The result of an allocation was booked: everybody can read it. Called by the room that allocates."""
    return move(the_round, "published", by=by)


def _on_time(the_round: Round) -> Round:
    """The round after the clock did its work, also where no clock runs."""
    if the_round.phase() != the_round.status and keep_time(the_round.programme):
        the_round.refresh_from_db()
    return the_round


def _open(the_round: Round) -> None:
    if the_round.status != "open":
        raise Refused("round_closed", _("This round is not open, so it cannot be closed."))


def _time_faults(the_round: Round) -> Iterator[Fault]:
    if the_round.closes <= the_round.opens:
        yield Fault("#/closes", "out_of_range", _("The round has to close after it opens."))
        return
    others = Round.objects.filter(
        programme=the_round.programme_id, opens__lt=the_round.closes, closes__gt=the_round.opens
    )
    for other in others.exclude(status="withdrawn").exclude(pk=the_round.pk):
        if not other.sectors or not the_round.sectors or set(other.sectors) & set(the_round.sectors):
            sentence = _("“%(name)s” is open in this time for the same schools. Choose another time or other sectors.")
            yield Fault("#/opens", "overlap", sentence % {"name": other.name})
            return


def _explained(reason: str) -> None:
    reasoned(reason, _("Say why, so that the schools understand it."))


def _lead(by: Actor, municipality: UUID) -> None:
    require(may_lead(by, municipality), "wrong_role", _("Only a policy officer of this municipality plans rounds."))
