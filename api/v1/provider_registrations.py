"""A provider registers itself; open to everybody, a few times an hour."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request

from api.conventions.problems import Problem, Wrong
from api.conventions.resources import Resource
from api.conventions.shapes import Flag, Id, Ref, Rows, Shape, Text, Url, Word
from catalogue.errors import Invalid
from catalogue.organisations.models import Municipality
from catalogue.organisations.queries import municipalities
from catalogue.organisations.states import KINDS, VAT
from portal.people import registration

PER_HOUR = 3600


class PersonInput(Shape):
    """Who speaks for the organisation and signs in."""

    name = Text(max_length=120)
    email = Text(max_length=254)
    password = Text(max_length=200, trim_whitespace=False)


class NewRegistration(Shape):
    """The organisation, its first manager, and where it wants to take part."""

    name = Text(max_length=120)
    kind = Word([code for code, _label in KINDS])
    kvk = Text(max_length=20, help_text="8 digits; of 7 digits the leading zero is put back")
    vat_status = Word([code for code, _label in VAT])
    vat_id = Text(max_length=20, required=False, allow_blank=True, default="")
    iban = Text(max_length=42)
    account_name = Text(max_length=70, help_text="exactly as the bank knows it")
    street = Text(max_length=120)
    postcode = Text(max_length=7)
    city = Text(max_length=80)
    website = Url(required=False, allow_blank=True, default="")
    about = Text(max_length=2000, required=False, allow_blank=True, default="")
    municipalities = Rows(Id(), least=1, most=50)
    person = PersonInput()
    self_billing = Flag(required=False, default=False)


class RegistrationShape(Shape):
    """What was asked. It says nothing about who has an account; `confirmFirst` when a letter has to be answered."""

    name = serializers.CharField()
    municipalities = Ref(many=True)
    status = serializers.CharField(help_text="`requested`")
    confirm_first = serializers.BooleanField()


class ProviderRegistrations(Resource):
    """Register an organisation with its first manager, who asks the municipalities to let it take part.

    400 names every wrong field (a KvK number that is here already has code `known`). Where letters can be sent, a known
    e-mail address is answered like a new one and only its owner is told; elsewhere it is 409 `email_known`.
    """

    shape = RegistrationShape
    body = NewRegistration

    def post(self, request: Request) -> HttpResponse:
        """What was asked; sign in with the address and the password to go on."""
        given = self.read(self.body)
        if not ratelimit.consume(request._request, action="signup"):
            sentence = _("Too many requests; wait a moment.")
            raise Wrong(Problem(429, "too_many_requests", sentence, headers={"Retry-After": str(PER_HOUR)}))
        towns = self._towns(given.pop("municipalities"))
        self._register(request, given, towns)
        asked = SimpleNamespace(
            name=given["name"], municipalities=towns, status="requested", confirm_first=settings.MAIL_SERVER
        )
        return self.shown(asked, 201)

    def _towns(self, ids: list[Any]) -> list[Municipality]:
        found = {town.pk: town for town in municipalities().filter(pk__in=ids)}
        faults = [id for id in ids if id not in found]
        if faults:
            message = _("There is no such thing, or it is not yours to use.")
            raise Invalid.field("#/municipalities", "unknown", message)
        return list(found.values())

    def _register(self, request: Request, given: Mapping[str, Any], towns: list[Municipality]) -> None:
        person = registration.Person(**given["person"])
        try:
            made = registration.register(given, person, towns, self_billing=given["self_billing"], by=self.actor)
        except registration.EmailKnown:
            if not settings.MAIL_SERVER:
                raise
            get_adapter().send_account_already_exists_mail(person.email)
        else:
            if settings.MAIL_SERVER:
                EmailAddress.objects.get(user=made.user).send_confirmation(request._request, signup=True)


urls = [path("provider-registrations", ProviderRegistrations.as_view())]
