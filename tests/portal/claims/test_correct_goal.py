"""Finance puts right for which goal a line counts: an open SiSa table follows, the next one corrects a signed one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalogue.errors import Forbidden, Invalid, Refused, Stale
from catalogue.journal.models import JournalLine
from portal.accountability.queries import sisa_table
from portal.budgets.queries import verify
from portal.claims.goals import correct_goal
from portal.claims.models import Claim
from tests import cast
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.accountability import years
from tests.portal.accountability.years import on


def _correct(town: Town, claim: Claim, goal: str = "f", *, who: str = "finance", **said: object) -> Claim:
    fields = {"regulation": "NPO", "goal": goal, "reason": "Het was huur"} | said
    return correct_goal(Claim.objects.get(pk=claim.pk), claim.lines.get().pk, by=town.actor(who), **fields)  # type: ignore[arg-type]


def _rows(town: Town, year: int) -> dict[str, tuple[Decimal, Decimal]]:
    rows = sisa_table(town.municipality, year).rows
    return {row.goal: (row.year, row.correction) for row in rows if row.year or row.correction}


def test_a_signed_table_stays_and_the_next_one_moves_it_from_goal_to_goal(town: Town):
    years.npo(town)
    claim = years.paid(town, 2022)
    years.signed(town, 2022)
    with on(2023, 4):
        _correct(town, claim)
    assert _rows(town, 2022) == {"a": (Decimal("125.00"), Decimal("0.00"))}
    assert _rows(town, 2023) == {
        "a": (Decimal("0.00"), Decimal("-125.00")), "f": (Decimal("0.00"), Decimal("125.00")),
    }  # fmt: skip
    assert sisa_table(town.municipality, 2023).cumulative == Decimal("125.00") and verify() == []
    line = JournalLine.objects.get(event="claim.goal_corrected")
    assert (line.data["from"], line.data["to"], line.because) == ("NPO/a", "NPO/f", "Het was huur")


def test_an_open_table_follows_at_once(town: Town):
    years.npo(town)
    claim = years.paid(town, 2022)
    _correct(town, claim)
    assert _rows(town, 2022) == {"f": (Decimal("125.00"), Decimal("0.00"))}


def test_only_finance_of_the_town_and_only_what_was_approved(town: Town):
    claim = cast.claim(town)
    with pytest.raises(Refused) as refused:
        _correct(town, claim, regulation="LOKAAL", goal="huur")
    assert refused.value.code == "wrong_state"
    cast.approved(town, claim)
    for who in ("officer", "controller", "assessor", "librarian", "coordinator"):
        with pytest.raises(Forbidden):
            _correct(town, claim, who=who)


def test_what_is_wrong_is_named(town: Town):
    claim = cast.approved(town)
    for said, place in (
        ({"goal": "talent", "regulation": "LOKAAL"}, "#/goal"), ({"goal": "a", "regulation": "NPO"}, "#/goal"),
        ({"goal": "huur", "regulation": "LOKAAL", "reason": " "}, "#/reason"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as invalid:
            _correct(town, claim, **said)
        assert [fault.location for fault in invalid.value.faults] == [place]
    with pytest.raises(Stale):
        _correct(town, claim, regulation="LOKAAL", goal="huur", version=1)


def test_on_the_page_of_the_figure(town: Town):
    years.npo(town)
    claim = years.paid(town, 2022)
    with on(2022, 8):
        finance = Visitor(town, "finance")
        assert "Verbeter het doel" in finance.open("/municipality/sisa/2022/NPO/a").text
        page = finance.open(f"/municipality/claims/{claim.pk}/goals")
        finance.press(page, "Verbeter dit doel", goal="NPO/g", reason="Ambtenaar")
    assert set(_rows(town, 2022)) == {"g"}
