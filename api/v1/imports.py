"""Tables brought in: checked first, carried out when somebody says so, taken back when it was wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import F, QuerySet, Value
from django.http import Http404
from django.urls import path
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.pagination import Pages
from api.conventions.parsers import Upload
from api.conventions.resources import Deed, Listing, Making, Resource, Showing, not_offered
from api.conventions.shapes import Shape
from api.v1.import_shapes import ImportFilters, ImportShape, ImportSummary, NewImport, RowFilters, RowShape
from api.v1.import_views import MOVES, REGISTERS, views_of
from catalogue.duo import queries as registers
from catalogue.duo.models import DuoImport
from catalogue.duo.reading import How
from catalogue.errors import Invalid
from catalogue.imports import actions, queries
from catalogue.imports.models import Import as ImportThing
from catalogue.programmes.models import Programme
from catalogue.sheets import HOUSE_LIMITS
from portal.registers import actions as register_actions

Thing = ImportThing | DuoImport


class OfImports(Resource):
    """Where imports come from and how they look."""

    shape: ClassVar[type[Shape]] = ImportShape
    scopes: ClassVar[Mapping[str, str]] = {"GET": "catalogue:read", "POST": "catalogue:write"}

    def visible(self) -> QuerySet[Any]:
        """A provider its own, a municipality those that it did for several providers."""
        return queries.visible_to(self.actor)

    def thing(self, id: UUID | str | None) -> Any:
        """A table or a register, or 404."""
        found = self.visible().filter(pk=str(id)).first() or registers.own(self.actor).filter(pk=str(id)).first()
        if found is None:
            raise Http404
        return found

    def again(self, thing: Any) -> Any:
        """As it now is."""
        return self.thing(thing.pk)

    @property
    def answer(self) -> type[Shape]:
        """The shape of this method."""
        return self.shape

    def as_json(self, thing: Any, **options: Any) -> Any:
        """Tables and registers look the same."""
        seen: Any = views_of(thing) if options.get("many") else views_of([thing])[0]
        return self.answer(seen, context={"actor": self.actor}, **options).data


class Imports(OfImports, Listing, Making):
    """Bring in a table (a form with `kind` and `file`), and see what would happen row by row.

    Offers (XLSX, CSV), school sites and boards (`schools`), pupils (`pupil-counts`) and scores (`school-scores`) as DUO
    and CBS publish them. Nothing is written before `applications`. More than 200 rows: `waiting` until it was checked.
    """

    body = NewImport
    filters = ImportFilters
    parser_classes = [Upload]

    @property
    def answer(self) -> type[Shape]:
        """A list shows sums, a new import its rows."""
        return ImportSummary if self.request.method == "GET" else ImportShape

    def get(self, request: Request) -> Response:
        """Tables and registers, the newest first. At most four statements."""
        asked = self.asked()
        pages = Pages()
        page = pages.paginate_queryset(self._found(asked["kind"], asked["status"]), request)
        ids = {family: [pk for pk, _made, named in page if named == family] for family in ("table", "register")}
        things: dict[UUID, Thing] = {each.pk: each for each in self.visible().filter(pk__in=ids["table"])}
        rows = registers.own(self.actor).filter(pk__in=ids["register"]).defer("content", "told")
        things |= {each.pk: each for each in rows}
        return Response(pages.envelope(self.as_json([things[pk] for pk, _made, _family in page], many=True)))

    def _found(self, kinds: list[str], statuses: list[str]) -> QuerySet[Any, Any]:
        tables, found = self.visible(), registers.own(self.actor)
        if kinds:
            held = [kind for each in kinds for kind in REGISTERS.get(each, ())]
            tables, found = tables.filter(kind__in=kinds), found.filter(kind__in=held)
        if statuses:
            tables = tables.filter(status__in=statuses)
            found = found.filter(status__in=[status for status, word in MOVES.items() if word in statuses])
        both: QuerySet[Any, Any] = _columns(tables, "table").union(_columns(found, "register"), all=True)
        return both.order_by("-made", "key")

    def make(self, given: dict[str, Any]) -> Thing:
        """Offers by a provider for its own, by an officer for those of several; registers by the municipality."""
        file = given["file"]
        content = file.read(HOUSE_LIMITS.size + 1)
        if kinds := REGISTERS.get(given["kind"]):
            how = How(day=given.get("reference_date"))
            return register_actions.bring_in(content, file.name, by=self.actor, how=how, kinds=kinds)
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


def _columns(rows: QuerySet[Any], family: str) -> QuerySet[Any, Any]:
    named = rows.order_by().annotate(key=F("pk"), made=F("created_at"), family=Value(family))
    found: QuerySet[Any, Any] = named.values_list("key", "made", "family")
    return found


class Import(OfImports, Showing):
    """One import with its rows: added, changed, closed, kept, refused and why."""


class Rows(OfImports):
    """Every row of an import that came to one thing, in pages."""

    scopes = {"GET": "catalogue:read"}
    shape = RowShape
    filters = RowFilters
    paged = True

    def get(self, request: Request, id: UUID) -> Response:
        """A page of rows, in the order of the file."""
        rows = views_of([self.thing(id)])[0].rows(self.asked()["verdict"] or "added")
        pages = Pages()
        page = pages.paginate_queryset(rows, request, count=len(rows))
        return Response(pages.envelope(RowShape(page, many=True).data))


class Applications(OfImports, Deed):
    """Carry out what the check promised. 409 `wrong_state` when there is nothing (more) to carry out.

    Of a table a refused row never stops the others; a register is loaded wholly or not at all.
    """

    def do(self, thing: Any, given: dict[str, Any]) -> Thing:
        """At once when it is small, else by the worker: `applying`."""
        if isinstance(thing, DuoImport):
            return register_actions.carry_out(thing, by=self.actor)
        return actions.apply(thing, by=self.actor)


class Reversals(OfImports, Deed):
    """Take back what nobody went on with; the rest is left, and named. 409 `not_reversible` for a register."""

    def do(self, thing: Any, given: dict[str, Any]) -> ImportThing:
        """Row by row."""
        if isinstance(thing, DuoImport):
            raise not_offered("not_reversible", _("A register is not undone. Load a file that says what is right."))
        return actions.reverse(thing, by=self.actor)


urls = [
    path("imports", Imports.as_view()),
    path("imports/<uuid:id>", Import.as_view()),
    path("imports/<uuid:id>/rows", Rows.as_view()),
    path("imports/<uuid:id>/applications", Applications.as_view()),
    path("imports/<uuid:id>/reversals", Reversals.as_view()),
]
