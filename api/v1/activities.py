"""Own sign-up: activities in which schools enrol children by count or by code, and how many came."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext as _

from api.conventions.filters import Filters, ids, words
from api.conventions.resources import Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Shape
from api.v1.acting import school_of
from api.v1.activity_shapes import (
    ActivityShape,
    Children,
    EnrolmentShape,
    NewActivity,
    Places,
    SomeChildren,
    Until,
    WhoCame,
    WhyCancelled,
)
from catalogue.actor import PROVIDER_ROLES
from catalogue.errors import require
from catalogue.offers import queries as offers
from portal.enrolments import actions, queries
from portal.enrolments.models import Activity as ActivityRow
from portal.enrolments.states import STATUSES

SCOPES = {"GET": "bookings:read", "POST": "bookings:write"}


class ActivityFilters(Filters):
    """Activities by offer and status."""

    offer = ids("offer")
    status = words([code for code, _label in STATUSES])


class EnrolmentFilters(Filters):
    """Enrolments by activity and school."""

    activity = ids("activity")
    school = ids("school")


class OfActivities(Resource):
    """Where activities come from and how they look."""

    shape: ClassVar[type[Shape]] = ActivityShape
    scopes: ClassVar[Mapping[str, str]] = SCOPES

    def visible(self) -> QuerySet[Any]:
        """A provider sees its own, a school and the municipality those of the municipality."""
        return queries.visible_to(self.actor)


class Activities(OfActivities, Listing, Making):
    """The activities, the first to close on top."""

    body = NewActivity
    filters = ActivityFilters

    def make(self, given: dict[str, Any]) -> ActivityRow:
        """By the provider of the offer; for others it is no offer that they can name."""
        sentence = _("Only the provider of an offer opens it for sign-up.")
        require(self.actor.is_one_of(*PROVIDER_ROLES), "wrong_role", sentence)
        offer = self.named(offers.own(self.actor), given.pop("offer"), "#/offer")
        made: ActivityRow = self.again(actions.open_activity(offer, by=self.actor, **given))
        return made


class Activity(OfActivities, Showing):
    """One activity."""


class ActivityPlaces(OfActivities, Deed):
    """More or fewer places."""

    body = Places

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By the provider."""
        return actions.set_places(thing, by=self.actor, **given)


class Closings(OfActivities, Deed):
    """Nobody is enrolled any more."""

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By the provider."""
        return actions.close(thing, by=self.actor)


class Openings(OfActivities, Deed):
    """Sign-up goes on."""

    body = Until

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By the provider."""
        return actions.open_again(thing, by=self.actor, **given)


class Cancellations(OfActivities, Deed):
    """It does not go on."""

    body = WhyCancelled

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By the provider, with a reason."""
        return actions.cancel(thing, by=self.actor, **given)


class ActivityEnrolments(OfActivities, Deed):
    """Enrol children; answers with the activity, and `GET /enrolments?activity=` with who has which place."""

    body = Children

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By somebody of the school or its board."""
        school = school_of(self, given.pop("school", None))
        return actions.enrol(thing, school, by=self.actor, **given)


class Attendances(OfActivities, Deed):
    """Count who came on a date."""

    body = WhoCame

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By the provider."""
        session = self.named(thing.offer.sessions.all(), given["session"], "#/session")
        present = {each["enrolment"]: each["present"] for each in given["present"]}
        return actions.count_present(thing, session, present=present, by=self.actor)


class OfEnrolments(Resource):
    """Where enrolments come from and how they look."""

    shape: ClassVar[type[Shape]] = EnrolmentShape
    scopes: ClassVar[Mapping[str, str]] = SCOPES

    def visible(self) -> QuerySet[Any]:
        """A school sees its own, a provider those in its activities, the municipality all of its own."""
        return queries.enrolments_visible_to(self.actor).order_by("activity", "number")


class Enrolments(OfEnrolments, Listing):
    """The enrolments, in their turn."""

    filters = EnrolmentFilters


class Enrolment(OfEnrolments, Showing):
    """One enrolment."""


class Withdrawals(OfEnrolments, Deed):
    """Children do not come after all; their places go to who waits longest."""

    body = SomeChildren

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By somebody of the school."""
        return actions.take_back(thing, by=self.actor, **given)


urls = [
    path("activities", Activities.as_view()),
    path("activities/<uuid:id>", Activity.as_view()),
    path("activities/<uuid:id>/places", ActivityPlaces.as_view()),
    path("activities/<uuid:id>/closings", Closings.as_view()),
    path("activities/<uuid:id>/openings", Openings.as_view()),
    path("activities/<uuid:id>/cancellations", Cancellations.as_view()),
    path("activities/<uuid:id>/enrolments", ActivityEnrolments.as_view()),
    path("activities/<uuid:id>/attendances", Attendances.as_view()),
    path("enrolments", Enrolments.as_view()),
    path("enrolments/<uuid:id>", Enrolment.as_view()),
    path("enrolments/<uuid:id>/withdrawals", Withdrawals.as_view()),
]
