"""Grants schemes and applications through the API."""

from __future__ import annotations

from typing import Any

from tests.api.client import Api, places, problem
from tests.api.letter_operations import OPERATIONS
from tests.cast import Town


def _made(town: Town, **said: Any) -> Any:
    return Api(town, "officer").post("schemes", OPERATIONS["post /schemes"].body(town) | said)


def test_a_scheme_its_text_and_its_decisions(town: Town):
    officer, finance, board = (Api(town, who) for who in ("officer", "finance", "board"))
    scheme = _made(town).json()
    assert (scheme["status"], scheme["ceilings"]) == (
        "draft", [{"name": "PO", "amount": "200810.00", "granted": "0.00"}],
    )  # fmt: skip
    path = f"schemes/{scheme['id']}"
    assert board.get(path).status_code == 404
    assert officer.post(f"{path}/adoptions", {}).json()["status"] == "adopted"
    assert board.get(f"{path}/text").content.startswith(b"%PDF")
    asked = {
        "scheme": scheme["id"], "ceiling": "PO", "board": str(town.board.pk), "activity": "Zomerschool",
        "asked": "30000.00", "receivedOn": "2022-09-01",
    }  # fmt: skip
    made = officer.post("scheme-applications", asked).json()
    assert (made["status"], made["amount"]) == ("proposed", "20000.00")
    assert board.get("scheme-applications").json()["count"] == 0
    confirmed = finance.post(f"scheme-applications/{made['id']}/confirmations", If_Match="*").json()
    assert confirmed["status"] == "granted" and board.get("scheme-applications").json()["count"] == 1
    assert officer.get(path).json()["ceilings"][0]["granted"] == "20000.00"


def test_what_is_wrong_is_named(town: Town):
    backwards = [{"opensOn": "2022-08-01", "closesOn": "2021-07-31"}]
    assert places(problem(_made(town, periods=backwards), 400)) == {"#/periods/0/closesOn"}
    assert places(problem(_made(town, sharePercent=101), 400)) == {"#/sharePercent"}
