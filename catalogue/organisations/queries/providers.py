"""Which providers and admissions an actor sees."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from catalogue.actor import Actor
from catalogue.organisations.models import Admission, ContactPerson, Invitation, Municipality, Provider
from catalogue.organisations.queries.schools import municipalities


def providers() -> QuerySet[Provider]:
    """Every provider that a municipality admitted; public (front doors leave out bank and tax numbers)."""
    return Provider.objects.filter(admissions__status="admitted").distinct()


def own_providers(actor: Actor) -> QuerySet[Provider]:
    """The provider that the actor acts for, admitted or not; nothing for anybody else."""
    return Provider.objects.filter(pk=actor.provider) if actor.provider else Provider.objects.none()


def is_admitted(provider: UUID, municipality: UUID) -> bool:
    """Whether the provider takes part there now: only then it submits, publishes and is booked."""
    return Admission.objects.filter(provider=provider, municipality=municipality, status="admitted").exists()


def admissions_visible_to(actor: Actor) -> QuerySet[Admission]:
    """The admissions of the acting provider, or those that the acting municipality decides on; else none."""
    rows = Admission.objects.select_related("provider", "municipality")
    if actor.provider:
        return rows.filter(provider_id=actor.provider).order_by("municipality__name", "pk")
    if actor.municipality:
        return rows.filter(municipality_id=actor.municipality).order_by("provider__name", "pk")
    return rows.none()


def to_admit(actor: Actor) -> QuerySet[Admission]:
    """Providers that wait until the acting municipality lets them take part; longest waiting first."""
    if not actor.municipality:
        return Admission.objects.none()
    return admissions_visible_to(actor).filter(status="requested").order_by("updated_at")


def may_be_asked(actor: Actor) -> QuerySet[Municipality]:
    """Municipalities that the acting provider may ask to let it take part: never asked, or refused before."""
    if not actor.provider:
        return Municipality.objects.none()
    taken = Admission.objects.filter(provider=actor.provider).exclude(status="refused")
    return municipalities().exclude(pk__in=taken.values("municipality"))


def may_be_invited(actor: Actor) -> QuerySet[Provider]:
    """Providers that take part elsewhere and not in the acting municipality."""
    if not actor.municipality:
        return Provider.objects.none()
    here = Admission.objects.filter(municipality=actor.municipality).exclude(status="refused")
    return providers().exclude(pk__in=here.values("provider"))


def invitations_of(actor: Actor) -> QuerySet[Invitation]:
    """Who the acting municipality asked by mail and did not register yet, newest first; else none."""
    if not actor.municipality:
        return Invitation.objects.none()
    return Invitation.objects.filter(municipality=actor.municipality, provider=None)


def has_contact(provider: str = "pk") -> Exists:
    """For annotating rows: whether somebody can be asked there; `provider` is the way from the row to its provider."""
    return Exists(ContactPerson.objects.filter(provider=OuterRef(provider), ended=False))
