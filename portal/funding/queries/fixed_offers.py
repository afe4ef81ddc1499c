"""What the fixed offers of a programme cost when every school uses all that it is entitled to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Q, Subquery

from catalogue.money import part_of
from catalogue.offers.models import Offer, Revision
from catalogue.organisations.models import PupilCount, School
from catalogue.programmes.models import Programme
from catalogue.programmes.periods import periods_of
from portal.funding.models import PlanLine


@dataclass(frozen=True, slots=True)
class OfferCost:
    """A fixed offer, its themes, and what it costs in the whole programme at most."""

    offer: Offer
    themes: frozenset[UUID]
    amount: Decimal

    @property
    def programme(self) -> UUID:
        """The programme that it is in."""
        return self.offer.programme_id

    def paid_by(self, lines: Sequence[PlanLine]) -> PlanLine | None:
        """The line that pays it, as bookings find it (`paying_line`): of its theme, else of no theme, else any."""
        fixed = [line for line in lines if line.kind == "fixed_offers"]
        own = [line for line in fixed if line.theme_id in self.themes]
        return next(iter([*own, *(line for line in fixed if line.theme_id is None), *fixed]), None)


def fixed_offers_of(programmes: Iterable[Programme]) -> list[OfferCost]:
    """Every published fixed offer that says what a school may have. Two statements; one when there is none.

    What goes by pupils counts them as they were counted last; a school that nobody counted adds nothing.
    """
    by_id = {programme.pk: programme for programme in programmes}
    rows = Offer.objects.filter(programme__in=by_id, kind="fixed", status="published")
    rows = rows.filter(revision__entitlement_units__isnull=False).select_related("revision")
    offers: dict[UUID, Any] = {}
    themes: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for row in rows.annotate(theme=F("revision__themes")).order_by("pk"):  # a row for each theme
        offers[row.pk] = row
        if row.theme:
            themes[row.pk].add(row.theme)
    schools = _schools({offer.municipality_id for offer in offers.values()}) if offers else []
    found = []
    for offer in offers.values():
        periods = len(periods_of(by_id[offer.programme_id], offer.text.entitlement_period))
        units = sum(_units(offer.text, school) for school in schools if _is_for(offer, school)) * periods
        found.append(OfferCost(offer, frozenset(themes[offer.pk]), part_of(offer.text.price, units)))
    return found


def _schools(municipalities: Iterable[UUID]) -> list[Any]:
    """The open schools, each with the pupils of its newest count."""
    newest = PupilCount.objects.filter(school=OuterRef("pk")).order_by("-reference_date")
    rows = School.objects.filter(Q(closed_on__isnull=True), municipality__in=municipalities)
    return list(rows.annotate(pupils=Subquery(newest.values("pupils")[:1])))


def _is_for(offer: Offer, school: School) -> bool:
    sectors = offer.text.sectors
    return offer.municipality_id == school.municipality_id and (not sectors or school.sector in sectors)


def _units(revision: Revision, school: Any) -> int:
    units: int = revision.entitlement_units or 0
    each = revision.entitlement_per_pupils
    return units if each is None else units * -(-(school.pupils or 0) // each)
