"""Dividing again: what schools chose is never taken, leftovers go as agreed, and an old split can be read later."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.errors import Invalid, Refused
from catalogue.money import CENT, ZERO, divide_within, euros
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import School
from portal.budgets import actions as budgets
from portal.budgets.models import Account, Entry
from portal.budgets.queries import verify
from portal.funding import actions as funding
from portal.funding.models import Split
from portal.funding.queries import basis_of, preview, shares_of
from tests.cast import COUNTED_ON, OPERATOR, Town
from tests.many import many_schools
from tests.portal.funding import planned


def _draft(town: Town, pot: str = "13000.00", per_school: str = "1000.00", **rule: object) -> Split:
    return funding.propose_split(
        town.programme, pot=Decimal(pot), per_school=Decimal(per_school), reference_date=COUNTED_ON,
        by=town.actor("officer"), **rule,
    )  # fmt: skip


def _adopt(town: Town, *args: str, **rule: object) -> Split:
    return funding.adopt_split(_draft(town, *args, **rule), by=town.actor("officer"))


def _commit(school: School, town: Town, amount: str) -> None:
    budgets.reserve(town.programme, school, Decimal(amount), cause=town.programme, by=OPERATOR)


def _granted(town: Town) -> list[str]:
    """Of De Kring, De Linde and the Dorpscollege: € 3,000, € 2,000 and € 8,000 to begin with."""
    rows = Account.objects.filter(school__isnull=False).order_by("school__location_code")
    return [str(row.granted) for row in rows]


def test_a_school_keeps_what_it_chose_and_the_others_divide_the_rest(town: Town):
    """€ 10,000 would give 2,800, 2,400 and 4,800. De Kring chose 2,900: 7,100 over 100 and 700 pupils, 2,000 each."""
    _commit(town.kring, town, "2900.00")
    again = _draft(town, "10000.00", "2000.00", committed="protect")
    seen = [(str(each.amount), each.bound) for each in preview(again)]
    assert seen == [("2900.00", "committed"), ("2387.50", ""), ("4712.50", "")]
    funding.adopt_split(again, by=town.actor("officer"))
    assert _granted(town) == ["2900.00", "2387.50", "4712.50"] and verify() == []


def test_unless_told_to_protect_it_the_split_is_refused_with_the_names(town: Town):
    _commit(town.kring, town, "2900.00")
    with pytest.raises(Refused) as refused:
        _adopt(town, "10000.00", "2000.00")
    assert refused.value.code == "budget_exhausted" and "De Kring (€\xa02.900,00)" in refused.value.sentence
    assert _granted(town)[0] == "3000.00"


def test_when_all_that_was_chosen_is_more_than_the_pot_it_says_so(town: Town):
    _commit(town.kring, town, "2900.00")
    _commit(town.college, town, "7000.00")
    with pytest.raises(Refused) as refused:
        preview(_draft(town, "9800.00", "0.00", committed="protect"))
    assert refused.value.code == "pot_too_small"


def test_what_was_chosen_goes_before_a_maximum(town: Town):
    _commit(town.kring, town, "2900.00")
    shares = preview(_draft(town, "6900.00", "0.00", maximum=Decimal("2500.00"), committed="protect"))
    assert [(str(each.amount), each.bound) for each in shares] == [
        ("2900.00", "committed"), ("1500.00", ""), ("2500.00", "maximum"),
    ]  # fmt: skip


def test_a_school_that_chose_after_the_officer_looked_is_not_robbed(town: Town):
    again = _draft(town, "10000.00", "2000.00", committed="protect")
    assert preview(again)[0].bound == ""
    _commit(town.kring, town, "2900.00")
    funding.adopt_split(again, by=town.actor("officer"))
    assert _granted(town)[0] == "2900.00"


@pytest.mark.parametrize(
    ("leftovers", "after"),
    [
        ("replace", ["1300.00", "1150.00", "2050.00"]),
        ("keep", ["4300.00", "3150.00", "10050.00"]),
        ("top_up", ["3000.00", "3150.00", "8050.00"]),
        ("call_back", ["2300.00", "3150.00", "8050.00"]),
    ],
)
def test_what_is_left_goes_as_the_split_says(town: Town, leftovers: str, after: list[str]):
    """€ 4,500 is 1,300, 1,150 and 2,050. De Kring has 2,000 of its 3,000 left, De Linde nothing of its 2,000, and the
    Dorpscollege 2,000 of its 8,000: De Kring has more left than its new share."""
    for school, amount in ((town.kring, "1000.00"), (town.linde, "2000.00"), (town.college, "6000.00")):
        _commit(school, town, amount)
    if leftovers == "replace":
        with pytest.raises(Refused):
            _adopt(town, "4500.00", "1000.00")
        return
    split = _adopt(town, "4500.00", "1000.00", leftovers=leftovers)
    assert _granted(town) == after and verify() == []
    assert [str(each.after) for each in shares_of(split)] == after
    assert sum(each.amount for each in shares_of(split)) == Decimal("4500.00")


def test_money_that_is_called_back_returns_to_the_choice_line(town: Town):
    paid_by = planned.grant(town)
    planned.plan(town, paid_by=paid_by)
    _adopt(town, "10000.00", "1000.00")
    assert Account.objects.get(line="keuzebudget").granted == Decimal("3000.00")
    _adopt(town, "3000.00", "0.00", leftovers="keep")
    assert Account.objects.get(line="keuzebudget").granted == ZERO
    with pytest.raises(Refused) as refused:
        _adopt(town, "0.01", "0.00", leftovers="keep")
    assert refused.value.code == "budget_exhausted"


def test_words_that_a_split_does_not_know_are_named(town: Town):
    with pytest.raises(Invalid) as invalid:
        _draft(town, leftovers="burn")
    assert [fault.location for fault in invalid.value.faults] == ["#/leftovers"]


def test_an_old_split_can_be_read_later_with_what_it_was_computed_from(town: Town):
    first = Split.objects.get()
    organisations.count_pupils(town.linde, reference_date=COUNTED_ON, pupils=400, source="herteld", by=OPERATOR)
    second = _adopt(town)
    old, new = shares_of(Split.objects.get(pk=first.pk)), shares_of(second)
    assert [(each.pupils, str(each.before), str(each.amount)) for each in old] == [
        (200, "0.00", "3000.00"), (100, "0.00", "2000.00"), (700, "0.00", "8000.00"),
    ]  # fmt: skip
    assert [(each.pupils, str(each.before), str(each.difference)) for each in new] == [
        (200, "3000.00", "-461.54"), (400, "2000.00", "2076.92"), (700, "8000.00", "-1615.38"),
    ]  # fmt: skip


def test_every_amount_can_be_computed_again_from_what_is_shown(town: Town):
    """€ 1,000 and 10,000 × 200 ÷ 1,300 = 1,538.461…: rounded up, because it lost most by cutting off."""
    organisations.count_pupils(town.linde, reference_date=COUNTED_ON, pupils=400, source="herteld", by=OPERATOR)
    split = _draft(town)
    shares, basis = preview(split), basis_of(split, preview(split))
    assert (str(basis.rest), basis.weight) == ("10000.00", Decimal(1300))
    assert [(str(each.amount), each.odd_cent) for each in shares] == [
        ("2538.46", False), ("4076.92", False), ("6384.62", True),
    ]  # fmt: skip


@pytest.mark.parametrize("schools", [1, 300])
def test_a_preview_costs_the_same_for_one_school_as_for_300(town: Town, schools: int, django_assert_max_num_queries):
    many_schools(town, schools - 1)
    with django_assert_max_num_queries(5):
        preview(_draft_of(town))


def _draft_of(town: Town) -> Split:
    return Split(
        municipality=town.municipality, programme=town.programme, pot=Decimal("13000.00"), per_school=ZERO,
        reference_date=COUNTED_ON,
    )  # fmt: skip


# --- for any schools, counts and commitments ---


@dataclass(frozen=True)
class Case:
    """A pot in cents, the weights of the schools, what each chose, and the bounds."""

    pot: int
    schools: list[tuple[int, int]]
    each: int
    most: int | None

    def divide(self, schools: list[tuple[int, int]] | None = None) -> list[Decimal] | None:
        """The parts, or nothing when the rule cannot hold."""
        rows = self.schools if schools is None else schools
        most = None if self.most is None else euros(self.most)
        floors = [euros(floor) for _weight, floor in rows]
        try:
            weights = [weight for weight, _floor in rows]
            return divide_within(euros(self.pot), weights, each=euros(self.each), most=most, floors=floors).parts
        except ValueError:
            return None


cases = st.builds(
    Case,
    st.integers(0, 10**9),
    st.lists(st.tuples(st.integers(0, 30_000_000), st.just(0) | st.integers(0, 10**8)), min_size=1, max_size=30),
    st.integers(0, 10**6),
    st.none() | st.integers(10**6, 10**8),
)


@given(cases)
def test_the_parts_add_up_to_the_pot_and_nobody_gets_less_than_it_chose(case: Case):
    parts = case.divide()
    if parts is None:
        lows = [max(case.each, floor) for _weight, floor in case.schools]
        highs = [max(low, case.most) if case.most is not None else case.pot for low in lows]
        highs = [high if weight else low for (weight, _), low, high in zip(case.schools, lows, highs, strict=True)]
        assert case.pot < sum(lows) or case.pot > sum(highs)
        return
    assert sum(parts, ZERO) == euros(case.pot)
    for part, (_weight, floor) in zip(parts, case.schools, strict=True):
        assert part >= euros(max(floor, case.each))
        assert case.most is None or part <= euros(max(case.most, floor))


@given(cases)
def test_a_heavier_school_gets_no_less_than_a_lighter_one_that_did_not_choose_more(case: Case):
    parts = case.divide() or []
    rows = [(weight, part, floor) for (weight, floor), part in zip(case.schools, parts, strict=False)]
    unprotected = sorted((weight, part) for weight, part, floor in rows if part > euros(floor))
    assert all(lighter[1] <= heavier[1] for lighter, heavier in pairwise(unprotected) if lighter[0] < heavier[0])
    for weight, part, _floor in rows:
        assert all(part >= other for lighter, other in unprotected if lighter < weight)


@given(cases, st.randoms(use_true_random=False))
def test_the_order_of_the_schools_does_not_matter(case: Case, chance: object):
    """A school gets the same in any order; only of two that are equal in all the first one gets the odd cent."""
    order = list(range(len(case.schools)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    parts, shuffled = case.divide(), case.divide([case.schools[i] for i in order])
    if parts is None or shuffled is None:
        assert parts is shuffled
        return
    mixed = dict(zip(order, shuffled, strict=True))
    assert all(abs(part - mixed[i]) <= CENT for i, part in enumerate(parts))
    assert sorted(zip(case.schools, parts, strict=True))[0][0] == min(case.schools)
    by_weight = {weight for weight, _floor in case.schools}
    assert all(
        sum(parts[i] for i, row in enumerate(case.schools) if row[0] == weight)
        == sum(mixed[i] for i, row in enumerate(case.schools) if row[0] == weight)
        for weight in by_weight
    )


@pytest.mark.slow
@given(
    chosen=st.lists(st.integers(0, 300_000), min_size=3, max_size=3),
    pupils=st.lists(st.integers(1, 900), min_size=3, max_size=3),
    pot=st.integers(0, 3_000_000),
    leftovers=st.sampled_from(["replace", "keep", "top_up", "call_back"]),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_adopting_never_takes_committed_money_and_twice_changes_nothing(
    town: Town, chosen: list[int], pupils: list[int], pot: int, leftovers: str
):
    schools = list(School.objects.order_by("location_code"))
    with transaction.atomic():
        for school, cents, count in zip(schools, chosen, pupils, strict=True):
            account = Account.objects.get(school=school)
            if amount := min(euros(cents), account.granted):
                _commit(school, town, str(amount))
            organisations.count_pupils(school, reference_date=COUNTED_ON, pupils=count, source="again", by=OPERATOR)
        rule = {"committed": "protect", "leftovers": leftovers}
        try:
            split = _adopt(town, str(euros(pot)), "0.00", **rule)
        except Refused as refused:
            assert refused.code == "pot_too_small" and euros(pot) < sum(
                row.reserved for row in Account.objects.filter(school__isnull=False)
            )
        else:
            assert sum((each.amount for each in shares_of(split)), ZERO) == euros(pot)
            assert all(row.available >= 0 for row in Account.objects.all()) and verify() == []
            before, entries = _granted(town), Entry.objects.count()
            if leftovers != "keep":
                _adopt(town, str(euros(pot)), "0.00", **rule)
                assert (_granted(town), Entry.objects.count()) == (before, entries)
        transaction.set_rollback(True)
