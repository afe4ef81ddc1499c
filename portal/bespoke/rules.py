"""Who may do what with a bespoke request, and what one must say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.actor import BOARD, BUDGET_HOLDER, OFFICER, Actor
from catalogue.errors import Fault, Refused, require
from catalogue.lifecycle import allowed
from catalogue.organisations.rules import acts_for, decides_for
from catalogue.programmes.eligibility import Ruling, cases_of, rulings
from catalogue.programmes.models import Programme, SpendingGoal
from portal.bespoke.models import BespokeRequest
from portal.bespoke.states import EDITABLE, STATUSES


def approves(actor: Actor, request: BespokeRequest) -> bool:
    """The budget holder of the school, or its board."""
    return acts_for(actor, request.school) and actor.is_one_of(BUDGET_HOLDER, BOARD)


def may_approve(actor: Actor, request: BespokeRequest) -> bool:
    """Send what a teacher proposed."""
    return approves(actor, request) and request.status == "proposed"


def may_change(actor: Actor, request: BespokeRequest) -> bool:
    """The school, while it is a proposal, or when the municipality asked a question."""
    return asked_for(actor, request) and request.status in EDITABLE


def may_send_again(actor: Actor, request: BespokeRequest) -> bool:
    """Who decides for the school, after a question of the municipality."""
    return decides_for(actor, request.school) and request.status == "returned"


def asked_for(actor: Actor, request: BespokeRequest) -> bool:
    """Who decides for the school, and whoever wrote the request."""
    own = bool(actor.person) and request.requested_by == actor.person
    return decides_for(actor, request.school) or (acts_for(actor, request.school) and own)


def may_withdraw(actor: Actor, request: BespokeRequest) -> bool:
    """The school, before it was decided; a teacher only the own proposal."""
    if not asked_for(actor, request) or not allowed(request, "withdrawn"):
        return False
    return decides_for(actor, request.school) or request.status == "proposed"


def judges(actor: Actor, request: BespokeRequest) -> bool:
    """A policy officer of the municipality, who did not write the request."""
    return (
        actor.role == OFFICER
        and actor.municipality == request.municipality_id
        and bool(actor.person)
        and actor.person != request.requested_by
    )


def may_decide(actor: Actor, request: BespokeRequest) -> bool:
    """The officer, while it waits."""
    return judges(actor, request) and request.status == "submitted"


def may_close(actor: Actor, request: BespokeRequest) -> bool:
    """The school or the officer, when nothing more will be spent of what was granted."""
    right = decides_for(actor, request.school) or judges(actor, request)
    return right and request.status == "granted"


def may_offer_to_all(actor: Actor, request: BespokeRequest) -> bool:
    """The officer, once, with what was granted."""
    return judges(actor, request) and request.status in ("granted", "closed") and request.idea_id is None


def insist(right_person: bool, right_moment: bool, request: BespokeRequest) -> None:
    """Not your deed: `Forbidden("wrong_role")`. Your deed at the wrong moment: `Refused("wrong_state")`."""
    require(
        right_person, "wrong_role", _("Your role does not allow this for this request. Ask a colleague who may do it.")
    )
    if not right_moment:
        sentence = _("The request is now “%(status)s”, so this is not possible. Reload the page to see what is.")
        raise Refused("wrong_state", sentence % {"status": dict(STATUSES)[request.status]})


def faults_of(request: BespokeRequest) -> Iterator[Fault]:
    """What does not fit in the programme: its days, its theme, its goal, its cases."""
    programme = request.programme
    if request.ends_on < request.starts_on:
        yield Fault("#/endsOn", "too_early", _("The last day lies before the first. Change one of them."))
    for name, day in (("startsOn", request.starts_on), ("endsOn", request.ends_on)):
        if not programme.starts_on <= day <= programme.ends_on:
            expected = _("Found %(found)s; expected a day from %(first)s to %(last)s: that is when the programme runs.")
            days = {"found": day, "first": programme.starts_on, "last": programme.ends_on}
            shown = {each: date_format(on, "j F Y") for each, on in days.items()}
            yield Fault(f"#/{name}", "out_of_range", expected % shown)
    if not goals_of(programme).filter(pk=request.goal_id).exists():
        yield Fault("#/goal", "unknown", _("Choose a goal that the money of this programme may be spent on."))
    known = dict(cases_of(programme, timezone.localdate()))
    if unknown := [case for case in request.cases if case not in known]:
        yield Fault("#/cases", "unknown", _("Found “%(found)s”; expected cases of the rules.") % {
            "found": ", ".join(map(str, unknown))})  # fmt: skip
    if request.need and request.need.sheet.school_id != request.school_id:
        yield Fault("#/need", "unknown", _("This is no need of the school. Choose one of its own."))


def goals_of(programme: Programme) -> QuerySet[SpendingGoal]:
    """What the money of the programme may be spent on, in the order of its regulations."""
    rows = SpendingGoal.objects.filter(regulation__programmeregulation__programme=programme)
    return rows.order_by("regulation__programmeregulation__position", "code")


def rulings_of(request: BespokeRequest, on: date) -> list[Ruling]:
    """What the rules say of the cases of the request on a day."""
    return rulings(request.cases, programme=request.programme, goal=request.goal, on=on)
