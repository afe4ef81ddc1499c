"""Where supply and demand miss each other: themes, districts, offers that nobody chose, and offers that are full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from catalogue.money import ZERO
from catalogue.offers.models import Offer
from catalogue.organisations.models import Provider
from catalogue.programmes.models import Programme, Theme
from portal.bookings.models import Booking, Choice
from portal.radar.models import RadarTerms
from portal.radar.queries.schools import LIVE, Chooser
from portal.radar.states import NOTHING, WISHES

DIGITS = 4  # of a postcode: a neighbourhood


@dataclass(frozen=True, slots=True)
class ThemeDemand:
    """A theme: published offers, live bookings, wishes on shortlists, and what the bookings cost without VAT.

    What belongs to two themes counts in both.
    """

    theme: Theme
    offers: int
    bookings: int
    wishes: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class District:
    """A neighbourhood by its postcode (four digits): its schools, how many booked nothing, and their money.

    `offers` are those with a venue there; what a provider brings to the school has no venue and is everywhere.
    """

    postcode: str
    city: str
    schools: int
    nothing: int
    granted: Decimal
    committed: Decimal
    offers: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """Requests of schools that a provider did not answer for too long."""

    provider: Provider
    requests: int
    amount: Decimal
    since: datetime


def themes_of(programme: Programme) -> list[ThemeDemand]:
    """Every theme in its order. Four statements."""
    published = Offer.objects.filter(programme=programme, status="published").order_by()
    offers = dict(published.values_list("revision__themes").annotate(number=Count("pk")))
    booked = Booking.objects.filter(offer__programme=programme, status__in=LIVE).order_by()
    sums = booked.values_list("revision__themes").annotate(number=Count("pk"), total=Sum("amount"))
    bookings = {theme: (number, amount) for theme, number, amount in sums}
    wished = Choice.objects.filter(offer__programme=programme).order_by()
    wishes = dict(wished.values_list("offer__revision__themes").annotate(number=Count("pk")))
    found = []
    for theme in Theme.objects.filter(programme=programme):
        number, amount = bookings.get(theme.pk, (0, ZERO))
        found.append(ThemeDemand(theme, offers.get(theme.pk, 0), number, wishes.get(theme.pk, 0), amount))
    return found


def quiet_themes(programme: Programme) -> list[Theme]:
    """The themes without published offers, or of which nothing is booked or wished for. One statement."""
    theme = OuterRef("pk")
    offers = Offer.objects.filter(revision__themes=theme, status="published")
    booked = Booking.objects.filter(revision__themes=theme, status__in=LIVE)
    wished = Choice.objects.filter(offer__revision__themes=theme)
    demand = Exists(offers) & (Exists(booked) | Exists(wished))
    return list(Theme.objects.filter(~demand, programme=programme))


def districts_of(programme: Programme, rows: Iterable[Chooser]) -> list[District]:
    """The neighbourhoods of these schools, by postcode; schools without an address stand together. One statement."""
    venues: defaultdict[str, int] = defaultdict(int)
    there = Offer.objects.filter(programme=programme, status="published", revision__venue__isnull=False)
    for postcode in there.values_list("revision__venue__postcode", flat=True):
        venues[postcode[:DIGITS]] += 1
    schools: defaultdict[str, list[Chooser]] = defaultdict(list)
    for row in rows:
        schools[row.school.postcode[:DIGITS]].append(row)
    return [_district(postcode, schools[postcode], venues.get(postcode, 0)) for postcode in sorted(schools)]


def _district(postcode: str, rows: list[Chooser], offers: int) -> District:
    return District(
        postcode,
        next((row.school.city for row in rows if row.school.city), ""),
        len(rows),
        sum(row.stage in (NOTHING, WISHES) for row in rows),
        sum((row.granted for row in rows), ZERO),
        sum((row.committed for row in rows), ZERO),
        offers if postcode else 0,
    )


def never_chosen(programme: Programme) -> QuerySet[Offer]:
    """Published optional offers that no school booked or keeps on a shortlist, the longest published first."""
    booked = Booking.objects.filter(offer=OuterRef("pk"), status__in=LIVE)
    wished = Choice.objects.filter(offer=OuterRef("pk"))
    rows = Offer.objects.filter(~Exists(booked), ~Exists(wished), programme=programme, status="published")
    rows = rows.filter(kind="optional").select_related("provider", "revision")
    return rows.order_by("revision__updated_at", "pk")


@dataclass(frozen=True, slots=True)
class Wanted:
    """An offer without places, and how many schools have it on their shortlist and did not get it."""

    offer: Offer
    schools: int


def full_and_wanted(programme: Programme) -> list[Wanted]:
    """Offers without places that schools still want, the most wanted first. Two statements."""
    got = Booking.objects.filter(offer=OuterRef("offer"), school=OuterRef("school"), status__in=LIVE)
    full = Q(offer__capacity__isnull=False, offer__taken__gte=F("offer__capacity"), offer__status="published")
    rows = Choice.objects.filter(full, ~Exists(got), offer__programme=programme).order_by()
    wishes: dict[UUID, int] = dict(rows.values_list("offer").annotate(number=Count("pk")))
    offers = Offer.objects.filter(pk__in=wishes).select_related("provider", "revision")
    found = [Wanted(offer, wishes[offer.pk]) for offer in offers]
    return sorted(found, key=lambda row: (-row.schools, row.offer.text.title))


def unanswered(programme: Programme, terms: RadarTerms) -> list[Waiting]:
    """Providers whose requests wait longer than the terms allow, the longest waiting first. Two statements."""
    long_ago = timezone.now() - timedelta(days=terms.answer_days)
    rows = Booking.objects.filter(offer__programme=programme, status="requested", updated_at__lte=long_ago).order_by()
    sums = rows.values_list("provider").annotate(number=Count("pk"), total=Sum("amount"), first=Min("updated_at"))
    found = {provider: rest for provider, *rest in sums}
    providers = Provider.objects.filter(pk__in=found)
    return sorted((Waiting(each, *found[each.pk]) for each in providers), key=lambda row: row.since)
