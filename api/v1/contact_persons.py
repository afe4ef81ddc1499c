"""Whom to ask at a provider or a school, and who stands in."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers

from api.conventions.filters import Filters, ids
from api.conventions.resources import Changing, Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Day, Flag, Id, Ref, Shape, Text
from api.v1.acting import school_of
from catalogue.organisations import actions, queries
from catalogue.organisations.models import ContactPerson as ContactRow

SCOPES = {"GET": "organisations:read", "POST": "organisations:write", "PATCH": "organisations:write"}


class ContactShape(Shape):
    """A contact; `askNow` is who is asked today: the contact itself, or who stands in, or nobody."""

    id = Id()
    provider = Ref(allow_null=True)
    school = Ref(allow_null=True)
    name = serializers.CharField()
    task = serializers.CharField()
    email = serializers.CharField()
    phone = serializers.CharField()
    public = serializers.BooleanField()
    away_from = serializers.DateField(allow_null=True)
    away_until = serializers.DateField(allow_null=True)
    substitute = Ref(allow_null=True)
    ended = serializers.BooleanField()
    ask_now = serializers.SerializerMethodField()

    def get_ask_now(self, contact: ContactRow) -> str | None:
        """The id of who is asked today."""
        found = queries.whom_to_ask(contact)
        return str(found.pk) if found else None


class ContactChange(Shape):
    """An e-mail address or a telephone number is needed."""

    name = Text(max_length=120)
    task = Text(max_length=120, required=False, allow_blank=True)
    email = Text(max_length=254, required=False, allow_blank=True)
    phone = Text(max_length=20, required=False, allow_blank=True)
    public = Flag(required=False)


class NewContact(ContactChange):
    """`school` only for a board: for which of its schools."""

    school = Id(required=False, allow_null=True)


class Absence(Shape):
    """The first and the last day (both included; none: until a return), and who is asked meanwhile."""

    away_from = Day()
    away_until = Day(required=False, allow_null=True, default=None)
    substitute = Id(required=False, allow_null=True, default=None)


class Ending(Shape):
    """Who takes over everything that named this contact."""

    successor = Id(required=False, allow_null=True, default=None)


class ContactFilters(Filters):
    """Contacts of one or more providers or schools."""

    provider = ids("provider")
    school = ids("school")


class OfContacts(Resource):
    """Where contacts come from and how they look."""

    shape = ContactShape
    scopes = SCOPES

    def visible(self) -> QuerySet[Any]:
        """The own ones; for a municipality those of its providers and schools."""
        return queries.contacts_visible_to(self.actor)

    def other(self, id: Any, location: str) -> Any:
        """Somebody whom the body names; nobody when it names none."""
        return self.named(queries.own_contacts(self.actor), id, location) if id else None


class Contacts(OfContacts, Listing, Making):
    """The contacts, and a new one of the own organisation."""

    filters = ContactFilters
    body = NewContact

    def make(self, given: dict[str, Any]) -> Any:
        """By everybody of a provider; by who decides for a school."""
        school = given.pop("school", None)
        own = queries.own_providers(self.actor).first() or school_of(self, school)
        return actions.add_contact(own, by=self.actor, **given)


class Contact(OfContacts, Showing, Changing):
    """One contact."""

    change = ContactChange

    def edit(self, thing: Any, given: dict[str, Any]) -> Any:
        """By the own organisation."""
        return actions.change_contact(thing, by=self.actor, **given)


class ContactAbsences(OfContacts, Deed):
    """Away for a while: the substitute is asked instead."""

    body = Absence

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By the own organisation."""
        substitute = self.other(given["substitute"], "#/substitute")
        return actions.set_away(
            thing, away_from=given["away_from"], away_until=given["away_until"], substitute=substitute, by=self.actor
        )


class ContactReturns(OfContacts, Deed):
    """Asked again from now on."""

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By the own organisation."""
        return actions.set_back(thing, by=self.actor)


class ContactEndings(OfContacts, Deed):
    """No contact any more: everything leads to the successor."""

    body = Ending

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By the own organisation."""
        return actions.end_contact(thing, successor=self.other(given["successor"], "#/successor"), by=self.actor)


urls = [
    path("contact-persons", Contacts.as_view()),
    path("contact-persons/<uuid:id>", Contact.as_view()),
    path("contact-persons/<uuid:id>/absences", ContactAbsences.as_view()),
    path("contact-persons/<uuid:id>/returns", ContactReturns.as_view()),
    path("contact-persons/<uuid:id>/endings", ContactEndings.as_view()),
]
