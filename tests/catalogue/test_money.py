"""Euros: whole cents, one rounding, and a division that never loses a cent."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from catalogue.money import CENT, ZERO, EuroField, cents, euros, rounded, share, written

POTS = st.integers(0, 10**12).map(euros)
WEIGHTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=40).filter(any)


@given(POTS, WEIGHTS)
def test_the_parts_add_up_to_the_pot_to_the_cent(pot: Decimal, weights: list[int]):
    assert sum(share(pot, weights)) == pot


@given(POTS, WEIGHTS)
def test_a_part_is_less_than_a_cent_away_from_its_exact_share(pot: Decimal, weights: list[int]):
    for part, weight in zip(share(pot, weights), weights, strict=True):
        assert abs(part - pot * weight / sum(weights)) < CENT


@pytest.mark.slow
@given(POTS, WEIGHTS)
def test_who_weighs_more_never_gets_less(pot: Decimal, weights: list[int]):
    by_weight = sorted(zip(weights, share(pot, weights), strict=True))
    assert all(light[1] <= heavy[1] for light, heavy in pairwise(by_weight) if light[0] < heavy[0])


@given(POTS, WEIGHTS, st.randoms(use_true_random=False))
def test_the_order_of_the_weights_moves_parts_but_makes_no_other_ones(pot: Decimal, weights: list[int], random):
    """Which of two equal remainders gets the last cent depends on the order; what is handed out in all does not."""
    shuffled = random.sample(weights, len(weights))
    assert sorted(share(pot, weights)) == sorted(share(pot, shuffled))


@given(POTS, WEIGHTS)
def test_nobody_without_weight_gets_anything(pot: Decimal, weights: list[int]):
    assert all(part == ZERO for part, weight in zip(share(pot, weights), weights, strict=True) if not weight)


@given(POTS, WEIGHTS)
def test_taking_back_is_the_mirror_of_giving(pot: Decimal, weights: list[int]):
    assert share(-pot, weights) == [-part for part in share(pot, weights)]


@pytest.mark.parametrize(
    ("pot", "weights", "parts"),
    [
        ("100.00", [1, 1, 1], ["33.34", "33.33", "33.33"]),
        ("0.02", [1, 1, 1], ["0.01", "0.01", "0.00"]),
        ("10.00", [Decimal("2.5"), Decimal("7.5")], ["2.50", "7.50"]),
        ("0.00", [0, 0], ["0.00", "0.00"]),
    ],
)
def test_shares_by_example(pot: str, weights: list[int | Decimal], parts: list[str]):
    assert [str(part) for part in share(Decimal(pot), weights)] == parts


@pytest.mark.parametrize(("pot", "weights"), [("1.00", []), ("1.00", [0, 0]), ("1.00", [2, -1])])
def test_what_cannot_be_divided_says_so(pot: str, weights: list[int]):
    with pytest.raises(ValueError, match="weight"):
        share(Decimal(pot), weights)


@pytest.mark.parametrize(
    ("exact", "shown"), [("2.625", "2.63"), ("2.635", "2.64"), ("2.6249", "2.62"), ("-2.625", "-2.63"), ("7", "7.00")]
)
def test_half_a_cent_is_rounded_away_from_zero(exact: str, shown: str):
    assert str(rounded(Decimal(exact))) == shown


@given(st.integers(-(10**14), 10**14))
def test_cents_and_euros_are_the_same_money(whole: int):
    assert cents(euros(whole)) == whole


def test_a_fraction_of_a_cent_is_refused_at_every_door():
    with pytest.raises(ValueError, match="whole number of cents"):
        cents(Decimal("0.005"))
    with pytest.raises(ValueError, match="whole number of cents"):
        EuroField().get_prep_value(Decimal("1.001"))
    with pytest.raises(ValidationError):
        EuroField().to_python("1.001")


@pytest.mark.parametrize("wrong", ["NaN", "Infinity", "-Infinity", "twelve", "", [], "1e40"])
def test_what_is_no_amount_is_a_fault_of_the_field(wrong: object):
    with pytest.raises(ValidationError):
        EuroField().clean(wrong, None)


def test_an_amount_is_written_as_its_reader_writes_it():
    with translation.override("nl"):
        assert written(Decimal("1234.50")) == "€\N{NO-BREAK SPACE}1.234,50"
        assert written(Decimal("-3")) == "−€\N{NO-BREAK SPACE}3,00"
    with translation.override("en"):
        assert written(Decimal("1234.50")) == "€\N{NO-BREAK SPACE}1,234.50"
