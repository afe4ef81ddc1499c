"""The radar of a programme: what may stay unspent, by when something can be done, and reminding who can do it."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.http import Http404
from django.urls import path
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.filters import Filters, ids, words
from api.conventions.resources import Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Day, Id, Shape, Whole, Word
from api.v1.radar_shapes import RadarShape, RadarTermsShape
from catalogue.errors import Invalid
from catalogue.organisations.queries import admissions_visible_to, schools_visible_to
from catalogue.programmes.models import Programme
from catalogue.programmes.queries import programmes
from portal.radar import actions, queries
from portal.radar.models import RadarTerms as TermsRow
from portal.radar.models import Reminder as ReminderRow
from portal.radar.states import SUBJECTS

SCOPES = {"GET": "funding:read", "POST": "funding:write"}
ABOUT = [code for code, _label in SUBJECTS]


class RemindedShape(Shape):
    """Who was reminded."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class ReminderShape(Shape):
    """Somebody was asked to do something. `role` and `people`: as what, and how many, got the letter."""

    id = Id()
    programme = Id(source="programme_id")
    about = serializers.ChoiceField(SUBJECTS)
    school = serializers.SerializerMethodField()
    provider = serializers.SerializerMethodField()
    role = serializers.CharField()
    people = serializers.IntegerField()
    by = serializers.CharField()
    sent_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()

    @extend_schema_field(RemindedShape(allow_null=True))
    def get_school(self, row: ReminderRow) -> dict[str, str] | None:
        """The school, or null."""
        return {"id": str(row.school.pk), "name": row.school.name} if row.school else None

    @extend_schema_field(RemindedShape(allow_null=True))
    def get_provider(self, row: ReminderRow) -> dict[str, str] | None:
        """The provider, or null."""
        return {"id": str(row.provider.pk), "name": row.provider.name} if row.provider else None


class NewReminder(Shape):
    """Remind one school or one provider of something."""

    programme = Id()
    about = Word(ABOUT)
    school = Id(required=False, allow_null=True)
    provider = Id(required=False, allow_null=True)


class NewRadarTerms(Shape):
    """What is left out stays as it is; `chooseBy` null: the day follows from the offers."""

    committed_percent = Whole(most=100, required=False)
    deciding_days = Whole(most=365, required=False)
    answer_days = Whole(least=1, most=365, required=False)
    remind_every_days = Whole(least=1, most=365, required=False)
    choose_by = Day(required=False, allow_null=True)


class RadarFilters(Filters):
    """Which programme; the newest when none is named."""

    programme = django_filters.UUIDFilter()


class ReminderFilters(Filters):
    """Reminders of a programme, of schools or providers, about something."""

    programme = ids("programme")
    school = ids("school")
    provider = ids("provider")
    about = words(ABOUT, "about")


class OfProgrammes(Resource):
    """The programmes of the own municipality."""

    def visible(self) -> QuerySet[Programme]:
        """The newest first."""
        return programmes().filter(municipality=self.actor.municipality).order_by("-starts_on", "name", "pk")


class Radar(OfProgrammes):
    """Everything on the radar of one programme."""

    scopes = SCOPES
    shape = RadarShape
    filters: ClassVar[type[Filters] | None] = RadarFilters

    def get(self, request: Request) -> Response:
        """The radar as it is now."""
        named = self.asked()["programme"]
        programme = self.visible().filter(pk=named).first() if named else self.visible().first()
        if programme is None:
            raise Http404
        return Response(self.as_json(queries.radar_of(programme)))


class RadarTerms(OfProgrammes, Deed):
    """When the radar of a programme warns."""

    scopes = SCOPES
    shape, body = RadarTermsShape, NewRadarTerms

    def do(self, thing: Any, given: dict[str, Any]) -> TermsRow:
        """By an officer."""
        return actions.set_terms(thing, by=self.actor, **given)

    def again(self, thing: Any) -> TermsRow:
        """The terms as they are now."""
        return queries.terms_of(thing)


class Reminders(Listing, Making):
    """What the own municipality reminded others of, newest first."""

    scopes = SCOPES
    shape, body, filters = ReminderShape, NewReminder, ReminderFilters

    def visible(self) -> QuerySet[ReminderRow]:
        """Its own."""
        return queries.reminders_visible_to(self.actor)

    def make(self, given: dict[str, Any]) -> ReminderRow:
        """By an officer; refused when it is not needed, or was done lately."""
        own = programmes().filter(municipality=self.actor.municipality)
        programme = self.named(own, given["programme"], "#/programme")
        return actions.remind(self._whom(given), about=given["about"], programme=programme, by=self.actor)

    def _whom(self, given: dict[str, Any]) -> Any:
        school, provider = given.get("school"), given.get("provider")
        if bool(school) == bool(provider):
            raise Invalid.field("#/school", "one_of_two", _("Name one school, or one provider."))
        if school:
            return self.named(schools_visible_to(self.actor), school, "#/school")
        return self.named(admissions_visible_to(self.actor), str(provider), "#/provider", key="provider").provider


class Reminder(Showing):
    """One reminder."""

    scopes = SCOPES
    shape = ReminderShape

    def visible(self) -> QuerySet[ReminderRow]:
        """Its own."""
        return queries.reminders_visible_to(self.actor)


urls = [
    path("radar", Radar.as_view()),
    path("programmes/<uuid:id>/radar-terms", RadarTerms.as_view()),
    path("reminders", Reminders.as_view()),
    path("reminders/<uuid:id>", Reminder.as_view()),
]
