"""The shortlist of a school. A choice takes no place and no money."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Refused, check, require
from catalogue.journal.outbox import record
from catalogue.lifecycle import added, change
from catalogue.money import rounded
from catalogue.offers.models import MOST_UNITS, Offer
from catalogue.organisations.models import School
from portal.bookings import rules
from portal.bookings.models import Choice
from portal.bookings.shortfalls import lacking
from portal.rounds.queries import being_divided


@deed
def choose(
    school: School, offer: Offer, *, by: Actor, units: int = 1, pupils: int | None = None, note: str = "",
    rank: int | None = None,
) -> Choice:  # fmt: skip
    """Put an offer on the shortlist, last unless a rank is given; choosing it again changes nothing.

    `Refused("budget_exhausted")` when it is more than what is left and the programme stops such wishes.
    """
    _may_choose(by, school)
    rules.fits(school, offer, None)
    existing = Choice.objects.filter(school=school, offer=offer).first()
    if existing:
        return existing
    last = Choice.objects.filter(school=school).aggregate(last=Max("rank"))["last"] or 0
    wish = {"rank": rank or last + 1, "units": units, "pupils": pupils, "note": note}
    check(_choice_faults(Choice(**wish)))
    _affordable(school, offer, units, pupils)
    choice, made = Choice.objects.get_or_create(school=school, offer=offer, defaults=wish)
    return added(choice, by=by) if made else choice


@deed
def change_choice(choice: Choice, *, by: Actor, **fields: Any) -> Choice:
    """Change rank, units, pupils or note of a choice. `Refused("round_closed")` while its round is being divided."""
    _may_choose(by, choice.school)
    _not_being_divided(choice)
    if unknown := set(fields) - {"rank", "units", "pupils", "note"}:
        raise TypeError(f"not fields of a choice: {sorted(unknown)}")
    check(_choice_faults(Choice(**{name: getattr(choice, name) for name in ("rank", "units", "pupils")} | {
        name: value for name, value in fields.items() if name != "note"})))  # fmt: skip
    if {"units", "pupils"} & set(fields):
        _affordable(choice.school, choice.offer, fields.get("units", choice.units), fields.get("pupils", choice.pupils))
    return change(choice, event="changed", by=by, **fields)


@deed
def remove_choice(choice: Choice, *, by: Actor) -> None:
    """Take an offer off the shortlist."""
    _may_choose(by, choice.school)
    _not_being_divided(choice)
    record("choice.removed", choice, by=by, data={"offer": str(choice.offer_id)})
    choice.delete()


def _not_being_divided(choice: Choice) -> None:
    """Between the closing of a round that divides and its result the wishes in it stay as they were."""
    if being_divided(choice.offer.programme_id, choice.school.sector, choice.created_at):
        raise Refused(
            "round_closed", _("The round is closed and the wishes are being divided. Change this after the result.")
        )


def _affordable(school: School, offer: Offer, units: int, pupils: int | None) -> None:
    """Where the programme stops wishes that are more than what is left."""
    if offer.programme.overspend_wish == "stop":
        lacking(school, offer, rounded(offer.text.price * rules.quantity_of(offer.text, units, pupils or 0)))


def _may_choose(by: Actor, school: School) -> None:
    require(rules.may_choose(by, school), "not_your_school", _("Only people of this school can change its shortlist."))


def _choice_faults(choice: Choice) -> list[Fault]:
    between = _("Found %(found)s; expected 1 to 100,000.")
    return [
        Fault(f"#/{name}", "out_of_range", between % {"found": value})
        for name in ("rank", "units", "pupils")
        if (value := getattr(choice, name)) is not None and not 1 <= value <= MOST_UNITS
    ]
