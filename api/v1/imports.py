"""Tables brought in: checked first, carried out when somebody says so, taken back when it was wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext as _

from api.conventions.parsers import Upload
from api.conventions.resources import Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Shape
from api.v1.import_shapes import ImportFilters, ImportShape, ImportSummary, NewImport
from catalogue.errors import Invalid
from catalogue.imports import actions, queries
from catalogue.imports.models import Import as ImportThing
from catalogue.programmes.models import Programme
from catalogue.sheets import HOUSE_LIMITS


class OfImports(Resource):
    """Where imports come from and how they look."""

    shape: ClassVar[type[Shape]] = ImportShape
    scopes: ClassVar[Mapping[str, str]] = {"GET": "catalogue:read", "POST": "catalogue:write"}

    def visible(self) -> QuerySet[Any]:
        """A provider its own, a municipality those that it did for several providers."""
        return queries.visible_to(self.actor)


class Imports(OfImports, Listing, Making):
    """Bring in a table (a form with `kind` and `file`: XLSX or CSV), and see what would happen row by row.

    Nothing is written before `applications`. A file of more than 200 rows is `waiting` until it was checked.
    """

    body = NewImport
    filters = ImportFilters
    parser_classes = [Upload]

    @property
    def answer(self) -> type[Shape]:
        """A list shows sums, a new import its rows."""
        return ImportSummary if self.request.method == "GET" else ImportShape

    def as_json(self, thing: Any, **options: Any) -> Any:
        """In the shape of this method."""
        return self.answer(thing, context={"actor": self.actor}, **options).data

    def make(self, given: dict[str, Any]) -> ImportThing:
        """By a provider for its own offers, by an officer for those of several."""
        if given["kind"] != "offers":
            message = _("Found “%(found)s”; only offers can be imported so far.") % {"found": given["kind"]}
            raise Invalid.field("#/kind", "not_yet", message)
        file = given["file"]
        content = file.read(HOUSE_LIMITS.size + 1)
        return actions.upload(content, file.name, programme=self._programme(given.get("programme")), by=self.actor)

    def _programme(self, named: UUID | None) -> Programme:
        rows = queries.programmes_of(self.actor)
        if named is not None:
            found: Programme = self.named(rows, named, "#/programme")
            return found
        own = list(rows[:2])
        if len(own) != 1:
            raise Invalid.field("#/programme", "required", _("Say for which programme."))
        return own[0]


class Import(OfImports, Showing):
    """One import with its rows: added, changed, refused and why."""


class Applications(OfImports, Deed):
    """Carry out what the check promised. 409 `wrong_state` when there is nothing (more) to carry out."""

    def do(self, thing: Any, given: dict[str, Any]) -> ImportThing:
        """Row by row; a refused row never stops the others."""
        return actions.apply(thing, by=self.actor)


class Reversals(OfImports, Deed):
    """Take back what nobody went on with; the rest is left, and named."""

    def do(self, thing: Any, given: dict[str, Any]) -> ImportThing:
        """Row by row."""
        return actions.reverse(thing, by=self.actor)


urls = [
    path("imports", Imports.as_view()),
    path("imports/<uuid:id>", Import.as_view()),
    path("imports/<uuid:id>/applications", Applications.as_view()),
    path("imports/<uuid:id>/reversals", Reversals.as_view()),
]
