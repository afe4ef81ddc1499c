"""A split through the API: as the contract says when nothing more is said; a reader computes every amount again."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from typing import Any

from catalogue.organisations import actions as organisations
from portal.budgets import actions as budgets
from tests.api.client import Api, problem
from tests.cast import COUNTED_ON, OPERATOR, Town

CENT = Decimal("0.01")


def _split(officer: Api, town: Town, **rule: Any) -> str:
    body = {"programme": str(town.programme.pk), "pot": "13000.00", "perSchool": "1000.00"}
    answer = officer.post("splits", body | {"referenceDate": COUNTED_ON.isoformat()} | rule)
    assert answer.status_code == 201, answer.content
    return str(answer.json()["id"])


def _preview(officer: Api, id: str) -> dict[str, Any]:
    seen: dict[str, Any] = officer.get(f"splits/{id}/preview").json()
    return seen


def test_without_more_words_the_share_replaces_and_what_was_chosen_is_not_taken(town: Town):
    officer = Api(town, "officer")
    id = _split(officer, town, pot="10000.00", perSchool="2000.00")
    made = officer.get(f"splits/{id}").json()
    assert (made["leftovers"], made["committed"]) == ("replace", "refuse")
    for share in _preview(officer, id)["shares"]:
        difference = Decimal(share["amount"]) - Decimal(share["before"])
        assert Decimal(share["difference"]) == difference and share["after"] == share["amount"]
    budgets.reserve(town.programme, town.kring, Decimal("2900.00"), cause=town.programme, by=OPERATOR)
    problem(officer.post(f"splits/{id}/adoptions"), 409, "budget_exhausted")


def test_a_reader_computes_every_amount_again(town: Town):
    officer = Api(town, "officer")
    for school, pupils, targets in ((town.kring, 211, 17), (town.linde, 97, 31)):
        organisations.count_pupils(
            school, reference_date=COUNTED_ON, pupils=pupils, target_pupils=targets, source="telling", by=OPERATOR
        )
    budgets.reserve(town.programme, town.linde, Decimal("1999.99"), cause=town.programme, by=OPERATOR)
    id = _split(officer, town, pot="10000.00", weights={"PO": "1.25"}, targetWeight="1.50", committed="protect")
    seen = _preview(officer, id)
    assert seen["total"] == seen["pot"] == str(sum(Decimal(each["amount"]) for each in seen["shares"]))
    for share in seen["shares"]:
        if share["bound"] == "committed":
            assert share["amount"] == share["committed"]
            continue
        exact = Decimal(seen["rest"]) * Decimal(share["weightedPupils"]) / Decimal(seen["restWeight"])
        cut = (Decimal(seen["perSchool"]) + exact).quantize(CENT, rounding=ROUND_DOWN)
        assert Decimal(share["amount"]) == cut + (CENT if share["oddCent"] else 0)
    assert [each["bound"] for each in seen["shares"]] == ["", "committed", ""]


def test_an_adopted_split_shows_what_it_was_computed_from_then(town: Town):
    officer = Api(town, "officer")
    id = _split(officer, town, pot="16000.00", leftovers="top_up")
    before = _preview(officer, id)
    assert officer.post(f"splits/{id}/adoptions").status_code == 201
    organisations.count_pupils(town.kring, reference_date=COUNTED_ON, pupils=1, source="later", by=OPERATOR)
    assert _preview(officer, id) == before


def test_a_board_and_a_school_meet_at_a_transfer(town: Town):
    director, board = Api(town, "director"), Api(town, "board")
    body = {"programme": str(town.programme.pk), "target": str(town.linde.pk), "amount": "500.00", "reason": "Kamp"}
    asked = director.post("budget-transfers", body).json()
    assert (asked["status"], asked["from"]["name"], asked["to"]["name"]) == ("proposed", "De Kring", "De Linde")
    assert board.post(f"budget-transfers/{asked['id']}/confirmations", If_Match="*").json()["status"] == "effected"
    (mine,) = director.get("accounts").json()["results"]
    assert mine["granted"] == "2500.00"
    assert Api(town, "officer").get("budget-transfers").json()["count"] == 1
