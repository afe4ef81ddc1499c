"""Talking about what was measured and improving it; and what the municipality says of each of the seven steps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Invalid, Refused, check, reasoned, require
from catalogue.lifecycle import added, change, move
from catalogue.programmes.models import Programme
from catalogue.validation import check_fields, validated
from portal.monitoring.models import Measurement, StepNote, Talk
from portal.monitoring.rules import may_define, may_measure
from portal.monitoring.steps import CODES


@deed
def talk(
    measurement: Measurement, *, held_on: date, note: str, by: Actor, action: str = "", owner: str = "",
    due_on: date | None = None,
) -> Talk:  # fmt: skip
    """What was said of a measurement, and the action that follows: by whom (a role) and before which day.

    `Forbidden("wrong_role")`, `Refused("corrected")` for a value that no longer counts, `Invalid` for a talk that is
    still to be held and an action without its owner or day. Without an action it is only noted.
    """
    _may(by, measurement)
    if not measurement.counts:
        raise Refused("corrected", _("This value was corrected. Write it down with the newest one."))
    check(_faults(held_on, action, owner, due_on))
    row = Talk(
        status="agreed" if action else "noted", municipality_id=measurement.municipality_id, measurement=measurement,
        held_on=held_on, note=note, action=action, owner=owner if action else "", due_on=due_on if action else None,
    )  # fmt: skip
    return added(validated(row), by=by)


@deed
def complete(talk: Talk, *, outcome: str, by: Actor) -> Talk:
    """The action was done; `outcome` says what became of it. `Invalid` without, `Refused("wrong_state")` otherwise."""
    _may(by, talk.measurement)
    reasoned(outcome, _("Say what became of it."))
    check_fields(talk, outcome=outcome)
    return move(talk, "done", by=by, because=outcome, outcome=outcome)


@deed
def note_step(programme: Programme, step: str, words: str, *, by: Actor) -> StepNote:
    """What the municipality itself says of a step of the seven. `Forbidden("wrong_role")`, `Invalid`."""
    own = may_define(by, programme.municipality_id)
    require(own, "wrong_role", _("Only a policy officer of this municipality writes notes with the steps."))
    if step not in CODES:
        raise Invalid.field("#/step", "unknown", _("There is no such step."))
    found = StepNote.objects.filter(programme=programme, step=step).first()
    if found:
        check_fields(found, words=words)
        return change(found, event="changed", by=by, words=words)
    row = StepNote(municipality_id=programme.municipality_id, programme=programme, step=step, words=words)
    return added(validated(row), by=by)


def _may(by: Actor, measurement: Measurement) -> None:
    own = may_measure(by, measurement.indicator)
    require(own, "wrong_role", _("Only who measures this and the officer note talks."))


def _faults(held_on: date, action: str, owner: str, due_on: date | None) -> Iterator[Fault]:
    if held_on > timezone.localdate():
        yield Fault("#/heldOn", "out_of_range", _("Write down a talk after it was held."))
    if action and not owner.strip():
        yield Fault("#/owner", "required", _("Say who does this: a role or an organisation, not the name of a person."))
    if action and due_on is None:
        yield Fault("#/dueOn", "required", _("Say before which day this is done."))
    if action and due_on and due_on < held_on:
        yield Fault("#/dueOn", "out_of_range", _("The day lies before the talk."))
