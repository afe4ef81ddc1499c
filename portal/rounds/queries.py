"""Which rounds and frames an actor sees, and whether a school can choose now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from catalogue.actor import Actor
from catalogue.organisations.models import School
from catalogue.organisations.queries import schools_visible_to
from catalogue.programmes.models import Programme
from portal.rounds.models import Frame, Round


@dataclass(frozen=True, slots=True)
class Window:
    """What a school of a sector can do at a moment.

    `rounds`: whether the programme works with rounds at all. `open`: the round that is open for it; `next`: the one
    that opens first after now. `frameless`: a round is open, but the frame of the sector was not adopted yet.
    """

    rounds: bool
    open: Round | None = None
    next: Round | None = None
    frameless: bool = False

    @property
    def books(self) -> bool:
        """Whether bookings are taken at once."""
        return not self.rounds or (self.open is not None and self.open.method == "first_come")

    @property
    def ranks(self) -> bool:
        """Whether the school ranks its wishes now, to be divided at the closing."""
        return self.open is not None and self.open.method == "allocation"


FREE = Window(rounds=False)


def visible_to(actor: Actor) -> QuerySet[Round]:
    """The municipality sees all of its own; a school or board those of its municipality that are not withdrawn."""
    rows = Round.objects.select_related("programme")
    if actor.municipality:
        return rows.filter(municipality=actor.municipality)
    if actor.school or actor.board:
        towns = schools_visible_to(actor).values("municipality")
        return rows.filter(municipality__in=towns).exclude(status="withdrawn")
    return rows.none()


def frames_visible_to(actor: Actor) -> QuerySet[Frame]:
    """The municipality sees every version; a school or board what was adopted in its municipality."""
    rows = Frame.objects.select_related("programme")
    if actor.municipality:
        return rows.filter(municipality=actor.municipality)
    if actor.school or actor.board:
        towns = schools_visible_to(actor).values("municipality")
        return rows.filter(municipality__in=towns).exclude(status="draft")
    return rows.none()


def window_of(programme: Programme, sector: str, now: datetime | None = None) -> Window:
    """Whether schools of this sector can choose now. One statement; two where a frame comes first."""
    rows = list(Round.objects.filter(programme=programme).exclude(status="withdrawn"))
    return _window(rows, programme, sector, now or timezone.now())


def windows_of(school: School, programmes: Collection[Programme]) -> dict[UUID, Window]:
    """The windows of a school in several programmes. One statement, and one per programme where a frame comes first."""
    rows = Round.objects.filter(programme__in=programmes).exclude(status="withdrawn").select_related("programme")
    found: dict[UUID, list[Round]] = {each.pk: [] for each in programmes}
    for row in rows:
        found[row.programme_id].append(row)
    now = timezone.now()
    return {each.pk: _window(found[each.pk], each, school.sector, now) for each in programmes}


def being_divided(programme_id: UUID, sector: str, wished_at: datetime) -> bool:
    """Whether a wish of that moment takes part in a round that closed and has no result yet. One statement."""
    rows = Round.objects.filter(programme=programme_id, method="allocation", closes__gt=wished_at)
    rows = rows.filter(closes__lte=timezone.now()).exclude(status__in=("withdrawn", "published"))
    return any(row.takes(sector) for row in rows)


def without_frame(programme: Programme) -> list[str]:
    """The sectors of a programme that want a frame first and have none yet."""
    return [sector for sector in programme.frames_first if sector not in _framed(programme)]


def waiting_for_frame(the_round: Round) -> list[str]:
    """The sectors of this round that want a frame first and have none yet."""
    return [sector for sector in without_frame(the_round.programme) if the_round.takes(sector)]


def _window(rows: list[Round], programme: Programme, sector: str, now: datetime) -> Window:
    if not rows:
        return FREE
    mine = [row for row in rows if row.takes(sector)]
    coming = next((row for row in sorted(mine, key=lambda row: row.opens) if row.phase(now) == "planned"), None)
    current = next((row for row in mine if row.phase(now) == "open"), None)
    if current and sector in programme.frames_first and sector not in _framed(programme):
        return Window(True, None, coming, frameless=True)
    return Window(True, current, coming)


def _framed(programme: Programme) -> set[str]:
    return set(Frame.objects.filter(programme=programme, status="adopted").values_list("sector", flat=True))
