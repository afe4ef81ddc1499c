"""Where groups come, and whom to ask today."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from catalogue.actor import Actor
from catalogue.organisations.models import ContactPerson, Provider, School, Venue
from catalogue.organisations.queries.providers import providers
from catalogue.organisations.queries.schools import schools_visible_to


def venues_of(provider: Provider) -> QuerySet[Venue]:
    """The venues that groups can come to, by name; public."""
    return Venue.objects.filter(provider=provider, closed=False)


def own_venues(actor: Actor) -> QuerySet[Venue]:
    """Every venue of the acting provider, closed ones too."""
    if not actor.provider:
        return Venue.objects.none()
    return Venue.objects.filter(provider_id=actor.provider).select_related("provider")


def venues_visible_to(actor: Actor) -> QuerySet[Venue]:
    """The open venues of admitted providers, for everybody; and every venue of the acting provider."""
    seen = Q(closed=False, provider__in=providers())
    if actor.provider:
        seen |= Q(provider_id=actor.provider)
    return Venue.objects.filter(seen).select_related("provider").order_by("provider__name", "name", "pk")


def contacts_visible_to(actor: Actor) -> QuerySet[ContactPerson]:
    """The own contacts; for a municipality those of its schools and of the providers that deal with it."""
    if not actor.municipality:
        return own_contacts(actor)
    here = Q(school__municipality=actor.municipality) | Q(provider__admissions__municipality=actor.municipality)
    rows = ContactPerson.objects.filter(here, ended=False).distinct()
    return rows.select_related("provider", "school__board", "substitute")


def contacts_of(organisation: Provider | School) -> QuerySet[ContactPerson]:
    """Whom to ask at a provider or a school: not ended, by name, with their substitutes.

    For partners: who has business with the organisation. The public gets `public_contacts_of`.
    """
    mine = Q(provider=organisation) if isinstance(organisation, Provider) else Q(school=organisation)
    return ContactPerson.objects.filter(mine, ended=False).select_related("substitute")


def public_contacts_of(provider: Provider) -> QuerySet[ContactPerson]:
    """The people whom the provider shows to everybody."""
    return contacts_of(provider).filter(public=True)


def own_contacts(actor: Actor) -> QuerySet[ContactPerson]:
    """Every contact of the acting provider, or of the schools of the acting school or board; ended ones too."""
    rows = ContactPerson.objects.select_related("provider", "school__board", "substitute")
    if actor.provider:
        return rows.filter(provider_id=actor.provider)
    if actor.school or actor.board:
        return rows.filter(school__in=schools_visible_to(actor))
    return rows.none()


def is_away(contact: ContactPerson, on: date | None = None) -> bool:
    """Whether somebody else is asked on this day (today when none is given)."""
    day = on or timezone.localdate()
    begun = contact.away_from is not None and contact.away_from <= day
    return begun and (contact.away_until is None or day <= contact.away_until)


def whom_to_ask(contact: ContactPerson, on: date | None = None) -> ContactPerson | None:
    """The person, or who stands in: while away the substitute, after the end whoever took over, and so on.

    `None` when nobody is left to ask on this day.
    """
    asked: ContactPerson | None = contact
    passed = set()
    while asked is not None and (asked.ended or is_away(asked, on)):
        passed.add(asked.pk)
        asked = asked.substitute
        if asked is not None and asked.pk in passed:  # they stand in for each other, and all are away
            return None
    return asked


def contact_now(organisation: Provider | School, on: date | None = None) -> ContactPerson | None:
    """Whom to ask today, substitutes included; the public contacts first. `None` when there is nobody."""
    candidates = contacts_of(organisation).order_by("-public", "name")
    return next((found for each in candidates if (found := whom_to_ask(each, on))), None)
