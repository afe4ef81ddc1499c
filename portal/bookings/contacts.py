"""Whom the two sides of a booking ask. They see each other's contact once the provider confirmed, and not before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from catalogue.actor import Actor
from catalogue.organisations.models import ContactPerson, Provider
from catalogue.organisations.queries import whom_to_ask
from portal.bookings import queries
from portal.bookings.models import Booking
from portal.bookings.states import CONFIRMED

IN_HAND = ("requested", "confirmed", "delivered", "disputed")
PEOPLE = ContactPerson.objects.select_related("substitute__substitute")


@dataclass(frozen=True, slots=True)
class Contact:
    """A person, or the desk of a provider; at least one of `email` and `phone` is filled in."""

    name: str
    task: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Contacts:
    """Of both sides; `None` for a side that named nobody."""

    provider: Contact | None
    school: Contact | None


def with_contacts(rows: QuerySet[Booking]) -> QuerySet[Booking]:
    """The bookings with everything that `contacts_of` needs: two statements more, however many bookings there are."""
    return rows.select_related("revision__contact_person__substitute").prefetch_related(
        Prefetch("provider__contacts", PEOPLE), Prefetch("school__contacts", PEOPLE)
    )


def contacts_of(booking: Booking) -> Contacts | None:
    """The contacts of both sides today, substitutes included; `None` while the booking is not confirmed."""
    if booking.status not in CONFIRMED:
        return None
    named = booking.revision.contact_person
    asked = _first([named] if named else []) or _first(booking.provider.contacts.all())
    return Contacts(asked or _desk(booking.provider), _first(booking.school.contacts.all()))


def in_hand_of(contact: ContactPerson, actor: Actor) -> QuerySet[Booking]:
    """What goes to who takes over: the bookings that still run, the first day on top.

    Of a school all of its own; of a provider those of offers that name this contact.
    """
    rows = queries.visible_to(actor).filter(status__in=IN_HAND).prefetch_related(None).select_related("session")
    if contact.school_id:
        return rows.filter(school=contact.school_id).order_by("session__starts_at", "created_at")
    return rows.filter(revision__contact_person=contact).order_by("session__starts_at", "created_at")


def _first(people: Iterable[ContactPerson]) -> Contact | None:
    """The public face first; who is away or left is followed to who stands in."""
    for person in sorted(people, key=lambda each: (not each.public, each.name)):
        if found := whom_to_ask(person):
            return Contact(found.name, found.task, found.email, found.phone)
    return None


def _desk(provider: Provider) -> Contact | None:
    return Contact(provider.name, "", provider.email, "") if provider.email else None
