"""Which schools have which fixed offers, and what is planned, delivered and left of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from catalogue.actor import Actor
from catalogue.errors import Refused
from catalogue.offers import queries as offers
from catalogue.offers.models import Offer
from catalogue.organisations.models import School
from catalogue.organisations.queries import schools_visible_to
from catalogue.programmes.periods import Period, period_on, periods_of
from portal.entitlements import counters, rules
from portal.entitlements.counts import Headcount, headcounts
from portal.entitlements.models import Entitlement, EntitlementUse, id_of

Pair = tuple[Offer, School]


@dataclass(frozen=True, slots=True)
class Part:
    """One period: `entitled` (`None`: without a limit, or not known), `planned` and not delivered yet, `delivered`."""

    period: Period
    entitled: int | None
    planned: int
    delivered: int

    @property
    def used(self) -> int:
        """Planned and delivered together."""
        return self.planned + self.delivered

    @property
    def left(self) -> int | None:
        """What can still be planned; nothing when more was planned before the entitlement became smaller."""
        return None if self.entitled is None else max(self.entitled - self.used, 0)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a school stands with a fixed offer. `count` only where the entitlement goes by pupils."""

    entitlement: Entitlement
    offer: Offer
    school: School
    count: Headcount | None
    parts: tuple[Part, ...]

    @property
    def pk(self) -> UUID:
        """The id of the entitlement."""
        return self.entitlement.pk

    id = pk

    @property
    def version(self) -> int:
        """The version of the entitlement, for its ETag."""
        return self.entitlement.version

    @property
    def updated_at(self) -> datetime:
        """When the school last changed something in it."""
        return self.entitlement.updated_at

    @property
    def has_limit(self) -> bool:
        """Whether units per period were agreed at all."""
        return self.offer.text.entitlement_units is not None

    @property
    def unknown(self) -> str:
        """Why nobody knows what the school may have: `not_counted` or `masked`; empty when it is known."""
        if not rules.is_unknown(self.offer.text, self.count):
            return ""
        return "masked" if self.count else "not_counted"

    @property
    def why_unknown(self) -> str:
        """The same as a sentence for the school."""
        return counters.why_unknown(masked=self.unknown == "masked") if self.unknown else ""

    @property
    def opted_out(self) -> bool:
        """The school does not want it."""
        return self.entitlement.status == "opted_out"

    @property
    def now(self) -> Part:
        """The current period; before or after the programme its first or last one."""
        return self.on(timezone.localdate())

    @property
    def can_plan(self) -> bool:
        """Whether something is left in this period or in a later one, and the school wants it."""
        coming = [part for part in self.parts if part.period.ends_on >= self.now.period.starts_on]
        return not self.opted_out and not self.unknown and any(part.left != 0 for part in coming)

    def refusal(self, day: date | None, quantity: int, more: int = 0) -> Refused | None:
        """What taking these units on a day would be refused for (`counters.take`), after `more` others of the period.

        Without a day it counts in the current period.
        """
        if self.unknown:
            return Refused("entitlement_unknown", self.why_unknown)
        if self.opted_out:
            return counters.unwanted()
        part = self.on(day) if day else self.now
        if part.entitled is not None and quantity + more > part.entitled - part.used:
            return counters.exhausted(part.period, part.entitled, part.used + more, quantity)
        return None

    def on(self, day: date) -> Part:
        """The period that a day counts in."""
        period = period_on([part.period for part in self.parts], day)
        return next(part for part in self.parts if part.period == period)


def pairs_visible_to(
    actor: Actor, *, offer: Collection[UUID] = (), school: Collection[UUID] = (), programme: Collection[UUID] = (),
    period: Collection[str] = (),
) -> list[Pair]:  # fmt: skip
    """Each fixed offer with each school that has it, by title and name. Two statements.

    A school sees its own, a board its schools, a provider its offers, the municipality all; nothing named means all.
    """
    schools = _schools(actor)
    if school:
        schools = schools.filter(pk__in=school)
    places = list(schools.order_by("name", "pk"))
    rows = _offers(actor).filter(municipality__in={each.municipality_id for each in places})
    if offer:
        rows = rows.filter(pk__in=offer)
    if programme:
        rows = rows.filter(programme__in=programme)
    if period:
        rows = rows.filter(revision__entitlement_period__in=period)
    found = rows.order_by("revision__title", "pk")
    return [(each, place) for each in found for place in places if rules.is_for(each, place)]


def running(pairs: Iterable[Pair]) -> list[Pair]:
    """Those of programmes that have not ended: what can still be planned."""
    today = timezone.localdate()
    return [pair for pair in pairs if pair[0].programme.ends_on >= today]


def standings_of(pairs: Sequence[Pair]) -> list[Standing]:
    """How each of these pairs stands, in their order. Four statements, however many there are."""
    rows = {
        row.pk: row for row in Entitlement.objects.filter(pk__in={id_of(offer.pk, place.pk) for offer, place in pairs})
    }
    uses: defaultdict[UUID, list[EntitlementUse]] = defaultdict(list)
    for use in EntitlementUse.objects.filter(entitlement__in=rows):
        uses[use.entitlement_id].append(use)
    counts = headcounts({offer.programme_id for offer, _place in pairs}, {place.pk for _offer, place in pairs})
    periods = {
        key: periods_of(offer.programme, key[1])
        for offer, _place in pairs
        for key in [(offer.programme_id, offer.text.entitlement_period)]
    }
    return [
        _standing(
            offer,
            place,
            rows.get(id_of(offer.pk, place.pk)),
            uses[id_of(offer.pk, place.pk)],
            counts.get((offer.programme_id, place.pk)),
            periods[offer.programme_id, offer.text.entitlement_period],
        )
        for offer, place in pairs
    ]


def standing_of(actor: Actor, school: School, offer: Offer) -> Standing | None:
    """How the school stands with one offer; `None` when it is no fixed offer of this school, or not the actor's."""
    return next(iter(standings_of(pairs_visible_to(actor, offer=[offer.pk], school=[school.pk]))), None)


def pair_by_id(actor: Actor, pk: UUID) -> Pair | None:
    """The pair with this id among those that the actor sees."""
    return next((pair for pair in pairs_visible_to(actor) if id_of(pair[0].pk, pair[1].pk) == pk), None)


def opted_out(actor: Actor) -> QuerySet[Entitlement]:
    """Which schools do not want which fixed offers, newest first: those of the own municipality or provider."""
    rows = Entitlement.objects.filter(status="opted_out", offer__status="published")
    rows = rows.select_related("school", "offer__revision", "offer__provider").order_by("-updated_at", "pk")
    if actor.municipality:
        return rows.filter(municipality_id=actor.municipality)
    return rows.filter(offer__provider_id=actor.provider) if actor.provider else rows.none()


def _schools(actor: Actor) -> QuerySet[School]:
    if actor.provider:
        here = _offers(actor).values("municipality")
        return School.objects.filter(municipality__in=here).select_related("board", "municipality")
    return schools_visible_to(actor)


def _offers(actor: Actor) -> QuerySet[Offer]:
    rows = offers.visible_to(actor).filter(kind="fixed", status="published")
    return rows.filter(provider_id=actor.provider) if actor.provider else rows


def _standing(
    offer: Offer,
    school: School,
    row: Entitlement | None,
    uses: Iterable[EntitlementUse],
    count: Headcount | None,
    periods: list[Period],
) -> Standing:
    entitlement = row or counters.row_of(school, offer)
    entitlement.school, entitlement.offer = school, offer
    count = count if offer.text.entitlement_per_pupils is not None else None
    entitled = rules.entitled(offer.text, count)
    known = {(use.kind, use.starts_on): use for use in uses}
    parts = []
    for period in periods:
        use = known.get((period.kind, period.starts_on)) or EntitlementUse()
        parts.append(Part(period, entitled, use.used - use.delivered, use.delivered))
    return Standing(entitlement, offer, school, count, tuple(parts))
