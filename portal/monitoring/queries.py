"""For each activity: schools, groups and pupils that it reached, what it costs, and for whom it was meant.

Numbers of pupils from 1 to 4 are hidden, and more numbers where the sum would give the hidden ones away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Case, F, IntegerField, QuerySet, Sum, Value, When

from catalogue.actor import Actor
from catalogue.money import ZERO
from catalogue.offers.models import Offer
from catalogue.organisations.models import School
from catalogue.programmes.models import Programme
from portal.bookings.models import Booking
from portal.bookings.reports import pupils_reached
from portal.bookings.states import HOLDS_PLACES
from portal.enrolments.models import Enrolment
from portal.enrolments.states import RUNNING
from portal.entitlements.counts import Headcount, headcounts
from portal.surveys.rules import showable

FEWEST = 5  # a smaller number of pupils is not shown
A_THOUSAND = 1000
NOTHING: dict[str, Any] = {"groups": 0, "pupils": 0, "amounts": ZERO, "own": ZERO, "spent_": ZERO}


@dataclass(frozen=True, slots=True)
class SchoolReach:
    """One school in one activity; `enrolled` children have a place by own sign-up. `None`: the number is hidden."""

    school: School
    groups: int
    pupils: int | None
    enrolled: int | None
    cost: Decimal


@dataclass(frozen=True, slots=True)
class Reach:
    """One activity. `cost` is what the municipality pays at most, `spent` what was approved of it.

    `pupils` were reached by what was delivered, `enrolled` have a place by own sign-up; `target_percent` is the share
    of target pupils of its schools, each `None` when it is hidden or nobody counted.
    """

    offer: Offer
    schools: tuple[SchoolReach, ...]
    groups: int
    pupils: int | None
    enrolled: int | None
    cost: Decimal
    spent: Decimal
    target_percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Overview:
    """All activities of a programme that were booked or in which children are enrolled, and the share of target pupils
    in the whole municipality.
    """

    programme: Programme
    activities: tuple[Reach, ...]
    target_percent: Decimal | None


def programmes_visible_to(actor: Actor) -> QuerySet[Programme]:
    """The programmes of the own municipality, newest first."""
    rows = Programme.objects.order_by("-starts_on", "name", "pk")
    return rows.filter(municipality_id=actor.municipality) if actor.municipality else rows.none()


def reach_of(programme: Programme, *, offers: Collection[UUID] = (), target_groups: Collection[str] = ()) -> Overview:
    """The reach of each activity with live bookings or enrolled children, by title. `programme` comes from
    `programmes_visible_to`; `offers` and `target_groups` pick some. Seven statements, however many there are.
    """
    sums, enrolled = _sums(programme, offers), _enrolled(programme, offers)
    sums = {key: sums.get(key, NOTHING) | {"enrolled": enrolled.get(key, 0)} for key in sums.keys() | enrolled.keys()}
    found = _offers({offer for offer, _school in sums}, target_groups)
    schools = {each.pk: each for each in School.objects.filter(municipality=programme.municipality_id)}
    counts = {
        school: count for (_programme, school), count in headcounts([programme.pk], list(schools)).items()
    }  # fmt: skip
    by_offer: defaultdict[UUID, list[tuple[School, dict[str, Any]]]] = defaultdict(list)
    for (offer, school), row in sums.items():
        by_offer[offer].append((schools[school], row))
    activities = tuple(_reach(offer, by_offer[offer.pk], counts) for offer in found)
    return Overview(programme, activities, _percent(counts.values()))


def _sums(programme: Programme, offers: Collection[UUID]) -> dict[tuple[UUID, UUID], dict[str, Any]]:
    """By offer and school: groups, pupils that were reported as reached, and money in euros. One statement."""
    group = Case(When(revision__unit="group", then=F("units")), default=Value(1), output_field=IntegerField())
    rows = Booking.objects.filter(offer__programme=programme, status__in=HOLDS_PLACES)
    if offers:
        rows = rows.filter(offer__in=offers)
    found = rows.order_by().annotate(reached=pupils_reached(), group=group).values("offer_id", "school_id")
    found = found.annotate(
        groups=Sum("group"),
        pupils=Sum("reached"),
        amounts=Sum("amount"),
        own=Sum("own_contribution"),
        spent_=Sum("spent"),
    )
    return {(row["offer_id"], row["school_id"]): dict(row) for row in found}


def _enrolled(programme: Programme, offers: Collection[UUID]) -> dict[tuple[UUID, UUID], int]:
    """By offer and school: children with a place in an activity that goes on. One statement."""
    rows = Enrolment.objects.filter(activity__offer__programme=programme, activity__status__in=RUNNING, placed__gt=0)
    if offers:
        rows = rows.filter(activity__offer__in=offers)
    found = rows.order_by().values_list("activity__offer", "school").annotate(children=Sum("placed"))
    return {(offer, school): children for offer, school, children in found}


def _offers(ids: set[UUID], target_groups: Collection[str]) -> list[Offer]:
    rows = Offer.objects.filter(pk__in=ids).select_related("revision", "draft", "goal", "provider")
    wanted = set(target_groups)
    found = [offer for offer in rows if not wanted or wanted & set(offer.text.target_groups)]
    return sorted(found, key=lambda offer: (offer.text.title, str(offer.pk)))


def _reach(offer: Offer, rows: list[tuple[School, dict[str, Any]]], counts: dict[UUID, Headcount]) -> Reach:
    rows.sort(key=lambda each: (each[0].name, str(each[0].pk)))
    pupils = [row["pupils"] or 0 for _school, row in rows]
    costs = [row["amounts"] - row["own"] for _school, row in rows]
    children = [row["enrolled"] for _school, row in rows]
    schools = tuple(
        SchoolReach(school, row["groups"], shown, placed, cost)
        for (school, row), shown, placed, cost in zip(rows, hidden(pupils), hidden(children), costs, strict=True)
    )
    total, enrolled = *hidden([sum(pupils)]), *hidden([sum(children)])
    target = _percent(counts[school.pk] for school, _row in rows if school.pk in counts)
    spent = sum((row["spent_"] for _school, row in rows), ZERO)
    groups = sum(each.groups for each in schools)
    return Reach(offer, schools, groups, total, enrolled, sum(costs, ZERO), spent, target)


def hidden(numbers: Sequence[int]) -> list[int | None]:
    """Numbers of pupils that may be shown; `None` for one from 1 to 4. A zero shows nobody.

    What is hidden is at least two numbers that are `FEWEST` together, as far as there are so many (`surveys.showable`):
    else the sum beside them gives them away.
    """
    shown = showable({place: number for place, number in enumerate(numbers) if number}, FEWEST)
    return [number if place in shown or not number else None for place, number in enumerate(numbers)]


def _percent(counts: Iterable[Headcount]) -> Decimal | None:
    """The share of target pupils in percent with one decimal, of the schools that counted both."""
    both = [(each.pupils, each.target) for each in counts if each.pupils is not None and each.target is not None]
    pupils, target = sum(all_ for all_, _target in both), sum(target for _all, target in both)
    if not pupils or 0 < target < FEWEST:
        return None
    per_mille = (2 * A_THOUSAND * target + pupils) // (2 * pupils)  # half up
    return Decimal(per_mille).scaleb(-1)
