"""The whole radar of a programme in one answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils import timezone

from catalogue.actor import Actor
from catalogue.money import ZERO
from catalogue.offers.models import Offer
from catalogue.organisations.models import School
from catalogue.programmes.models import Programme
from portal.radar.models import RadarTerms
from portal.radar.queries import demand
from portal.radar.queries.dates import Dates, choose_by, dates_of, delivered_by, last_calls
from portal.radar.queries.forecast import Forecast, forecast_of
from portal.radar.queries.people import Person, reachable_providers
from portal.radar.queries.schools import Chooser, choosers
from portal.radar.queries.terms import again_on, last_reminders, terms_of
from portal.radar.states import NOTHING, ON_COURSE, UNANSWERED

SHOWN: Final = 20  # offers that nobody chose; the rest is counted


@dataclass(frozen=True, slots=True)
class ProviderToAsk:
    """A provider with something that waits for it: requests of schools, or offers that nobody chose."""

    waiting: demand.Waiting
    people: tuple[Person, ...]
    reminded_on: date | None
    again_on: date | None


@dataclass(frozen=True, slots=True)
class Radar:
    """Everything that may stay unspent. `schools` are all of them, the ones that chose least first."""

    programme: Programme
    terms: RadarTerms
    schools: tuple[Chooser, ...]
    dates: Dates
    themes: tuple[demand.ThemeDemand, ...]
    districts: tuple[demand.District, ...]
    never_chosen: tuple[Offer, ...]
    never_chosen_count: int
    wanted: tuple[demand.Wanted, ...]
    unanswered: tuple[ProviderToAsk, ...]
    forecast: Forecast

    @property
    def behind(self) -> list[Chooser]:
        """The schools that are not on course."""
        return [row for row in self.schools if row.stage != ON_COURSE]

    @property
    def unreachable(self) -> list[Chooser]:
        """Schools for which nobody is known that a letter could go to."""
        return [row for row in self.schools if not row.people]


@dataclass(frozen=True, slots=True)
class Glance:
    """The radar in a few figures, for a home page."""

    programme: Programme
    nothing: int
    schools: int
    left: Decimal
    choose_by: date
    themes: tuple[demand.ThemeDemand, ...]


def radar_of(programme: Programme) -> Radar:
    """The radar of a programme that the caller may see; about thirty statements, however much there is."""
    terms = terms_of(programme)
    schools = choosers(programme, terms)
    lonely = demand.never_chosen(programme)
    return Radar(
        programme,
        terms,
        tuple(schools),
        dates_of(programme, terms, sum((row.left for row in schools), ZERO)),
        tuple(demand.themes_of(programme)),
        tuple(demand.districts_of(programme, schools)),
        tuple(lonely[:SHOWN]),
        lonely.count(),
        tuple(demand.full_and_wanted(programme)),
        tuple(_to_ask(programme, terms)),
        forecast_of(programme),
    )


def glance_at(programme: Programme) -> Glance:
    """A few figures of the radar. Thirteen statements, however many schools and offers there are."""
    terms = terms_of(programme)
    schools = choosers(programme, terms)
    left = sum((row.left for row in schools), ZERO)
    nothing = sum(row.stage == NOTHING for row in schools)
    empty = [row for row in demand.themes_of(programme) if not row.offers or not (row.bookings or row.wishes)]
    end = delivered_by(programme)
    day = choose_by(terms, last_calls(programme, terms, end), end)
    return Glance(programme, nothing, len(schools), left, day, tuple(empty))


def day_to_choose(school: School, programme: Programme) -> date | None:
    """By when a school should choose that has chosen nothing yet; `None` when it chose, or when it is too late for it.

    Ten statements.
    """
    terms = terms_of(programme)
    found = choosers(programme, terms, only=[school.pk])
    if not found or found[0].stage != NOTHING:
        return None
    end = delivered_by(programme)
    calls = last_calls(programme, terms, end)
    days = [choose_by(terms, calls, end), *(call.on for call in calls[:1])]
    return next((day for day in days if day >= timezone.localdate()), None)


def programmes_with_radar(actor: Actor) -> list[Programme]:
    """The programmes of the own municipality, the newest first."""
    if not actor.municipality:
        return []
    return list(Programme.objects.filter(municipality_id=actor.municipality).select_related("municipality"))


def _to_ask(programme: Programme, terms: RadarTerms) -> list[ProviderToAsk]:
    waiting = demand.unanswered(programme, terms)
    people = reachable_providers([row.provider for row in waiting])
    last = last_reminders(programme)
    found = []
    for row in waiting:
        reminder = last.get((row.provider.pk, UNANSWERED))
        on = timezone.localdate(reminder.created_at) if reminder else None
        found.append(ProviderToAsk(row, people[row.provider.pk].people, on, again_on(reminder, terms)))
    return found
