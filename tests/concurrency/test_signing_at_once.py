"""The table for the state at the same moment as other deeds: signed once, and no cent outside its figures."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from portal.accountability import signing
from portal.accountability.models import SignedLine, SisaSignature
from portal.budgets.queries import verify
from portal.invoices.crediting import credit
from portal.invoices.models import Invoice
from tests.cast import Town
from tests.concurrency.crowd import DONE, at_once
from tests.portal.accountability import years
from tests.portal.accountability.years import figures, on, paid

pytestmark = [pytest.mark.slow, pytest.mark.databases]


@pytest.fixture
def putten(real_town: Town) -> Town:
    """€ 125 was paid of NPO in 2022."""
    years.npo(real_town)
    paid(real_town, 2022)
    return real_town


def test_prepared_by_many_at_once_there_is_one_table(putten: Town):
    years.closed(putten, 2022)
    said: dict[str, Any] = {"year": 2022, "by": putten.actor("controller")}
    with on(2023, 2):
        outcomes = at_once([partial(signing.prepare, putten.municipality, **said) for _n in range(6)])
    assert (outcomes[DONE], outcomes["wrong_state"]) == (1, 5), outcomes
    assert SisaSignature.objects.count() == 1


def test_signed_by_many_at_once_it_is_signed_once(putten: Town):
    made = years.prepared(putten, 2022)
    read = [SisaSignature.objects.get(pk=made.pk) for _n in range(6)]
    with on(2023, 2):
        outcomes = at_once([partial(signing.sign, each, by=putten.actor("finance")) for each in read])
    assert outcomes[DONE] == 1, outcomes
    assert sum(outcomes.values()) == outcomes[DONE] + outcomes["wrong_state"] + outcomes["stale"], outcomes
    assert SignedLine.objects.count() == 1 and signing.verify_signed() == []


def test_signed_while_a_credit_note_is_written(putten: Town):
    """Either the table was signed first and the next one corrects it, or it has changed and is not signed."""
    made = years.prepared(putten, 2022)
    invoice, finance = Invoice.objects.get(), putten.actor("finance")
    note = {"reason": "Minder geleverd", "lines": [(1, Decimal("25.00"))], "remainder": "release", "by": finance}
    with on(2023, 2):
        outcomes = at_once([partial(signing.sign, made, by=finance), partial(credit, invoice, **note)])
        signed = SisaSignature.objects.get().status == "signed"
        assert outcomes[DONE] == 1 + signed and outcomes["stale"] == 1 - signed, outcomes
        expected = ("125.00", "0.00", "125.00") if signed else ("100.00", "0.00", "100.00")
        assert figures(putten, 2022) == expected
        assert figures(putten, 2023) == ("0.00", "-25.00" if signed else "0.00", "100.00")
    assert verify() == [] and signing.verify_signed() == []
