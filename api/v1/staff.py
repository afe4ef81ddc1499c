"""Staff of providers: workers with the hours of their contract, and the weeks that they work at a school."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from api.conventions.etags import check_match
from api.conventions.filters import Filters, ids
from api.conventions.resources import Changing, Listing, Making, Resource, Showing
from api.conventions.shapes import Day, Hours, Id, Ref, Shape, Text
from catalogue.actor import PROVIDER_ROLES
from catalogue.errors import require
from portal.staffing import actions, queries, rules
from portal.staffing.models import MOST_HOURS

SCOPES = {"GET": "bookings:read"} | dict.fromkeys(("POST", "PATCH", "DELETE"), "bookings:write")
LEAST_HOURS = Decimal("0.25")


def _hours(**options: Any) -> Hours:
    return Hours(least=LEAST_HOURS, most=MOST_HOURS, **options)


class WorkerShape(Shape):
    """Somebody of the provider, and the hours a week of the contract."""

    id = Id()
    name = serializers.CharField()
    contract_hours = _hours()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class NewWorker(Shape):
    """A worker, by the name that the planner uses."""

    name = Text(max_length=80)
    contract_hours = _hours()
    starts_on = Day()
    ends_on = Day(required=False, allow_null=True)


class ContractChange(Shape):
    """Another contract, from which what is planned must still fit."""

    contract_hours = _hours()
    ends_on = Day(required=False, allow_null=True)


class DeploymentShape(Shape):
    """A worker at the school of a booking, so many hours in each week from `firstWeek` to `lastWeek` (Mondays)."""

    id = Id()
    worker = Ref()
    booking = Id(source="booking_id")
    school = Ref(source="booking.school")
    hours = _hours()
    first_week = serializers.DateField()
    last_week = serializers.DateField()
    created_at = serializers.DateTimeField()


class NewDeployment(Shape):
    """Plan a worker for a booking of hours a week, in the weeks of these two days and all between."""

    worker = Id()
    booking = Id()
    hours = _hours()
    first_week = Day()
    last_week = Day()


class DeploymentFilters(Filters):
    """Deployments by worker and booking."""

    worker = ids("worker")
    booking = ids("booking")


class OfWorkers(Resource):
    """Where workers come from and how they look."""

    shape: ClassVar[type[Shape]] = WorkerShape
    scopes: ClassVar[Mapping[str, str]] = SCOPES

    def visible(self) -> QuerySet[Any]:
        """The provider's own."""
        return queries.visible_to(self.actor)


class Workers(OfWorkers, Listing, Making):
    """The workers, by name."""

    body = NewWorker

    def make(self, given: dict[str, Any]) -> Any:
        """By the provider."""
        return actions.add_worker(by=self.actor, **given)


class Worker(OfWorkers, Showing, Changing):
    """One worker."""

    change = ContractChange

    def edit(self, thing: Any, given: dict[str, Any]) -> Any:
        """By the provider; what is not given stays."""
        said = {"contract_hours": thing.contract_hours, "ends_on": thing.ends_on} | given
        return actions.change_worker(thing, by=self.actor, **said)


class OfDeployments(Resource):
    """Where deployments come from and how they look."""

    shape: ClassVar[type[Shape]] = DeploymentShape
    scopes: ClassVar[Mapping[str, str]] = SCOPES

    def visible(self) -> QuerySet[Any]:
        """A provider sees its own, a school who works at it, the municipality all of its own."""
        return queries.deployments_visible_to(self.actor)


class Deployments(OfDeployments, Listing, Making):
    """Who works where in which weeks."""

    body = NewDeployment
    filters = DeploymentFilters

    def make(self, given: dict[str, Any]) -> Any:
        """By the provider."""
        require(self.actor.is_one_of(*PROVIDER_ROLES), "wrong_role", rules.only_the_provider())
        worker = self.named(queries.visible_to(self.actor), given.pop("worker"), "#/worker")
        booking = self.named(queries.by_the_week(self.actor), given.pop("booking"), "#/booking")
        return self.again(actions.deploy(worker, booking, by=self.actor, **given))


class Deployment(OfDeployments, Showing):
    """One deployment."""

    def delete(self, request: Request, id: UUID) -> HttpResponse:
        """The worker does not go there."""
        found = self.thing(id)
        check_match(request, found, required=False)
        actions.recall(found, by=self.actor)
        return HttpResponse(status=204)


urls = [
    path("workers", Workers.as_view()),
    path("workers/<uuid:id>", Worker.as_view()),
    path("deployments", Deployments.as_view()),
    path("deployments/<uuid:id>", Deployment.as_view()),
]
