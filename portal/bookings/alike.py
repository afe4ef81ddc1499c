"""What schools like this one chose: a hint that never tells what a single school did.

At least three other schools stand behind every offer named, no number is shown, and at least one school of the group
did not choose it: so that being in the group says nothing about anybody.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from catalogue.errors import Refused
from catalogue.offers.models import Offer
from catalogue.organisations.models import School
from portal.bookings import rules
from portal.bookings.models import Booking
from portal.bookings.states import HOLDS_PLACES

LEAST = 3  # schools behind an offer
SIZES = (100, 200, 400, 800)  # pupils at which a next class of size begins
NEAR = 15  # percentage points between two shares of target pupils that are about the same
MOST_PEERS, MOST_LOOKED_AT = 500, 40


@dataclass(frozen=True, slots=True)
class Alike:
    """Offers that this school can book, most chosen first; `how` says what the schools share: share, size or sector."""

    offers: list[Offer]
    how: str


@dataclass(frozen=True, slots=True)
class _Counted:
    """A school with its latest count."""

    pk: UUID
    pupils: int | None
    target_pupils: int | None

    @property
    def size(self) -> int | None:
        return None if self.pupils is None else bisect(SIZES, self.pupils)

    @property
    def share(self) -> int | None:
        return 100 * self.target_pupils // self.pupils if self.pupils and self.target_pupils is not None else None


def chosen_by_schools_like(school: School, *, most: int = 3) -> Alike:
    """What schools of the same kind, size and (where known) share of target pupils booked most, in any municipality.

    An offer counts by its provider and title, because each municipality publishes its own. What the school itself has
    booked, or cannot book, is left out. Three statements and one for the themes, however many schools there are.
    """
    how, peers = _peers(school)
    chosen = _chosen(peers) if peers else []
    own = set(Booking.objects.filter(school=school, status__in=HOLDS_PLACES).values_list("offer_id", flat=True))
    found = [offer for offer in _here(school, chosen) if offer.pk not in own and _fits(school, offer)]
    return Alike(found[:most], how)


def _peers(school: School) -> tuple[str, list[UUID]]:
    """The closest group that is large enough for nobody to be told apart; none when there is no such group."""
    known = _counted(school.sector)
    mine = known.pop(school.pk, _Counted(school.pk, None, None))
    sized = [each for each in known.values() if mine.size is not None and each.size == mine.size]
    shared = [
        each
        for each in sized
        if mine.share is not None and each.share is not None and abs(each.share - mine.share) <= NEAR
    ]
    for how, group in (("share", shared), ("size", sized), ("sector", list(known.values()))):
        if len(group) > LEAST:
            return how, [each.pk for each in group][:MOST_PEERS]
    return "sector", []


def _counted(sector: str) -> dict[UUID, _Counted]:
    rows = School.objects.filter(sector=sector, closed_on__isnull=True).order_by("counts__reference_date", "pk")
    return {
        pk: _Counted(pk, pupils, target) for pk, pupils, target in
        rows.values_list("pk", "counts__pupils", "counts__target_pupils")
    }  # fmt: skip


def _chosen(peers: list[UUID]) -> list[tuple[UUID, str]]:
    """Provider and title of what enough of them, but not all, booked; most chosen first."""
    booked = Booking.objects.filter(school__in=peers, status__in=HOLDS_PLACES).order_by()
    counts = booked.values_list("provider_id", "revision__title").annotate(schools=Count("school", distinct=True))
    enough = counts.filter(schools__gte=LEAST, schools__lt=len(peers)).order_by("-schools", "revision__title")
    return [(provider, title) for provider, title, _schools in enough[:MOST_LOOKED_AT]]


def _here(school: School, chosen: list[tuple[UUID, str]]) -> Iterable[Offer]:
    """The same offers as the municipality of the school publishes them, in that order."""
    rows = Offer.objects.filter(
        status="published", municipality=school.municipality_id, provider__in={provider for provider, _title in chosen},
        revision__title__in={title for _provider, title in chosen},
    )  # fmt: skip
    rows = rows.select_related("provider", "programme", "municipality", "revision__image", "goal")
    found = {(each.provider_id, each.text.title): each for each in rows.prefetch_related(
        "revision__themes", "provider__admissions")}  # fmt: skip
    return (found[each] for each in chosen if each in found)


def _fits(school: School, offer: Offer) -> bool:
    try:
        rules.fits(school, offer, None)
    except Refused:
        return False
    return True
