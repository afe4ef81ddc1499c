"""Who opens an activity, who enrols, and who counts who came."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import PROVIDER_ROLES, Actor
from catalogue.errors import Refused, require
from catalogue.lifecycle import allowed
from catalogue.offers.models import Offer
from catalogue.organisations.models import School
from catalogue.organisations.rules import acts_for
from portal.enrolments.models import Activity, Enrolment
from portal.enrolments.states import RUNNING, STATUSES


def may_open(actor: Actor, offer: Offer) -> bool:
    """Somebody of the provider, once the offer is published."""
    return _provides(actor, offer) and offer.status == "published"


def may_manage(actor: Actor, activity: Activity) -> bool:
    """Somebody of the provider, as long as the activity goes on."""
    return _provides(actor, activity.offer) and activity.status in RUNNING


def may_enrol(actor: Actor, activity: Activity, school: School) -> bool:
    """Anybody of a school (or its board) in the municipality of the activity, until sign-up closes."""
    return acts_for(actor, school) and school.municipality_id == activity.municipality_id and is_open(activity)


def may_take_back(actor: Actor, enrolment: Enrolment) -> bool:
    """Anybody of the school, as long as children are enrolled and the activity goes on."""
    running = enrolment.activity.status in RUNNING
    return acts_for(actor, enrolment.school) and running and enrolment.wanted > 0


def may_count(actor: Actor, activity: Activity) -> bool:
    """Somebody of the provider counts who came."""
    return may_manage(actor, activity)


def is_open(activity: Activity) -> bool:
    """Children can be enrolled today."""
    return activity.status == "open" and timezone.localdate() <= activity.closes_on


def insist_provider(actor: Actor, activity: Activity, to: str = "") -> None:
    """Not of the provider: `Forbidden("wrong_role")`. At the wrong moment: `Refused("wrong_state")`."""
    sentence = _("Only the provider of this activity does this. Ask it to.")
    require(_provides(actor, activity.offer), "wrong_role", sentence)
    if (to and not allowed(activity, to)) or activity.status not in RUNNING:
        wrong = _("This activity is now “%(status)s”, so this is not possible. Reload the page.")
        raise Refused("wrong_state", wrong % {"status": dict(STATUSES)[activity.status]})


def insist_open(activity: Activity) -> None:
    """`Refused("enrolment_closed")` when nobody can be enrolled (any more)."""
    if not is_open(activity):
        raise Refused("enrolment_closed", _("Sign-up for this activity is closed. Ask the provider whether it opens."))


def _provides(actor: Actor, offer: Offer) -> bool:
    return actor.is_one_of(*PROVIDER_ROLES) and actor.provider == offer.provider_id
