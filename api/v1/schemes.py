"""Grants schemes: their rules, the text made from them, and the applications that are decided under them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers

from api.conventions.filters import Filters, ids, words
from api.conventions.resources import Deed, Download, Listing, Making, Resource, Showing
from api.conventions.shapes import Day, Euros, Id, Ref, Rows, Shape, Text, Whole, Word
from catalogue.organisations.queries import boards_visible_to
from catalogue.programmes.queries import programmes
from portal.letters.states import LANGUAGES
from portal.subsidies import actions, queries
from portal.subsidies.actions.schemes import Room, Window
from portal.subsidies.models import Application as ApplicationRow
from portal.subsidies.models import Scheme as SchemeRow
from portal.subsidies.models import SchemeCeiling
from portal.subsidies.regulation import lines_of, pdf_of_scheme
from portal.subsidies.states import APPLICATION_STATUSES, ORDERS, SCHEME_STATUSES

SCOPES = {"GET": "budgets:read", "POST": "funding:write"}


class CeilingShape(Shape):
    """What there is at most for a group of applicants; `granted` is what is gone of it."""

    name = serializers.CharField()
    amount = Euros()
    granted = Euros()


class SchemePeriodShape(Shape):
    """When one can apply, both days included."""

    opens_on = serializers.DateField()
    closes_on = serializers.DateField()


class SchemeShape(Shape):
    """The rules of a scheme."""

    id = Id()
    programme = Id(source="programme_id")
    name = serializers.CharField()
    status = serializers.ChoiceField(SCHEME_STATUSES)
    language = serializers.CharField()
    applicants = serializers.CharField()
    activities = serializers.SerializerMethodField()
    refusals = serializers.SerializerMethodField()
    share_percent = serializers.IntegerField()
    most_per_application = Euros()
    order = serializers.ChoiceField(ORDERS)
    ceilings = CeilingShape(many=True)
    periods = SchemePeriodShape(many=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()

    def get_activities(self, scheme: SchemeRow) -> list[str]:
        """What a grant can be given for."""
        return lines_of(scheme.activities)

    def get_refusals(self, scheme: SchemeRow) -> list[str]:
        """Grounds to refuse beside the ceiling."""
        return lines_of(scheme.refusals)


class NewCeiling(Shape):
    """What there is at most for a group of applicants."""

    name = Text(max_length=80)
    amount = Euros()


class NewSchemePeriod(Shape):
    """When one can apply, both days included."""

    opens_on = Day()
    closes_on = Day()


class NewScheme(Shape):
    """The rules of a scheme, as a draft."""

    programme = Id()
    name = Text(max_length=150)
    language = Word(LANGUAGES, required=False)
    applicants = Text(max_length=200)
    activities = Rows(Text(max_length=140), least=1, most=20)
    refusals = Rows(Text(max_length=140), least=1, most=20)
    share_percent = Whole(least=1, most=100)
    most_per_application = Euros()
    order = Word([code for code, _label in ORDERS], required=False)
    ceilings = Rows(NewCeiling(), least=1, most=20)
    periods = Rows(NewSchemePeriod(), least=1, most=20)


class ApplicationShape(Shape):
    """What a board asked and what was decided; `refusal` is the ground of a refusal."""

    id = Id()
    scheme = Id(source="scheme_id")
    ceiling = serializers.CharField(source="ceiling.name")
    board = Ref()
    status = serializers.ChoiceField(APPLICATION_STATUSES)
    activity = serializers.CharField()
    asked = Euros()
    amount = Euros()
    received_on = serializers.DateField()
    refusal = serializers.CharField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class NewApplication(Shape):
    """What a board asked and what is decided: without `refusal` it is granted."""

    scheme = Id()
    ceiling = Text(max_length=80)
    board = Id()
    activity = Text(max_length=300)
    asked = Euros()
    received_on = Day()
    refusal = Text(max_length=500, required=False, allow_blank=True)


class ApplicationReason(Shape):
    """Why the second person does not agree."""

    reason = Text(max_length=500)


class SchemeFilters(Filters):
    """Schemes by programme or status."""

    programme = ids("programme")
    status = words([code for code, _label in SCHEME_STATUSES])


class ApplicationFilters(Filters):
    """Applications by scheme, board or status."""

    scheme = ids("scheme")
    board = ids("board")
    status = words([code for code, _label in APPLICATION_STATUSES])


class OfSchemes(Resource):
    """Where schemes come from and how they look."""

    shape: ClassVar[type[Shape]] = SchemeShape
    scopes = SCOPES

    def visible(self) -> QuerySet[Any]:
        """Those of the own municipality; a board the adopted ones where it has a school."""
        return queries.schemes_visible_to(self.actor)


class Schemes(OfSchemes, Listing, Making):
    """Schemes, newest first; a new one is a draft."""

    body = NewScheme
    filters = SchemeFilters

    def make(self, given: dict[str, Any]) -> SchemeRow:
        """By an officer."""
        programme = self.named(programmes(), given.pop("programme"), "#/programme")
        rooms = [Room(**each) for each in given.pop("ceilings")]
        windows = [Window(**each) for each in given.pop("periods")]
        lines = {name: "\n".join(given.pop(name)) for name in ("activities", "refusals")}
        made: SchemeRow = self.again(
            actions.draft_scheme(programme, ceilings=rooms, periods=windows, by=self.actor, **lines, **given)
        )
        return made


class Scheme(OfSchemes, Showing):
    """One scheme."""


class SchemeAdoptions(OfSchemes, Deed):
    """It was adopted: its text is frozen, and applications can be decided."""

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer."""
        return actions.adopt_scheme(thing, by=self.actor)


class SchemeText(OfSchemes, Download):
    """The text of a scheme as PDF/A-3: as it was adopted, or as the draft reads today."""

    media_type = "application/pdf"

    def file(self, thing: Any) -> tuple[bytes, str]:
        """Made at once."""
        return pdf_of_scheme(thing), f"{thing.name}.pdf"


class OfApplications(Resource):
    """Where applications come from and how they look."""

    shape: ClassVar[type[Shape]] = ApplicationShape
    scopes: ClassVar[dict[str, str]] = SCOPES

    def visible(self) -> QuerySet[Any]:
        """Those of the own municipality; a board its own ones that were decided."""
        return queries.applications_visible_to(self.actor)


class Applications(OfApplications, Listing, Making):
    """Applications under schemes, the first that came in on top; a new one is decided at once."""

    body = NewApplication
    filters = ApplicationFilters

    def make(self, given: dict[str, Any]) -> ApplicationRow:
        """By an officer; above the four-eyes threshold a grant waits for a confirmation."""
        scheme = self.named(queries.schemes_visible_to(self.actor), given.pop("scheme"), "#/scheme")
        rooms = SchemeCeiling.objects.filter(scheme=scheme)
        ceiling = self.named(rooms, given.pop("ceiling"), "#/ceiling", key="name")
        board = self.named(boards_visible_to(self.actor), given.pop("board"), "#/board")
        made: ApplicationRow = self.again(
            actions.decide_application(scheme, ceiling=ceiling, board=board, by=self.actor, **given)
        )
        return made


class Application(OfApplications, Showing):
    """One application."""


class ApplicationConfirmations(OfApplications, Deed):
    """The second person agrees: granted, and the letter goes out."""

    scopes: ClassVar[dict[str, str]] = {"POST": "payments:write"}  # finance confirms too
    money = True

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer or finance officer who did not decide it first."""
        return actions.confirm_application(thing, by=self.actor)


class ApplicationRefusals(OfApplications, Deed):
    """The second person does not agree: nothing was decided."""

    scopes: ClassVar[dict[str, str]] = {"POST": "payments:write"}
    body = ApplicationReason
    money = True

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer or finance officer who did not decide it first."""
        return actions.drop_application(thing, reason=given["reason"], by=self.actor)


urls = [
    path("schemes", Schemes.as_view()),
    path("schemes/<uuid:id>", Scheme.as_view()),
    path("schemes/<uuid:id>/adoptions", SchemeAdoptions.as_view()),
    path("schemes/<uuid:id>/text", SchemeText.as_view()),
    path("scheme-applications", Applications.as_view()),
    path("scheme-applications/<uuid:id>", Application.as_view()),
    path("scheme-applications/<uuid:id>/confirmations", ApplicationConfirmations.as_view()),
    path("scheme-applications/<uuid:id>/refusals", ApplicationRefusals.as_view()),
]
