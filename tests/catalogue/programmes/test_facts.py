"""Facts of law hold from a day until a day; a deed asks for the one of its own day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from catalogue.programmes.actions import load_facts
from catalogue.programmes.models import LegalFact, Regulation, SpendingGoal
from catalogue.programmes.queries import fact, number, programmes, regulations, themes
from tests.cast import Town

pytestmark = pytest.mark.django_db


def _add(code: str, value: str, since: date, until: date | None = None) -> None:
    LegalFact.objects.create(code=code, value=value, valid_from=since, valid_until=until, source="test")


def test_a_new_rate_holds_from_its_first_day_and_the_old_one_until_then():
    _add("rate", "19.00", date(2001, 1, 1))
    _add("rate", "21.00", date(2012, 10, 1))
    assert number("rate", date(2012, 9, 30)) == Decimal("19.00")
    assert number("rate", date(2012, 10, 1)) == Decimal("21.00")


def test_a_fact_that_ended_is_no_fact_any_more():
    _add("ended", "x", date(2020, 1, 1), date(2020, 12, 31))
    assert fact("ended", date(2020, 12, 31)) == "x"
    with pytest.raises(LookupError, match="load_facts"):
        fact("ended", date(2021, 1, 1))


def test_loading_the_facts_again_changes_nothing():
    load_facts()
    before = (LegalFact.objects.count(), Regulation.objects.count(), SpendingGoal.objects.count())
    load_facts()
    assert (LegalFact.objects.count(), Regulation.objects.count(), SpendingGoal.objects.count()) == before


def test_every_unit_of_the_facts_has_words_for_the_page_that_shows_them():
    load_facts()
    assert set(LegalFact.objects.values_list("unit", flat=True)) <= {unit for unit, _words in LegalFact.UNITS}


def test_what_is_public_about_a_programme(town: Town):
    assert town.programme in programmes()
    assert [theme.name for theme in themes().filter(programme=town.programme)] == [
        "Talentontwikkeling",
        "Zorg op school",
    ]
    local = regulations().get(code="LOKAAL")
    assert {goal.apart for goal in local.goals.all()} == {"", "rent", "staff"}
