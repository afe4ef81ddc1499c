"""The social map: which providers there are, what they offer now, and how fresh that is (DOMAIN § 7, row 46)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from django.db.models import BooleanField, Case, Count, Q, QuerySet, Value, When
from django.utils import timezone

from catalogue.actor import Actor
from catalogue.offers.models import Offer
from catalogue.organisations.models import ContactPerson, Provider
from catalogue.organisations.queries import providers
from catalogue.programmes.queries import number

FRESH_MONTHS = "provider.checked.months"


def fresh_from(on: date | None = None) -> date:
    """The first day on which a check still counts: so many months before the day as the dated fact says."""
    day = on or timezone.localdate()
    months = day.year * 12 + day.month - 1 - int(number(FRESH_MONTHS, day))
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_stale(provider: Provider, on: date | None = None) -> bool:
    """Whether nobody said for too long that the page of the provider is still right; never said is too long."""
    return provider.checked_on is None or provider.checked_on < fresh_from(on)


def too_long_ago(way: str = "") -> Q:
    """The rule of `is_stale` for rows; `way` leads from the row to its provider (`provider__`)."""
    return Q((f"{way}checked_on__isnull", True)) | Q((f"{way}checked_on__lt", fresh_from()))


def stale(way: str = "") -> Case:
    """For annotating rows: whether they are `too_long_ago`."""
    return Case(When(too_long_ago(way), then=Value(True)), default=Value(False), output_field=BooleanField())


def directory() -> QuerySet[Provider]:
    """Every admitted provider by name with `is_stale_now` and `offered` (its published offers); public."""
    published = Count("offers", filter=Q(offers__status="published"), distinct=True)
    return providers().annotate(is_stale_now=stale(), offered=published).order_by("name", "pk")


def seen_by(actor: Actor) -> QuerySet[Provider]:
    """The admitted providers for everybody, and the own one however it stands; with `is_stale_now`."""
    own = Q(pk=actor.provider) if actor.provider else Q(pk=None)
    rows = Provider.objects.filter(Q(pk__in=providers().values("pk")) | own)
    return rows.annotate(is_stale_now=stale()).order_by("name", "pk")


def offered_by(provider: Provider) -> QuerySet[Offer]:
    """What the provider offers now where it is admitted, last changed first."""
    here = provider.admissions.filter(status="admitted").values("municipality")
    rows = Offer.objects.filter(provider=provider, status="published", municipality__in=here)
    return (
        rows.select_related("provider", "programme", "revision")
        .prefetch_related("revision__themes")
        .order_by("-updated_at")
    )


def offers_of_contact(contact: ContactPerson) -> QuerySet[Offer]:
    """What a contact is asked about: offers that are not withdrawn and name it now or in their next version."""
    named = Q(revision__contact_person=contact) | Q(draft__contact_person=contact)
    return Offer.objects.filter(named).exclude(status="withdrawn").select_related("revision", "draft").order_by("pk")
