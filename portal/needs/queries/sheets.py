"""Reading cover sheets: what a school needs, what all schools need per theme, and which needs have no offer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet

from catalogue.actor import Actor
from catalogue.offers import search
from catalogue.offers.models import Listing, Offer
from catalogue.offers.search import Criteria
from catalogue.organisations.models import School
from catalogue.organisations.queries import schools_visible_to
from catalogue.programmes.models import Programme, Theme
from portal.needs.models import CoverSheet, Need

URGENT = 4
Offered = dict[UUID, dict[str, set[UUID]]]


def sheets_visible_to(actor: Actor) -> QuerySet[CoverSheet]:
    """Those of the own school(s); for the municipality all of its schools."""
    rows = CoverSheet.objects.select_related("school__board", "programme").order_by("school__name", "-created_at")
    rows = rows.prefetch_related("needs__theme")
    if actor.municipality:
        return rows.filter(municipality_id=actor.municipality)
    if actor.school or actor.board:
        return rows.filter(school__in=schools_visible_to(actor))
    return rows.none()


def needs_visible_to(actor: Actor) -> QuerySet[Need]:
    """The needs of the own school(s), most urgent first; for the municipality those of all of its schools."""
    rows = Need.objects.select_related("sheet__school__board", "sheet__programme", "theme__programme")
    rows = rows.order_by("-urgency", "created_at", "pk")
    if actor.municipality:
        return rows.filter(sheet__municipality_id=actor.municipality)
    if actor.school or actor.board:
        return rows.filter(sheet__school__in=schools_visible_to(actor))
    return rows.none()


def sheet_of(school: School, programme: Programme) -> CoverSheet | None:
    """The sheet of a school that the caller sees, with its needs; `None` while it has none."""
    rows = CoverSheet.objects.select_related("school", "programme").prefetch_related("needs__theme")
    return rows.filter(school=school, programme=programme).first()


@dataclass(slots=True)
class ThemeNeeds:
    """What the schools need of one theme: by how many of them, for how many pupils; `unmet` has no offer."""

    theme: Theme
    needs: list[Need] = field(default_factory=list)
    unmet: list[Need] = field(default_factory=list)
    offers: int = 0

    @property
    def schools(self) -> int:
        """How many schools need it."""
        return len({need.sheet.school_id for need in self.needs})

    @property
    def pupils(self) -> int:
        """For how many pupils; a pupil that needs two things counts twice."""
        return sum(need.pupils for need in self.needs)

    @property
    def most_urgent(self) -> int:
        """How many of the needs are urgent or very urgent."""
        return sum(need.urgency >= URGENT for need in self.needs)

    @property
    def pressure(self) -> int:
        """Pupils × urgency, to put themes in order."""
        return sum(need.pupils * need.urgency for need in self.needs)


def overview(actor: Actor, programme: Programme) -> list[ThemeNeeds]:
    """Every theme of the programme with the needs that schools handed in, what presses most first. Three statements."""
    rows = {theme.pk: ThemeNeeds(theme) for theme in programme.themes.all()}
    needs = list(needs_visible_to(actor).filter(sheet__programme=programme, sheet__status="handed_in"))
    there = _offered(programme)
    for need in needs:
        row = rows[need.theme_id]
        row.needs.append(need)
        if not there.get(need.theme_id, {}).get(need.sheet.school.sector):
            row.unmet.append(need)
    for theme, sectors in there.items():
        if theme in rows:
            rows[theme].offers = len(set[UUID]().union(*sectors.values()))
    return sorted(rows.values(), key=lambda row: (-row.pressure, row.theme.position))


def without_offer(actor: Actor, programme: Programme) -> list[Need]:
    """The needs for which no published offer of their theme is meant for the sector of the school."""
    return [need for row in overview(actor, programme) for need in row.unmet]


def suggestions(needs: Iterable[Need], *, most: int = 3) -> dict[UUID, list[Offer]]:
    """Published offers per need: of its theme, for the sector of its school, best first. One search per theme."""
    found: dict[tuple[UUID, str], Sequence[Offer]] = {}
    told: dict[UUID, list[Offer]] = {}
    for need in needs:
        key = (need.theme_id, need.sheet.school.sector)
        if key not in found:
            chosen: dict[str, tuple[str, ...]] = {"theme": (str(need.theme_id),), "sector": (need.sheet.school.sector,)}
            found[key] = search.found(Criteria(chosen=chosen))[:most]
        told[need.pk] = list(found[key])
    return told


def _offered(programme: Programme) -> Offered:
    """Per theme and sector the offers that can be found in the catalogue now."""
    offered: Offered = defaultdict(lambda: defaultdict(set))
    rows = Listing.objects.filter(offer__programme=programme).order_by()
    for offer, theme, sectors in rows.values_list("offer", "offer__revision__themes", "offer__revision__sectors"):
        for sector in sectors:
            offered[theme][sector].add(offer)
    return offered
