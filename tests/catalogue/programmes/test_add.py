"""A programme of a municipality: who starts one, and what it must say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from catalogue.errors import Forbidden, Invalid
from catalogue.programmes import actions as programmes
from catalogue.programmes.models import Regulation
from tests.cast import Town

FIELDS: dict[str, Any] = {
    "name": "Volgend jaar", "starts_on": date(2027, 8, 1), "ends_on": date(2028, 7, 31),
    "four_eyes_threshold": Decimal("1000.00"), "silent_confirmation_days": 14, "claim_deadline_days": 90,
}  # fmt: skip


def test_an_officer_starts_a_programme_paid_from_regulations_in_their_order_of_use(town: Town):
    wanted = [Regulation.objects.get(code="OAB"), Regulation.objects.get(code="LOKAAL")]
    made = programmes.add_programme(town.municipality, regulations=wanted, **FIELDS, by=town.actor("officer"))
    used = made.programmeregulation_set.order_by("position")
    assert [(use.position, use.regulation.code) for use in used] == [(1, "OAB"), (2, "LOKAAL")]


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"ends_on": date(2027, 7, 1)}, "#"),
        ({"name": ""}, "#/name"),
        ({"claim_deadline_days": -1}, "#/claimDeadlineDays"),
    ],
)
def test_a_programme_that_cannot_be_is_refused(town: Town, wrong: dict[str, Any], where: str):
    with pytest.raises(Invalid) as invalid:
        programmes.add_programme(
            town.municipality, regulations=list(Regulation.objects.all()), **FIELDS | wrong, by=town.actor("officer")
        )
    assert where in {fault.location for fault in invalid.value.faults}


def test_somebody_has_to_pay_for_it(town: Town):
    with pytest.raises(Invalid) as invalid:
        programmes.add_programme(town.municipality, regulations=[], **FIELDS, by=town.actor("officer"))
    assert [fault.location for fault in invalid.value.faults] == ["#/regulations"]


@pytest.mark.parametrize("who", ["assessor", "finance", "controller", "librarian", "director", "board"])
def test_nobody_else_starts_a_programme_or_adds_a_theme(town: Town, who: str):
    with pytest.raises(Forbidden):
        programmes.add_programme(
            town.municipality, regulations=list(Regulation.objects.all()), **FIELDS, by=town.actor(who)
        )
    with pytest.raises(Forbidden):
        programmes.add_theme(town.programme, name="Sport", by=town.actor(who))


def test_a_theme_has_a_name_of_its_own(town: Town):
    with pytest.raises(Invalid):
        programmes.add_theme(town.programme, name=town.talent.name, by=town.actor("officer"))
