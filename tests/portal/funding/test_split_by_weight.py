"""The rule of a split in full: weights per sector and for target pupils, a minimum and a maximum; fair in any order."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import Invalid, Refused
from catalogue.money import ZERO, euros, share_within
from catalogue.organisations import actions as organisations
from portal.funding import actions as funding
from portal.funding.models import Split, SplitShare
from portal.funding.queries import preview
from tests.cast import COUNTED_ON, OPERATOR, Town


def _rule(town: Town, **rule: object) -> Split:
    rule = {"pot": Decimal("13000.00"), "per_school": Decimal("1000.00"), "reference_date": COUNTED_ON} | rule
    return funding.propose_split(town.programme, by=town.actor("officer"), **rule)


def _amounts(split: Split) -> dict[str, str]:
    return {each.school.name: str(each.amount) for each in preview(split)}


def test_a_pupil_of_a_heavier_sector_counts_more(town: Town):
    """€ 10,000 over 200 + 100 primary pupils at 3.00 and 700 secondary pupils at 1.00: 900 + 700 = 1,600 parts."""
    split = _rule(town, weights={"PO": "3.00"})
    assert _amounts(split) == {"De Kring": "4750.00", "De Linde": "2875.00", "Dorpscollege": "5375.00"}


def test_a_target_pupil_counts_more(town: Town):
    """40 of the 100 pupils of De Linde at 1.50 make it 120; with 200 and 700 that is 1,020 parts of € 10,200."""
    organisations.count_pupils(
        town.linde, reference_date=COUNTED_ON, pupils=100, target_pupils=40, source="test", by=OPERATOR
    )
    split = _rule(town, pot=Decimal("13200.00"), target_weight=Decimal("1.50"))
    assert _amounts(split) == {"De Kring": "3000.00", "De Linde": "2200.00", "Dorpscollege": "8000.00"}
    funding.adopt_split(split, by=town.actor("officer"))
    kept = SplitShare.objects.get(split=split, school=town.linde)
    assert (kept.pupils, kept.target_pupils, kept.weighted) == (100, 40, Decimal("120.0000"))


def test_nobody_gets_less_than_the_minimum_or_more_than_the_maximum(town: Town):
    split = _rule(town, minimum=Decimal("3100.00"), maximum=Decimal("5000.00"))
    assert _amounts(split) == {"De Kring": "4900.00", "De Linde": "3100.00", "Dorpscollege": "5000.00"}


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"minimum": Decimal("5000.00")}, "pot_too_small"),
        ({"maximum": Decimal("4000.00")}, "pot_too_large"),
        ({"weights": {"PO": "0", "VO": "0"}}, "no_pupils"),
    ],
)
def test_a_rule_that_cannot_hold_says_why(town: Town, rule: dict[str, object], code: str):
    with pytest.raises(Refused) as refused:
        preview(_rule(town, **rule))
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("rule", "location"),
    [
        ({"weights": {"XX": "1.00"}}, "#/weights"),
        ({"weights": {"PO": "-1"}}, "#/weights"),
        ({"weights": {"PO": "1.005"}}, "#/weights"),
        ({"target_weight": Decimal("-0.01")}, "#/targetWeight"),
        ({"minimum": Decimal("2.00"), "maximum": Decimal("1.00")}, "#/maximum"),
    ],
)
def test_a_wrong_rule_names_the_field(town: Town, rule: dict[str, object], location: str):
    with pytest.raises(Invalid) as invalid:
        _rule(town, **rule)
    assert [fault.location for fault in invalid.value.faults] == [location]


# --- for any schools, counts, weights, minima and pot (property of the arithmetic itself) ---


@dataclass(frozen=True)
class Case:
    """A pot and its rule, in cents, and the weights of the schools."""

    pot: int
    weights: list[int]
    each: int
    least: int
    most: int | None

    def divide(self, weights: list[int] | None = None) -> list[Decimal] | None:
        """The parts, or nothing when the rule cannot hold."""
        bounds = {"each": euros(self.each), "least": euros(self.least)}
        most = None if self.most is None else euros(self.most)
        try:
            return share_within(euros(self.pot), weights or self.weights, most=most, **bounds)
        except ValueError:
            return None


cases = st.builds(
    Case,
    st.integers(0, 10**9),
    st.lists(st.integers(0, 30_000_000), min_size=1, max_size=30),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.none() | st.integers(10**6, 10**8),
)


@pytest.mark.slow
@given(cases)
def test_the_parts_add_up_to_the_pot_within_their_bounds(case: Case):
    parts = case.divide()
    if parts is None:
        lowest, highest = max(case.each, case.least), case.most if case.most is not None else case.pot
        assert case.pot < lowest * len(case.weights) or case.pot > sum(
            highest if weight else lowest for weight in case.weights
        )
        return
    assert sum(parts, ZERO) == euros(case.pot)
    assert min(parts) >= euros(max(case.each, case.least))
    assert case.most is None or max(parts) <= euros(case.most)


@given(cases)
def test_a_heavier_school_never_gets_less(case: Case):
    parts = case.divide() or []
    by_weight = sorted(zip(case.weights, parts, strict=False))
    assert all(lighter[1] <= heavier[1] for lighter, heavier in pairwise(by_weight) if lighter[0] < heavier[0])


@given(cases, st.randoms(use_true_random=False))
def test_the_order_of_the_schools_does_not_matter(case: Case, chance: object):
    """What each weight gets in all is the same in any order; of equals the first one gets the odd cent."""
    parts = case.divide()
    order = list(range(len(case.weights)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    shuffled = case.divide([case.weights[i] for i in order])
    if parts is None or shuffled is None:
        assert parts is shuffled
        return
    assert sorted(zip(case.weights, parts, strict=True)) == sorted(
        zip((case.weights[i] for i in order), shuffled, strict=True)
    )
