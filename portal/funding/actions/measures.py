"""Measures are written down, changed and brought from one phase to the next; the journal keeps every version."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Refused, check, require
from catalogue.lifecycle import added, allowed, change, move
from catalogue.money import written
from catalogue.programmes.models import Programme
from catalogue.validation import check_fields, validated
from portal.funding.models import Measure
from portal.funding.rules import may_divide, may_prepare
from portal.funding.states import CARRIED_OUT


@deed
def add_measure(programme: Programme, *, by: Actor, **fields: Any) -> Measure:
    """A measure that is being prepared. `fields` are those of `Measure`; `Invalid` names each wrong one.

    Who leads it and when may still be open: the plan reports that (`queries.findings`).
    """
    made = Measure(municipality_id=programme.municipality_id, programme=programme, status="prepare", **fields)
    _prepares(by, made)
    check(_faults(made))
    return added(validated(made), by=by, data={"after": _told(made, fields)})


@deed
def change_measure(measure: Measure, *, by: Actor, because: str = "", **fields: Any) -> Measure:
    """Other words, another lead, planning or cost. What it was and what it became stands in the journal, with why.

    `Invalid` names each wrong field. Nothing is written when nothing changes.
    """
    _prepares(by, measure)
    check_fields(measure, **fields)
    new = {name: value for name, value in fields.items() if getattr(measure, name) != value}
    if not new:
        return measure
    before = _told(measure, new)
    changed = Measure(**{field.attname: getattr(measure, field.attname) for field in Measure._meta.concrete_fields})
    for name, value in new.items():
        setattr(changed, name, value)
    check(_faults(changed))
    data = {"before": before, "after": _told(changed, new)}
    return change(measure, event="changed", by=by, because=because, data=data, **new)


@deed
def enter_phase(measure: Measure, phase: str, *, by: Actor, reason: str = "") -> Measure:
    """The measure is tried out, done in full, lasts, or stops: then `Invalid` without a reason.

    `Refused("wrong_state")` when the phase does not follow the one that it is in; `Refused("no_result_indicator")` when
    it is to be carried out and nothing says how we know whether it helps (monitor of Putten, DOMAIN row 26).
    """
    _may(by, measure.programme)
    if phase == "stopped" and not reason.strip():
        check([Fault("#/reason", "required", _("Say why it stops: it stands in the account of the plan."))])
    if phase in CARRIED_OUT and allowed(measure, phase) and not measure.result_indicators:
        sentence = _("This measure has no indicator of its result yet. Say first how we know that it helps.")
        raise Refused("no_result_indicator", sentence)
    return move(measure, phase, by=by, because=reason)


@deed
def count_result_indicators(measure: Measure, number: int, *, by: Actor) -> Measure:
    """So many indicators say now whether it helps; told by the room that measures, which knows them.

    `Refused("last_result_indicator")` for none while the measure is carried out; `Stale` when it changed meanwhile.
    """
    _may(by, measure.programme)
    if not number and measure.status in CARRIED_OUT:
        sentence = _(
            "This is the only indicator of the result of a measure that is carried out. Add another one first."
        )
        raise Refused("last_result_indicator", sentence)
    return change(measure, event="result_indicators", by=by, data={"number": number}, result_indicators=number)


def _prepares(by: Actor, measure: Measure) -> None:
    own = may_prepare(by, measure)
    require(own, "wrong_role", _("Only a policy officer, or who prepares the plan, can write measures down."))


def _may(by: Actor, programme: Programme) -> None:
    own = may_divide(by, programme)
    require(own, "wrong_role", _("Only a policy officer of this municipality can plan its measures."))


def _faults(measure: Measure) -> Iterator[Fault]:
    if measure.theme and measure.theme.programme_id != measure.programme_id:
        yield Fault("#/theme", "unknown", _("Choose only themes of this programme."))
    if measure.start and measure.ready and measure.ready < measure.start:
        sentence = _("Found %(found)s; expected %(start)s, in which it begins, or later.")
        yield Fault("#/ready", "out_of_range", sentence % {"found": measure.ready, "start": measure.start})
    if measure.cost is not None and not measure.per:
        yield Fault("#/per", "required", _("Say whether it costs this once, per month or per year."))
    if measure.cost_min is not None and (measure.cost is None or measure.cost_min > measure.cost):
        sentence = _("Found %(found)s; expected %(most)s, what it costs at most, or less.")
        shown = {"found": written(measure.cost_min), "most": "—" if measure.cost is None else written(measure.cost)}
        yield Fault("#/costMin", "out_of_range", sentence % shown)
    if measure.unit_cost is not None and measure.cost is not None:
        yield Fault("#/unitCost", "double", _("Say what it costs, or what one unit costs; not both."))
    if measure.unit_cost is not None and measure.per_year is None:
        yield Fault("#/unitsPerYear", "required", _("Say how many units there are in a year."))


def _told(measure: Measure, names: Any) -> dict[str, Any]:
    """The values of these fields, as the journal keeps them: text, numbers as text, names of things."""
    found = {name: getattr(measure, name) for name in names}
    return {name: value if isinstance(value, list) or value is None else str(value) for name, value in found.items()}
