"""Whatever people are called and write: the file for the bank follows the schema and its set of characters."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.errors import Invalid
from portal.payments.sepa import render_pain001, usable
from tests.portal.payments.test_sepa import ALLOWED, _all, _made
from tests.portal.payments.transfers import batch, payment

TEXTS = st.one_of(
    st.text(max_size=90),
    st.lists(
        st.sampled_from(
            ["&", "🎵", "👩‍🏫", "مدرسة", "שלום", "é", "//", "/", "<b>", "]]>", "\u202e", "\u200b", "ß", " "]
        ),
        max_size=30,
    ).map("".join),
)
AMOUNTS = st.integers(1, 99_999_999_999).map(lambda cents: Decimal(cents) / 100)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS, AMOUNTS), min_size=1, max_size=4))
def test_every_name_and_reference_gives_a_valid_file_or_is_refused_by_name(
    rows: list[tuple[str, str, Decimal]],
) -> None:
    made = batch(
        *(
            payment(number, creditor_name=name, remittance=text, amount=amount)
            for number, (name, text, amount) in enumerate(rows, start=1)
        )
    )
    nameless = [number for number, (name, _text, _amount) in enumerate(rows) if not usable(name)]
    if nameless:
        with pytest.raises(Invalid) as refused:
            render_pain001(made)
        found = [fault.location for fault in refused.value.faults]
        assert found == [f"#/payments/{number}/creditor_name" for number in nameless]
        return
    root = _made(made)
    for text in (*_all(root, "Cdtr/Nm"), *_all(root, "RmtInf/Ustrd")):
        assert set(text) <= ALLOWED and not text.startswith("/") and not text.endswith("/") and "//" not in text
    assert _all(root, "PmtInf/CtrlSum") == [str(sum(amount for _name, _text, amount in rows))]


@pytest.mark.slow
def test_twenty_thousand_payments_follow_the_schema_and_add_up() -> None:
    """About ten seconds and 140 MB on the machine on which this was written; nothing here asserts either."""
    payments = [payment(number, amount=Decimal("0.01") * number) for number in range(1, 20_001)]
    root = _made(batch(*payments))
    assert _all(root, "GrpHdr/NbOfTxs") == ["20000"]
    assert _all(root, "GrpHdr/CtrlSum") == [str(sum(each.amount for each in payments))] == ["2000100.00"]
