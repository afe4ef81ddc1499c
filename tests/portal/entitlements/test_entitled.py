"""What a school may have: equal for every school, or by its pupils as they were counted. Nothing is guessed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from catalogue.errors import Refused
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import PupilCount
from portal.entitlements.queries import pairs_visible_to, standing_of, standings_of
from portal.funding.models import Split
from tests import cast
from tests.cast import Town


def _entitled(town: Town, **said: Any) -> dict[str, int | None]:
    """By school: units in the current period."""
    made = cast.fixed_offer(town, sectors=[], **said)
    found = standings_of(pairs_visible_to(town.actor("officer"), offer=[made.pk]))
    return {each.school.name: each.now.entitled for each in found}


def test_every_school_may_have_the_same(town: Town):
    assert _entitled(town) == {"De Kring": 4, "De Linde": 4, "Dorpscollege": 4}


def test_or_once_per_so_many_pupils_rounded_up(town: Town):
    entitled = _entitled(town, entitlement_units=2, entitlement_per_pupils=150)
    assert entitled == {"De Kring": 4, "De Linde": 2, "Dorpscollege": 10}, "200, 100 and 700 pupils"


@pytest.mark.parametrize(("kind", "periods"), [("month", 12), ("term", 3), ("year", 1)])
def test_in_each_month_term_or_year_again(town: Town, kind: str, periods: int):
    made = cast.fixed_offer(town, entitlement_period=kind)
    standing = standing_of(town.actor("coordinator"), town.kring, made)
    assert standing and [(part.entitled, part.left) for part in standing.parts] == [(4, 4)] * periods


def test_the_count_is_the_one_that_the_budget_was_divided_by(town: Town):
    """A newer count changes nothing until a split is adopted with it; without a split the newest one counts."""
    made = cast.fixed_offer(town, entitlement_units=1, entitlement_per_pupils=100)
    organisations.count_pupils(
        town.kring, reference_date=date(2027, 2, 1), pupils=301, source="test", by=town.actor("officer")
    )
    assert (standing := standing_of(town.actor("teacher"), town.kring, made)) and standing.now.entitled == 2
    Split.objects.all().delete()
    assert (standing := standing_of(town.actor("teacher"), town.kring, made)) and standing.now.entitled == 4


@pytest.mark.parametrize(("masked", "why"), [(True, "masked"), (False, "not_counted")])
def test_a_school_that_was_not_counted_is_told_so(town: Town, masked: bool, why: str):
    made = cast.fixed_offer(town, entitlement_units=1, entitlement_per_pupils=100)
    counts = PupilCount.objects.filter(school=town.kring)
    counts.update(pupils=None, masked=True) if masked else counts.delete()
    standing = standing_of(town.actor("coordinator"), town.kring, made)
    assert standing and (standing.now.entitled, standing.now.left, standing.unknown) == (None, None, why)
    with pytest.raises(Refused) as refused:
        cast.booking(town, made)
    assert (refused.value.code, refused.value.sentence) == ("entitlement_unknown", standing.why_unknown)


def test_an_offer_for_another_kind_of_school_is_not_there(town: Town):
    made = cast.fixed_offer(town)
    assert {school.name for _offer, school in pairs_visible_to(town.actor("board"))} == {"De Kring", "De Linde"}
    assert standing_of(town.actor("board"), town.college, made) is None


@pytest.mark.parametrize(
    ("who", "offers", "schools"),
    [
        ("teacher", 2, {"De Kring"}), ("board", 2, {"De Kring", "De Linde"}), ("planner", 1, {"De Kring", "De Linde"}),
        ("musician", 1, {"De Kring", "De Linde"}), ("controller", 2, {"De Kring", "De Linde"}),
    ],
)  # fmt: skip
def test_everybody_sees_what_is_theirs(town: Town, who: str, offers: int, schools: set[str]):
    cast.fixed_offer(town)
    cast.fixed_offer(town, provider="musician")
    cast.offer(town, title="Keuzeaanbod")
    pairs = pairs_visible_to(town.actor(who))
    assert len({offer.pk for offer, _school in pairs}) == offers
    assert {school.name for _offer, school in pairs} == schools


def test_nothing_of_another_municipality_is_seen(town: Town):
    other = cast.build_town("Elders", "97")
    cast.fixed_offer(town)
    for who in ("officer", "coordinator", "board", "librarian"):
        assert pairs_visible_to(other.actor(who)) == []
