"""What people write in a cell, and what is meant."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.imports.cells import Day, Euros, One, Some, Text, Unread, Whole, listed, words_of
from catalogue.offers.states import KINDS, YEAR_GROUPS

WORDS = {
    "groups": words_of(YEAR_GROUPS),
    "kind": words_of(KINDS),
    "themes": listed([(1, ["Zorg|school"]), (2, ["Taal"])]),
}


@pytest.mark.parametrize(
    ("text", "amount"),
    [("12,50", "12.50"), ("12.5", "12.5"), ("€ 1.234,50", "1234.50"), ("1,234.50", "1234.50"), ("0", "0"),
     ("1.234.567", "1234567"), ("-1", "-1")],
)  # fmt: skip
def test_amounts_the_dutch_and_the_english_way(text: str, amount: str):
    assert Euros().value(text, {}) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "abc", "1.234", "1,234", "12,505", "1e5", "१२"])
def test_an_amount_that_could_mean_two_things_is_asked_again(text: str):
    with pytest.raises(Unread) as unread:
        Euros().value(text, {})
    assert unread.value.code == "not_an_amount" and text in unread.value.sentence


@pytest.mark.parametrize("text", ["2027-03-15", "15-03-2027", "15-3-2027", "15/03/2027", "15.3.2027"])
def test_days(text: str):
    assert Day().value(text, {}) == date(2027, 3, 15)


@pytest.mark.parametrize("text", ["31-02-2027", "morgen", "2027", "15-03-27x"])
def test_what_is_no_day(text: str):
    with pytest.raises(Unread, match="not_a_day"):
        Day().value(text, {})


def test_whole_numbers():
    assert (Whole().value("12,0", {}), Whole().value("", {}), Whole(empty=1).value("", {})) == (12, None, 1)
    for text in ("1,5", "een", "-1", "9" * 12):
        with pytest.raises(Unread, match="not_a_number"):
            Whole().value(text, {})


def test_words_are_known_by_code_and_label_in_both_languages():
    for text in ("groep 5 | groep 6", "5|6", "GROUP 5 |5| group 6", "5\n6"):
        assert Some("groups").value(text, WORDS) == ["5", "6"]
    assert [One("kind").value(text, WORDS) for text in ("vast aanbod", "Optional offer", "fixed")] == [
        "fixed", "optional", "fixed",
    ]  # fmt: skip
    with pytest.raises(Unread, match=r"groep 9.*groep 1, "):
        Some("groups").value("groep 9", WORDS)


def test_a_name_that_would_fall_apart_is_written_by_its_id():
    assert Some("themes").text([1, 2], WORDS) == "1 | Taal"
    assert Some("themes").value("1 | Taal", WORDS) == [1, 2]


@given(
    st.decimals(min_value=0, max_value=999_999, places=2),
    st.dates(date(1900, 1, 1)),
    st.lists(st.sampled_from(YEAR_GROUPS)),
)
def test_what_we_write_is_read_back(amount: Decimal, day: date, groups: list[tuple[str, str]]):
    codes = list(dict.fromkeys(code for code, _label in groups))
    assert Euros().value(Euros().text(amount, {}), {}) == amount
    assert Day().value(Day().text(day, {}), {}) == day
    assert Some("groups").value(Some("groups").text(codes, WORDS), WORDS) == codes


@given(st.text())
def test_text_stays_text(text: str):
    assert Text().text(Text().value(text, {}), {}) == Text().value(text, {})
