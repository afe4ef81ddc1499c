"""A provider comes by itself: the organisation, who speaks for it, and the municipalities where it wants to take part.

The organisation, the person, the membership and an admission per municipality are made together, or nothing is. Who may
take part is decided by each municipality afterwards; until then drafts can be written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import MANAGER, Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Refused, check
from catalogue.lifecycle import added
from catalogue.organisations import actions as organisations
from catalogue.organisations import identifiers
from catalogue.organisations.models import Invitation, Municipality, Provider
from catalogue.organisations.rules import vat_faults
from catalogue.validation import field_faults, pointer, validated
from portal.people.models import Membership, User
from portal.people.queries import actor_of

NEEDED = ("name", "kind", "kvk", "vat_status", "iban", "account_name", "street", "postcode", "city")
SAID = (*NEEDED, "vat_id", "website", "about")
WRITTEN = {
    "kvk": identifiers.written_kvk,
    "iban": identifiers.written_iban,
    "vat_id": identifiers.written_vat_id,
    "postcode": identifiers.written_postcode,
}


@dataclass(frozen=True, slots=True)
class Person:
    """Who speaks for the organisation, and will sign in."""

    name: str
    email: str
    password: str
    language: str = "nl"


class EmailKnown(Refused):
    """Somebody signs in with this address already. Front doors that can send mail do not say so (see `register`)."""


def as_kept(organisation: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, in the form in which it is kept: numbers without blanks, a lost leading zero put back."""
    return {
        name: WRITTEN[name](value) if name in WRITTEN else value.strip()
        for name, value in organisation.items()
        if isinstance(value, str)
    }


def faults_of_organisation(given: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with an organisation that wants to register, for those of its fields that were given.

    `given` is `as_kept`; a field that is there and empty is missing. A KvK number that is known is named as such, but
    nothing is told about whose it is.
    """
    missing = [name for name in NEEDED if name in given and not given[name]]
    yield from (Fault(pointer(name), "required", _("Fill this in.")) for name in missing)
    filled = {name: value for name, value in given.items() if value}
    wrong = list(field_faults(Provider(), **filled))
    yield from wrong
    if "vat_status" in filled and "vat_id" in given and pointer("vat_id") not in {fault.location for fault in wrong}:
        yield from vat_faults(given["vat_status"], given["vat_id"])
    if Provider.objects.filter(kvk=given.get("kvk") or None).exists():
        yield Fault(
            "#/kvk",
            "known",
            _("An organisation with this number is here already. Ask its manager, or the municipality, to add you."),
        )


def faults_of_person(person: Person) -> Iterator[Fault]:
    """What is wrong with the person: name, address, and a password that is too easy (Django's own rules)."""
    user = _user(person)
    for name, value in (("name", user.name), ("email", user.email)):
        if not value:
            yield Fault(f"#/person/{name}", "required", _("Fill this in."))
        else:
            wrong = field_faults(user, **{name: value})
            yield from (Fault(f"#/person/{name}", fault.code, fault.detail) for fault in wrong)
    try:
        validate_password(person.password, user)
    except ValidationError as error:
        yield from (Fault("#/person/password", "too_easy", message) for message in error.messages)


@deed
def register(
    organisation: Mapping[str, Any],
    person: Person,
    municipalities: Sequence[Municipality],
    *,
    by: Actor,
    self_billing: bool = False,
    invitation: Invitation | None = None,
) -> Membership:
    """A new provider with its first manager, who asks each municipality to let it take part.

    `organisation` has the fields of `SAID`. `Invalid` names everything that is wrong at once (`kvk` is `known` when the
    organisation is here already). `EmailKnown("email_known")` when somebody has the address: a front door that sends
    mail answers as if it had worked, and the owner of the address gets a letter; so nobody learns who has an account.
    """
    given = as_kept({name: organisation.get(name, "") for name in SAID})
    towns = list({town.pk: town for town in (*municipalities, *_inviting(invitation))}.values())
    check((*faults_of_organisation(given), *faults_of_person(person), *_faults_of_towns(towns)))
    user = _user(person)
    user.set_password(person.password)  # also for a known address: both answers take the same time
    if User.objects.filter(email=user.email).exists():
        sentence = _("No new account can be made with this address. Sign in when you have one, or ask a new password.")
        raise EmailKnown("email_known", sentence)
    today = timezone.localdate()
    agreed = today if self_billing else None
    provider = added(validated(Provider(**given, checked_on=today, self_billing_agreed_on=agreed)), by=by)
    EmailAddress.objects.create(user=validated(user), email=user.email, primary=True)  # not confirmed yet
    membership = validated(Membership(user=user, role=MANAGER, provider=provider))
    added(membership, by=by, data={"role": MANAGER})
    for town in towns:
        organisations.ask_admission(town, provider, by=actor_of(membership))
    if invitation:
        organisations.answer_invitation(invitation, provider, by=actor_of(membership))
    return membership


def _user(person: Person) -> User:
    return User(email=person.email.strip().lower(), name=person.name.strip(), language=person.language)


def _inviting(invitation: Invitation | None) -> list[Municipality]:
    return [invitation.municipality] if invitation else []


def _faults_of_towns(towns: Sequence[Municipality]) -> Iterator[Fault]:
    if not towns:
        yield Fault("#/municipalities", "required", _("Choose at least one municipality where you want to take part."))
