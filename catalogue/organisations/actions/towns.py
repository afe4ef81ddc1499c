"""The deeds on municipalities, boards and schools."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from catalogue import house_style
from catalogue.actor import ADMIN, OFFICER, SYSTEM, Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Invalid, require
from catalogue.lifecycle import added, change
from catalogue.organisations import rules
from catalogue.organisations.models import Board, Municipality, PupilCount, School
from catalogue.validation import validated


@deed
def add_municipality(*, by: Actor, **fields: Any) -> Municipality:
    """A new municipality, by the operator of the installation. `Invalid` names each wrong field."""
    require(by.role == SYSTEM, "wrong_role", _("Only the operator of the portal can add a municipality."))
    return added(validated(Municipality(**fields)), by=by)


@deed
def choose_house_style(municipality: Municipality, name: str, *, by: Actor) -> Municipality:
    """Show the pages and brochures of the municipality in this style; `""` is the neutral one.

    `Invalid` says what is wrong with the file: it is not there, cannot be read, or its colours cannot be read by all.
    """
    own = by.role == SYSTEM or (by.role == ADMIN and by.municipality == municipality.pk)
    require(own, "wrong_role", _("Only the administrator of this municipality can choose its house style."))
    try:
        house_style.read(name or house_style.NEUTRAL)
    except ValueError as error:
        raise Invalid.field("#/houseStyle", "house_style", str(error)) from error
    return change(municipality, event="house_style_chosen", by=by, house_style=name, data={"house_style": name})


@deed
def add_board(*, by: Actor, **fields: Any) -> Board:
    """A new board. `Invalid` names each wrong field."""
    require(by.is_one_of(SYSTEM, OFFICER, ADMIN), "wrong_role", _("Only the municipality can add a school board."))
    return added(validated(Board(**fields)), by=by)


@deed
def add_school(municipality: Municipality, *, by: Actor, **fields: Any) -> School:
    """A new school site in the municipality. `Invalid` names each wrong field."""
    rules.only_the_municipality(by, municipality)
    return added(validated(School(municipality=municipality, **fields)), by=by)


@deed
def count_pupils(
    school: School,
    *,
    reference_date: date,
    pupils: int | None,
    target_pupils: int | None = None,
    source: str,
    by: Actor,
) -> PupilCount:
    """Record the pupils of a school at a date; `pupils=None` is "masked by the source". Recording again replaces it."""
    rules.only_the_municipality(by, school.municipality)
    if pupils is not None and pupils < 0:
        raise Invalid(Fault("#/pupils", "negative", _("Found %(found)s; expected 0 or more.") % {"found": pupils}))
    count, _made = PupilCount.objects.update_or_create(
        school=school,
        reference_date=reference_date,
        defaults={"pupils": pupils, "target_pupils": target_pupils, "masked": pupils is None, "source": source},
    )
    change(school, event="counted", by=by, data={"date": reference_date.isoformat(), "pupils": pupils})
    return count
