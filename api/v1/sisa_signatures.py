"""Signing the SiSa table of a year by two people, and the form that the state asks for, filled in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.filters import Filters, words
from api.conventions.resources import Deed, Listing, Resource, Showing
from api.conventions.shapes import Shape
from api.v1.sisa_shapes import FormsShape, NewSignature, RefusedSignature, SignatureShape
from api.v1.sisa_tables import OfTables
from portal.accountability import queries, signing
from portal.accountability.filling import forms_of, without_form
from portal.accountability.states import SIGNATURE


class SignatureFilters(Filters):
    """By status."""

    status = words(SIGNATURE, "status")


class SisaSigning(OfTables):
    """Prepare the table of a year as it is now; a second person signs it."""

    scopes = {"POST": "accountability:write"}
    shape = SignatureShape
    body: ClassVar[type[Shape]] = NewSignature
    filters = None

    def post(self, request: Request, year: int) -> HttpResponse:
        """By finance or the controller."""
        given = self.read(self.body)
        answers = {each["number"]: each["value"] for each in given["answers"]}
        made = signing.prepare(self.own(), year=year, final=given["final"], answers=answers, by=self.actor)
        return self.shown(made, 201)


class SisaForms(OfTables):
    """The form of every SiSa code of the table, filled in; of a signed table as it was signed."""

    shape = FormsShape

    def get(self, request: Request, year: int) -> Response:
        """In the order of the annex."""
        table = queries.sisa_table(self.municipality(self.asked()), year)
        return Response(self.as_json({
            "year": year, "signed": table.is_signed, "forms": forms_of(table), "missing": without_form(table),
        }))  # fmt: skip


class OfSignatures(Resource):
    """Where signatures come from and how they look."""

    shape: ClassVar[type[Shape]] = SignatureShape
    scopes = {"GET": "accountability:read", "POST": "accountability:write"}

    def visible(self) -> QuerySet[Any]:
        """Those of the own municipality."""
        return queries.signatures_visible_to(self.actor)


class SisaSignatures(OfSignatures, Listing):
    """The tables that were prepared, signed or refused, the last year first."""

    filters = SignatureFilters


class SisaSignature(OfSignatures, Showing):
    """One of them."""


class SisaConfirmations(OfSignatures, Deed):
    """The second person signs: nothing in the table changes any more."""

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By finance or the controller, who did not prepare it."""
        return signing.sign(thing, by=self.actor)


class SisaRefusals(OfSignatures, Deed):
    """It is not signed like this, and can be prepared anew."""

    body = RefusedSignature

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By finance or the controller."""
        return signing.refuse(thing, reason=given["reason"], by=self.actor)


urls = [
    path("sisa-tables/<int:year>/signatures", SisaSigning.as_view()),
    path("sisa-tables/<int:year>/forms", SisaForms.as_view()),
    path("sisa-signatures", SisaSignatures.as_view()),
    path("sisa-signatures/<uuid:id>", SisaSignature.as_view()),
    path("sisa-signatures/<uuid:id>/confirmations", SisaConfirmations.as_view()),
    path("sisa-signatures/<uuid:id>/refusals", SisaRefusals.as_view()),
]
