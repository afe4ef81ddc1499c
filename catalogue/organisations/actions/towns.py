"""The deeds on municipalities, boards and schools."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from catalogue import house_style
from catalogue.actor import ADMIN, OFFICER, SYSTEM, Actor
from catalogue.deeds import deed
from catalogue.errors import Invalid, require
from catalogue.lifecycle import added, change
from catalogue.organisations import rules
from catalogue.organisations.models import Board, Municipality, School
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
