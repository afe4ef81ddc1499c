"""The shortlist of a school. A choice takes no place and no money."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Refused, check, require
from catalogue.journal.outbox import record
from catalogue.lifecycle import added, change
from catalogue.money import rounded
from catalogue.offers.models import MOST_UNITS, Offer, Session
from catalogue.organisations.models import School
from portal.bookings import rules
from portal.bookings.actions.asking import book
from portal.bookings.models import Booking, Choice
from portal.bookings.shortfalls import lacking
from portal.budgets.models import TeamBudget
from portal.rounds.queries import being_divided

NUMBERS = ("rank", "units", "pupils")


@deed
def choose(
    school: School, offer: Offer, *, by: Actor, units: int = 1, pupils: int | None = None, note: str = "",
    rank: int | None = None, session: Session | None = None, wished_on: date | None = None,
    team: TeamBudget | None = None,
) -> Choice:  # fmt: skip
    """Put an offer on the shortlist, last unless a rank is given; choosing it again changes nothing.

    `session` or `wished_on`: when it is wanted; `team`: from whose part of the budget. Nothing of it is held.
    `Refused("budget_exhausted")` when it is more than what is left and the programme stops such wishes;
    `Refused("wrong_session")`, and `Invalid` for a team of others.
    """
    _may_choose(by, school)
    rules.fits(school, offer, session)
    rules.team_of(school, offer, team)
    existing = Choice.objects.filter(school=school, offer=offer).first()
    if existing:
        return existing
    last = Choice.objects.filter(school=school).aggregate(last=Max("rank"))["last"] or 0
    wish = {
        "rank": rank or last + 1, "units": units, "pupils": pupils, "note": note, "session": session, "team": team,
        "wished_on": None if session else wished_on,
    }  # fmt: skip
    check(_choice_faults(Choice(**wish)))
    _affordable(school, offer, units, pupils, team)
    choice, made = Choice.objects.get_or_create(school=school, offer=offer, defaults=wish)
    return added(choice, by=by) if made else choice


@deed
def change_choice(choice: Choice, *, by: Actor, **fields: Any) -> Choice:
    """Change rank, units, pupils, note, session, wished_on or team of a choice; a session replaces a wished day.

    `Refused("round_closed")` while its round is being divided, `Refused("wrong_session")`, `Invalid` per field.
    """
    _may_choose(by, choice.school)
    _not_being_divided(choice)
    if unknown := set(fields) - {*NUMBERS, "note", "session", "wished_on", "team"}:
        raise TypeError(f"not fields of a choice: {sorted(unknown)}")
    check(_choice_faults(Choice(**{name: fields.get(name, getattr(choice, name)) for name in NUMBERS})))
    rules.of_offer(choice.offer, fields.get("session"))
    rules.team_of(choice.school, choice.offer, fields.get("team"))
    if fields.get("session"):
        fields["wished_on"] = None
    elif fields.get("wished_on"):
        fields["session"] = None
    if {"units", "pupils", "team"} & set(fields):
        units, pupils, team = (fields.get(name, getattr(choice, name)) for name in ("units", "pupils", "team"))
        _affordable(choice.school, choice.offer, units, pupils, team)
    return change(choice, event="changed", by=by, **fields)


@deed
def remove_choice(choice: Choice, *, by: Actor) -> None:
    """Take an offer off the shortlist."""
    _may_choose(by, choice.school)
    _not_being_divided(choice)
    record("choice.removed", choice, by=by, data={"offer": str(choice.offer_id)})
    choice.delete()


@deed
def book_choice(choice: Choice, *, by: Actor, cover_shortfall: bool = False) -> Booking:
    """Book a choice as it stands (its day, pupils and team too) and take it off the shortlist; refuses as `book` does.

    Pupils that nobody filled in are `Invalid`. With `cover_shortfall` the school pays what its budget lacks.
    """
    wished = [choice.wished_on] if choice.wished_on and not choice.session else []
    booking = book(
        choice.school, choice.offer, units=choice.units, pupils=choice.pupils or 0, by=by, session=choice.session,
        wished_dates=wished, team=choice.team, cover_shortfall=cover_shortfall,
    )  # fmt: skip
    remove_choice(choice, by=by)
    return booking


def _not_being_divided(choice: Choice) -> None:
    """Between the closing of a round that divides and its result the wishes in it stay as they were."""
    if being_divided(choice.offer.programme_id, choice.school.sector, choice.created_at):
        raise Refused(
            "round_closed", _("The round is closed and the wishes are being divided. Change this after the result.")
        )


def _affordable(school: School, offer: Offer, units: int, pupils: int | None, team: TeamBudget | None) -> None:
    """Where the programme stops wishes that are more than what is left: of the team, or else of what is common."""
    if offer.programme.overspend_wish == "stop":
        lacking(school, offer, rounded(offer.text.price * rules.quantity_of(offer.text, units, pupils or 0)), team)


def _may_choose(by: Actor, school: School) -> None:
    require(rules.may_choose(by, school), "not_your_school", _("Only people of this school can change its shortlist."))


def _choice_faults(choice: Choice) -> list[Fault]:
    between = _("Found %(found)s; expected 1 to 100,000.")
    return [
        Fault(f"#/{name}", "out_of_range", between % {"found": value})
        for name in NUMBERS
        if (value := getattr(choice, name)) is not None and not 1 <= value <= MOST_UNITS
    ]
