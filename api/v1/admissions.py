"""Admissions: a provider in a municipality, asked for by one and decided by the other."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext as _
from rest_framework import serializers

from api.conventions.filters import Filters, ids, words
from api.conventions.problems import Problem, Wrong
from api.conventions.resources import Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Id, Ref, Shape, Text, Word
from catalogue.errors import Invalid
from catalogue.organisations import actions, queries, states

SCOPES = {"GET": "organisations:read", "POST": "organisations:write"}
VERDICTS = ("admit", "refuse", "suspend")


class AdmissionShape(Shape):
    """How a provider stands in a municipality."""

    id = Id()
    provider = Ref()
    municipality = Ref()
    status = serializers.ChoiceField(states.STATUSES)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class NewAdmission(Shape):
    """A provider names the `municipality` that it asks; a municipality names the `provider` that it invites."""

    municipality = Id(required=False, allow_null=True)
    provider = Id(required=False, allow_null=True)


class AdmissionVerdict(Shape):
    """What the municipality decides; refusing and suspending need a reason. `admit` also ends a suspension."""

    verdict = Word(VERDICTS)
    reason = Text(max_length=500, required=False, allow_blank=True, default="")


class AdmissionFilters(Filters):
    """Admissions by status, provider or municipality."""

    status = words([code for code, _label in states.STATUSES])
    provider = ids("provider")
    municipality = ids("municipality")


class OfAdmissions(Resource):
    """Where admissions come from and how they look."""

    shape = AdmissionShape
    scopes = SCOPES

    def visible(self) -> QuerySet[Any]:
        """The provider's own; those that the municipality decides on."""
        return queries.admissions_visible_to(self.actor)


class Admissions(OfAdmissions, Listing, Making):
    """Ask to take part, or invite; and how everybody stands."""

    filters = AdmissionFilters
    body = NewAdmission

    def make(self, given: dict[str, Any]) -> Any:
        """By a manager: `municipality`. By an officer: `provider`."""
        if self.actor.provider:
            town = self.named(queries.municipalities(), _needed(given, "municipality"), "#/municipality")
            return actions.ask_admission(town, queries.own_providers(self.actor).get(), by=self.actor)
        if self.actor.municipality is None:
            raise Wrong(Problem(403, "wrong_role", _("Only providers and municipalities do this.")))
        provider = self.named(queries.providers(), _needed(given, "provider"), "#/provider")
        here = queries.municipalities().get(pk=self.actor.municipality)
        return actions.invite(here, provider, by=self.actor)


class Admission(OfAdmissions, Showing):
    """One admission."""


class AdmissionDecisions(OfAdmissions, Deed):
    """Let the provider take part, refuse it, or suspend it for now."""

    body = AdmissionVerdict

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer or administrator."""
        if given["verdict"] == "admit":
            return actions.admit(thing, by=self.actor)
        decide = actions.refuse if given["verdict"] == "refuse" else actions.suspend
        return decide(thing, reason=given["reason"], by=self.actor)


class AdmissionAcceptances(OfAdmissions, Deed):
    """The invited provider says yes."""

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By a manager of the provider."""
        return actions.accept_invitation(thing, by=self.actor)


def _needed(given: dict[str, Any], name: str) -> Any:
    if not given.get(name):
        raise Invalid.field(f"#/{name}", "required", _("Fill this in."))
    return given[name]


urls = [
    path("admissions", Admissions.as_view()),
    path("admissions/<uuid:id>", Admission.as_view()),
    path("admissions/<uuid:id>/decisions", AdmissionDecisions.as_view()),
    path("admissions/<uuid:id>/acceptances", AdmissionAcceptances.as_view()),
]
