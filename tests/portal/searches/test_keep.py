"""Somebody of a school keeps a search: for herself, under a name, with everything that she looked for."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.offers.search import Criteria, Near
from portal.searches import actions, queries
from portal.searches.keeping import as_json, from_json
from portal.searches.models import SavedSearch
from tests import cast
from tests.cast import Town

READING = Criteria(q="voorlezen", chosen={"sector": ("PO", "SBO")}, price_max=Decimal("150.50"))


def keep(
    town: Town, who: str = "coordinator", name: str = "Lezen", criteria: Criteria = READING, often: str = "weekly"
):
    return actions.keep(town.membership[who], name=name, criteria=criteria, frequency=often, by=town.actor(who))


def test_all_that_somebody_looks_for_is_kept_and_only_that():
    full = Criteria(
        q="dans", chosen={"theme": ("a",), "kind": ("fixed",)}, price_max=Decimal("0.10"), ordering="newest",
        starts_after=datetime(2027, 1, 4, 12, tzinfo=UTC), starts_before=datetime(2027, 2, 1, tzinfo=UTC),
        near=Near("98AA00", "De Kring", 52.09, 5.12), distance_max=5,
    )  # fmt: skip
    assert from_json(as_json(full)) == full
    assert as_json(Criteria()) == {}
    assert from_json({"q": "dans", "colour": "red"}) == Criteria(q="dans")
    assert set(as_json(full)) <= {each.name for each in fields(Criteria)}


def test_it_is_found_again_by_the_same_person_in_the_same_role_only(town: Town):
    kept = keep(town)
    assert list(queries.own(town.actor("coordinator"))) == [kept]
    assert from_json(SavedSearch.objects.get().criteria) == READING
    for who in ("teacher", "other_coordinator", "board", "librarian", "officer"):
        assert not queries.own(town.actor(who)).exists()


def test_what_it_finds_now_counts_as_seen(town: Town):
    shown = cast.offer(town)
    kept = keep(town, criteria=Criteria())
    assert queries.matches_of(kept) == {shown.pk} and queries.news_of(kept) == []
    fresh = cast.offer(town, title="Dansen")
    assert queries.news_of(kept) == [fresh]


@pytest.mark.parametrize("who", ["librarian", "officer"])
def test_only_who_chooses_keeps_searches(town: Town, who: str):
    with pytest.raises(Forbidden):
        keep(town, who)


def test_nobody_keeps_or_changes_one_for_somebody_else(town: Town):
    mine, teacher = keep(town), town.actor("teacher")
    with pytest.raises(Forbidden):
        actions.keep(town.membership["coordinator"], name="Anders", criteria=READING, by=teacher)
    with pytest.raises(Forbidden):
        actions.edit(mine, name="Van mij", by=teacher)
    with pytest.raises(Forbidden):
        actions.remove(mine, by=teacher)


@pytest.mark.parametrize(
    ("name", "often", "place"),
    [("  ", "weekly", "#/name"), ("x" * 81, "weekly", "#/name"), ("A", "hourly", "#/frequency")],
)
def test_a_wrong_field_is_named(town: Town, name: str, often: str, place: str):
    with pytest.raises(Invalid) as refused:
        keep(town, name=name, often=often)
    assert refused.value.faults[0].location == place


def test_a_name_is_used_once_per_person(town: Town):
    keep(town)
    keep(town, "teacher")
    for again in (
        lambda: keep(town),
        lambda: actions.edit(keep(town, name="B"), name="Lezen", by=town.actor("coordinator")),
    ):
        with pytest.raises(Refused) as refused:
            again()
        assert refused.value.code == "name_taken"


def test_there_is_an_end_to_how_many(town: Town):
    for number in range(actions.MOST):
        keep(town, name=f"Zoekopdracht {number}")
    with pytest.raises(Refused) as refused:
        keep(town, name="Nog een")
    assert refused.value.code == "too_many_searches"


def test_name_letters_and_language_can_be_changed(town: Town):
    kept = keep(town)
    assert kept.next_on and kept.next_on.weekday() == 0 and kept.next_on > timezone.localdate()
    with translation.override("en"):
        actions.edit(kept, name="Reading", frequency="daily", by=town.actor("coordinator"))
    assert (kept.name, kept.language) == ("Reading", "en")
    assert kept.next_on and (kept.next_on - timezone.localdate()).days == 1
    actions.edit(kept, frequency="never", by=town.actor("coordinator"))
    assert kept.next_on is None


def test_a_search_can_be_forgotten(town: Town):
    actions.remove(keep(town), by=town.actor("coordinator"))
    assert not SavedSearch.objects.exists()
