"""A scheme is written, changed while it is a draft, and adopted: then its text is frozen, applications are decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Refused, check, require
from catalogue.lifecycle import added, change, move
from catalogue.programmes.models import Programme
from catalogue.validation import check_fields, pointer, validated
from portal.subsidies.models import Scheme, SchemeCeiling, SchemePeriod
from portal.subsidies.regulation import text_of_scheme
from portal.subsidies.rules import may_grant


@dataclass(frozen=True, slots=True)
class Room:
    """What there is at most for a group of applicants."""

    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Window:
    """When one can apply, both days included."""

    opens_on: date
    closes_on: date


@deed
def draft_scheme(
    programme: Programme, *, ceilings: Sequence[Room], periods: Sequence[Window], by: Actor, **rules: Any
) -> Scheme:
    """A scheme as a draft. `rules`: fields of `Scheme`. `Invalid` per wrong field, as `#/ceilings/0/amount`."""
    _may(by, programme)
    _check_parts(ceilings, periods)
    row = Scheme(municipality=programme.municipality, programme=programme, status="draft", **rules)
    scheme = added(validated(row), by=by, data={"name": row.name})
    _fill(scheme, ceilings, periods)
    return scheme


@deed
def change_scheme(
    scheme: Scheme, *, ceilings: Sequence[Room], periods: Sequence[Window], by: Actor, **rules: Any
) -> Scheme:
    """Other rules for a draft. `Refused("wrong_state")` once it is adopted: then write a new one."""
    _may(by, scheme.programme)
    _draft(scheme)
    _check_parts(ceilings, periods)
    check_fields(scheme, **rules)
    change(scheme, event="changed", by=by, data={"name": rules.get("name", scheme.name)}, **rules)
    scheme.ceilings.all().delete()
    scheme.periods.all().delete()
    _fill(scheme, ceilings, periods)
    return scheme


@deed
def adopt_scheme(scheme: Scheme, *, by: Actor) -> Scheme:
    """The council or the aldermen adopted it: the text is frozen as it reads now, and applications can be decided."""
    _may(by, scheme.programme)
    _draft(scheme)
    return move(scheme, "adopted", by=by, content=text_of_scheme(scheme), data={"name": scheme.name})


def _draft(scheme: Scheme) -> None:
    if scheme.status != "draft":
        raise Refused("wrong_state", _("This scheme is adopted and does not change any more. Write a new one."))


def _may(by: Actor, programme: Programme) -> None:
    allowed = may_grant(by, programme.municipality)
    require(allowed, "wrong_role", _("Only a policy officer of this municipality can write its schemes."))


def _check_parts(ceilings: Sequence[Room], periods: Sequence[Window]) -> None:
    faults = []
    if not ceilings:
        faults.append(Fault("#/ceilings", "required", _("Say what there is at most.")))
    if not periods:
        faults.append(Fault("#/periods", "required", _("Say when boards can apply.")))
    for at, room in enumerate(ceilings):
        faults += _faults_of(SchemeCeiling(name=room.name, amount=room.amount), f"#/ceilings/{at}")
    for at, window in enumerate(periods):
        if window.closes_on < window.opens_on:
            sentence = _("This day lies before the first day. Choose the same day or a later one.")
            faults.append(Fault(f"#/periods/{at}/closesOn", "too_early", sentence))
    check(faults)


def _faults_of(row: SchemeCeiling, location: str) -> list[Fault]:
    try:
        row.clean_fields(exclude=["scheme", "position"])
    except ValidationError as error:
        return [
            Fault(f"{location}{pointer(name)[1:]}", fault.code or "invalid", message)
            for name, wrong in error.error_dict.items()
            for fault in wrong
            for message in fault.messages
        ]
    return []


def _fill(scheme: Scheme, ceilings: Sequence[Room], periods: Sequence[Window]) -> None:
    SchemeCeiling.objects.bulk_create(
        SchemeCeiling(scheme=scheme, position=at, name=room.name, amount=room.amount)
        for at, room in enumerate(ceilings, start=1)
    )
    SchemePeriod.objects.bulk_create(
        SchemePeriod(scheme=scheme, opens_on=window.opens_on, closes_on=window.closes_on) for window in periods
    )
