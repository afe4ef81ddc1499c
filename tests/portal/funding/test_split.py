"""The split: a part per school and a part per pupil, exact to the cent, and only the difference is booked again."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.money import CENT, euros
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import School
from portal.budgets.models import Account, Entry
from portal.budgets.queries import verify
from portal.funding import actions as funding
from portal.funding.models import Split, SplitShare
from portal.funding.queries import preview, visible_to
from tests import cast
from tests.cast import COUNTED_ON, OPERATOR, Town


def _draft(town: Town, pot: str, per_school: str) -> Split:
    return funding.propose_split(
        town.programme, pot=Decimal(pot), per_school=Decimal(per_school), reference_date=COUNTED_ON,
        by=town.actor("officer"),
    )  # fmt: skip


def _granted(town: Town) -> dict[str, str]:
    return {
        row.school.name: str(row.granted)
        for row in Account.objects.filter(school__isnull=False).select_related("school")
    }


def test_each_school_gets_its_part_and_its_pupils(town: Town):
    assert _granted(town) == {"De Kring": "3000.00", "De Linde": "2000.00", "Dorpscollege": "8000.00"}
    shares = SplitShare.objects.order_by("pupils").values_list("pupils", "amount")
    assert list(shares) == [(100, Decimal("2000.00")), (200, Decimal("3000.00")), (700, Decimal("8000.00"))]


def test_the_preview_says_what_changes_before_anything_does(town: Town):
    draft = _draft(town, "16000.00", "2000.00")
    seen = {each.school.name: (str(each.amount), str(each.difference)) for each in preview(draft)}
    assert seen == {
        "De Kring": ("4000.00", "1000.00"), "De Linde": ("3000.00", "1000.00"), "Dorpscollege": ("9000.00", "1000.00"),
    }  # fmt: skip
    assert _granted(town)["De Kring"] == "3000.00"


def test_a_new_split_books_the_difference_only(town: Town):
    cast.split(town, pot="10000.00", per_school="2000.00")
    assert _granted(town) == {"De Kring": "2800.00", "De Linde": "2400.00", "Dorpscollege": "4800.00"}
    entries = Entry.objects.filter(account__school=town.kring).order_by("pk").values_list("kind", "amount")
    assert list(entries) == [("grant", Decimal("3000.00")), ("call_back", Decimal("200.00"))]
    assert verify() == []


def test_what_a_school_has_chosen_cannot_be_taken_back(town: Town):
    made = cast.offer(town, price=Decimal("2900.00"))
    cast.booking(town, made, units=1)
    draft = _draft(town, "10000.00", "2000.00")
    with pytest.raises(Refused) as refused, transaction.atomic():
        funding.adopt_split(draft, by=town.actor("officer"))
    assert refused.value.code == "budget_exhausted"
    assert _granted(town) == {"De Kring": "3000.00", "De Linde": "2000.00", "Dorpscollege": "8000.00"}


def test_a_split_is_adopted_once(town: Town):
    draft = _draft(town, "13000.00", "1000.00")
    funding.adopt_split(draft, by=town.actor("officer"))
    with pytest.raises(Refused) as refused:
        funding.adopt_split(Split.objects.get(pk=draft.pk), by=town.actor("officer"))
    assert refused.value.code == "wrong_state"


def test_a_pot_too_small_and_a_date_without_counts_say_so(town: Town):
    with pytest.raises(Refused) as refused:
        preview(_draft(town, "100.00", "1000.00"))
    assert refused.value.code == "pot_too_small"
    uncounted = _draft(town, "13000.00", "1000.00")
    uncounted.reference_date = cast.TODAY
    with pytest.raises(Refused) as refused:
        preview(uncounted)
    assert refused.value.code == "no_pupils"


def test_amounts_below_zero_are_no_split(town: Town):
    with pytest.raises(Invalid):
        _draft(town, "-1.00", "0.00")
    with pytest.raises(Invalid):
        _draft(town, "1.00", "-1.00")


@pytest.mark.parametrize("who", ["assessor", "finance", "controller", "admin", "director", "board", "librarian"])
def test_only_an_officer_divides_money(town: Town, who: str):
    draft = _draft(town, "13000.00", "1000.00")
    with pytest.raises(Forbidden):
        funding.adopt_split(draft, by=town.actor(who))
    with pytest.raises(Forbidden):
        funding.grant_line(town.programme, "fixed", Decimal("1.00"), by=town.actor(who))
    with pytest.raises(Forbidden):
        funding.propose_split(
            town.programme, pot=Decimal(1), per_school=Decimal(0), reference_date=COUNTED_ON, by=town.actor(who)
        )


def test_splits_are_the_business_of_the_municipality(town: Town):
    assert visible_to(town.actor("controller")).count() == 1
    assert not visible_to(town.actor("director")).exists()


@pytest.mark.slow
@given(
    cents=st.integers(30_000, 10**9),
    per_school=st.integers(0, 10_000).map(euros),
    pupils=st.lists(st.integers(1, 2_500), min_size=3, max_size=3),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_pot_and_the_counts_the_shares_add_up_to_the_pot(
    town: Town, cents: int, per_school: Decimal, pupils: list[int]
):
    with transaction.atomic():
        for school, count in zip(School.objects.order_by("location_code"), pupils, strict=True):
            organisations.count_pupils(school, reference_date=COUNTED_ON, pupils=count, source="property", by=OPERATOR)
        pot = euros(cents)
        draft = Split(municipality=town.municipality, programme=town.programme, pot=pot, per_school=per_school)
        draft.reference_date = COUNTED_ON
        shares = preview(draft)
        transaction.set_rollback(True)
    assert sum(each.amount for each in shares) == pot
    rest = pot - 3 * per_school
    for each, count in zip(shares, pupils, strict=True):
        assert abs(each.amount - per_school - rest * count / sum(pupils)) < CENT
