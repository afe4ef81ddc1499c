"""The whole radar of a programme in one answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils import timezone

from catalogue.actor import Actor
from catalogue.money import ZERO
from catalogue.offers.models import Offer
from catalogue.organisations.models import School
from catalogue.programmes.models import Programme, Theme
from portal.radar.models import RadarTerms, Reminder
from portal.radar.queries import demand
from portal.radar.queries.dates import Dates, choose_by, dates_of, delivered_by, last_calls
from portal.radar.queries.forecast import Forecast, forecast_of
from portal.radar.queries.people import Person, reachable_providers
from portal.radar.queries.schools import Chooser, choosers, chose_nothing, stages_of
from portal.radar.queries.terms import again_on, last_reminders, terms_of
from portal.radar.states import NEVER_CHOSEN, NOTHING, ON_COURSE, UNANSWERED

SHOWN: Final = 20  # offers that nobody chose; the rest is counted


@dataclass(frozen=True, slots=True)
class ProviderToAsk:
    """A provider with something that waits for it: requests of schools, or offers that nobody chose."""

    waiting: demand.Waiting
    people: tuple[Person, ...]
    reminded_on: date | None
    again_on: date | None


@dataclass(frozen=True, slots=True)
class Lonely:
    """An offer that nobody chose, and when its provider was reminded of such offers."""

    offer: Offer
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
    never_chosen: tuple[Lonely, ...]
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
    themes: tuple[Theme, ...]


def radar_of(programme: Programme) -> Radar:
    """The radar of a programme that the caller may see; about twenty statements, however much there is."""
    terms = terms_of(programme)
    schools = choosers(programme, terms)
    lonely, last = demand.never_chosen(programme), last_reminders(programme)
    return Radar(
        programme,
        terms,
        tuple(schools),
        dates_of(programme, terms, sum((row.left for row in schools), ZERO)),
        tuple(demand.themes_of(programme)),
        tuple(demand.districts_of(programme, schools)),
        tuple(
            Lonely(offer, *_reminded(last.get((offer.provider_id, NEVER_CHOSEN)), terms)) for offer in lonely[:SHOWN]
        ),
        lonely.count(),
        tuple(demand.full_and_wanted(programme)),
        tuple(_to_ask(programme, terms, last)),
        forecast_of(programme),
    )


def glance_at(programme: Programme) -> Glance:
    """A few figures of the radar. Seven statements, however many schools and offers there are."""
    terms = terms_of(programme)
    schools = stages_of(programme, terms)
    left = sum((left for _stage, left in schools), ZERO)
    nothing = sum(stage == NOTHING for stage, _left in schools)
    quiet = demand.quiet_themes(programme)
    end = delivered_by(programme)
    day = choose_by(terms, last_calls(programme, terms, end), end)
    return Glance(programme, nothing, len(schools), left, day, tuple(quiet))


def day_to_choose(school: School, programme: Programme) -> date | None:
    """By when a school should choose that has chosen nothing yet; `None` when it chose, or when it is too late for it.

    One statement, and three more when it chose nothing.
    """
    if not chose_nothing(school, programme):
        return None
    terms = terms_of(programme)
    end = delivered_by(programme)
    calls = last_calls(programme, terms, end)
    days = [choose_by(terms, calls, end), *(call.on for call in calls[:1])]
    return next((day for day in days if day >= timezone.localdate()), None)


def programmes_with_radar(actor: Actor) -> list[Programme]:
    """The programmes of the own municipality, the newest first."""
    if not actor.municipality:
        return []
    return list(Programme.objects.filter(municipality_id=actor.municipality).select_related("municipality"))


Last = Mapping[tuple[UUID, str], Reminder]


def _to_ask(programme: Programme, terms: RadarTerms, last: Last) -> list[ProviderToAsk]:
    waiting = demand.unanswered(programme, terms)
    people = reachable_providers([row.provider for row in waiting])
    return [
        ProviderToAsk(row, people[row.provider.pk].people, *_reminded(last.get((row.provider.pk, UNANSWERED)), terms))
        for row in waiting
    ]


def _reminded(reminder: Reminder | None, terms: RadarTerms) -> tuple[date | None, date | None]:
    """On which day, and from which day on it can be done again."""
    return (timezone.localdate(reminder.created_at) if reminder else None), again_on(reminder, terms)
