"""What the children of schools need: cover sheets with needs per theme. Counts and words about groups, never pupils."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from api.conventions.etags import check_match
from api.conventions.filters import Filters, ids, words
from api.conventions.resources import Changing, Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Day, Id, Ref, Rows, Shape, Text, Whole
from api.v1.acting import school_of
from catalogue.offers.models import MOST_UNITS
from catalogue.programmes.queries import programmes, themes
from portal.needs import actions, queries
from portal.needs.actions import Told
from portal.needs.models import CoverSheet as SheetRow
from portal.needs.models import Need as NeedRow
from portal.needs.states import SHEET_STATUSES

SCOPES = {"GET": "needs:read", "POST": "needs:write", "PATCH": "needs:write", "DELETE": "needs:write"}
MOST_URGENT = 5


class NeedShape(Shape):
    """One need: of which theme, for how many pupils, how urgent (5 is most), in words."""

    id = Id()
    sheet = Id(source="sheet_id")
    school = Ref(source="sheet.school")
    theme = Ref()
    pupils = serializers.IntegerField()
    urgency = serializers.IntegerField()
    words = serializers.CharField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class NeedChange(Shape):
    """What may be said of a need."""

    theme = Id(required=False)
    pupils = Whole(least=1, most=MOST_UNITS, required=False)
    urgency = Whole(least=1, most=MOST_URGENT, required=False)
    words = Text(max_length=500, required=False)


class NewNeed(Shape):
    """A need of the own school; `school` only by a board or an officer."""

    theme = Id()
    pupils = Whole(least=1, most=MOST_UNITS)
    urgency = Whole(least=1, most=MOST_URGENT)
    words = Text(max_length=500)
    school = Id(required=False)


class NeedFilters(Filters):
    """Needs by theme, school and programme."""

    theme = ids("theme")
    school = ids("sheet__school")
    programme = ids("sheet__programme")


class OfNeeds(Resource):
    """Where needs come from and how they look."""

    shape = NeedShape
    scopes = SCOPES

    def visible(self) -> QuerySet[Any]:
        """The own school(s); for the municipality all of its schools, also what is being written."""
        return queries.needs_visible_to(self.actor)


class Needs(OfNeeds, Listing, Making):
    """The needs that were written down, most urgent first."""

    body = NewNeed
    filters = NeedFilters

    def make(self, given: dict[str, Any]) -> NeedRow:
        """By somebody of the school, its board, or an officer who writes down what the school told."""
        school = school_of(self, given.pop("school", None))
        theme = self.named(themes(), given.pop("theme"), "#/theme")
        return actions.add_need(school, Told(theme, **given), by=self.actor)


class Need(OfNeeds, Showing, Changing):
    """One need."""

    change = NeedChange

    def edit(self, thing: Any, given: dict[str, Any]) -> NeedRow:
        """While the sheet is open."""
        if "theme" in given:
            given["theme"] = self.named(themes(), given["theme"], "#/theme")
        return actions.change_need(thing, by=self.actor, **given)

    def delete(self, request: Request, id: UUID) -> HttpResponse:
        """Take it off the sheet."""
        need = self.thing(id)
        check_match(request, need, required=False)
        actions.remove_need(need, by=self.actor)
        return HttpResponse(status=204)


class CoverSheetShape(Shape):
    """What a school says in a programme, on top of its scan; `scanOn` is the day on which the scan came in."""

    id = Id()
    programme = Id(source="programme_id")
    school = Ref()
    status = serializers.ChoiceField(SHEET_STATUSES)
    scan_on = serializers.DateField(allow_null=True)
    words = serializers.CharField()
    needs = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()

    def get_needs(self, sheet: SheetRow) -> int:
        """How many needs stand on it."""
        return len(sheet.needs.all())


class CoverSheetChange(Shape):
    """The day of the scan, and what else there is to say."""

    scan_on = Day(required=False, allow_null=True)
    words = Text(max_length=2000, required=False, allow_blank=True)


class NewCoverSheet(Shape):
    """A sheet for a programme; `school` only by a board or an officer. What is there already is given back."""

    programme = Id()
    school = Id(required=False)


class ToldNeed(Shape):
    """One of the needs that replace those on the sheet."""

    theme = Id()
    pupils = Whole(least=1, most=MOST_UNITS)
    urgency = Whole(least=1, most=MOST_URGENT)
    words = Text(max_length=500)


class AllNeeds(Shape):
    """All needs of the sheet at once."""

    needs = Rows(ToldNeed(), least=0, most=50)


class SheetFilters(Filters):
    """Sheets by programme, school and status."""

    programme = ids("programme")
    school = ids("school")
    status = words([code for code, _label in SHEET_STATUSES])


class OfSheets(Resource):
    """Where cover sheets come from and how they look."""

    shape = CoverSheetShape
    scopes = SCOPES

    def visible(self) -> QuerySet[Any]:
        """The own school(s); for the municipality all of its schools."""
        return queries.sheets_visible_to(self.actor)


class CoverSheets(OfSheets, Listing, Making):
    """The cover sheets, by school."""

    body = NewCoverSheet
    filters = SheetFilters

    def make(self, given: dict[str, Any]) -> SheetRow:
        """By somebody of the school, its board, or an officer."""
        school = school_of(self, given.pop("school", None))
        programme = self.named(programmes(), given["programme"], "#/programme")
        return actions.open_sheet(school, programme, by=self.actor)


class CoverSheet(OfSheets, Showing, Changing):
    """One cover sheet."""

    change = CoverSheetChange

    def edit(self, thing: Any, given: dict[str, Any]) -> SheetRow:
        """The scan and the words."""
        return actions.change_sheet(thing, by=self.actor, **given)


class Fillings(OfSheets, Deed):
    """All needs at once: they replace those that were there."""

    body = AllNeeds

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """While the sheet is open."""
        told = []
        for number, each in enumerate(given["needs"]):
            theme = self.named(themes(), each.pop("theme"), f"#/needs/{number}/theme")
            told.append(Told(theme, **each))
        return actions.fill_in(thing, told, by=self.actor)


class Submissions(OfSheets, Deed):
    """Hand the sheet in: the municipality sees its needs from now on."""

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By who speaks for the school."""
        return actions.hand_in(thing, by=self.actor)


class Reopenings(OfSheets, Deed):
    """Open the sheet again, to change it."""

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By who speaks for the school."""
        return actions.reopen(thing, by=self.actor)


urls = [
    path("needs", Needs.as_view()),
    path("needs/<uuid:id>", Need.as_view()),
    path("cover-sheets", CoverSheets.as_view()),
    path("cover-sheets/<uuid:id>", CoverSheet.as_view()),
    path("cover-sheets/<uuid:id>/needs", Fillings.as_view()),
    path("cover-sheets/<uuid:id>/submissions", Submissions.as_view()),
    path("cover-sheets/<uuid:id>/reopenings", Reopenings.as_view()),
]
