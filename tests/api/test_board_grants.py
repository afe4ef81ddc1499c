"""Grants to boards and their letters through the API."""

from __future__ import annotations

from catalogue.journal.outbox import drain
from portal.letters.texts import default
from tests.api.client import Api, places, problem
from tests.cast import Town
from tests.portal.subsidies.granted import granted


def test_a_grant_from_draft_to_letter(town: Town):
    officer, finance, board = (Api(town, who) for who in ("officer", "finance", "board"))
    answer = officer.post("board-grants", {"programme": str(town.programme.pk), "board": str(town.board.pk)})
    assert answer.status_code == 201, answer.content
    grant = answer.json()
    assert (grant["status"], grant["maximum"], grant["divided"]) == ("draft", "13000.00", "13000.00")
    path = f"board-grants/{grant['id']}"
    assert officer.post(f"{path}/decisions", {"decision": "grant"}, If_Match="*").json()["status"] == "proposed"
    assert problem(officer.post(f"{path}/confirmations", {}, If_Match="*"), 409)["code"] == "four_eyes"
    assert board.get(path).status_code == 404
    assert finance.post(f"{path}/confirmations", {}, If_Match="*").json()["status"] == "granted"
    assert problem(board.get(f"{path}/letter"), 409)["code"] == "not_issued"
    drain()
    assert board.get(f"{path}/letter").content.startswith(b"%PDF")
    (letter,) = board.get("letters", {"cause": grant["id"]}).json()["results"]
    assert (letter["kind"], letter["recipient"]) == ("board_grant", "Stichting De Weide")
    assert Api(town, "director").get("letters").json()["count"] == 0


def test_dividing_more_than_the_maximum_is_refused_in_the_words_of_the_rule(town: Town):
    granted(town)
    officer = Api(town, "officer")
    split = officer.post("splits", {
        "programme": str(town.programme.pk), "pot": "14000.00", "perSchool": "1000.00", "referenceDate": "2026-10-01",
    }).json()  # fmt: skip
    refused = problem(officer.post(f"splits/{split['id']}/adoptions", {}), 409)
    assert refused["code"] == "above_board_grant" and "Stichting De Weide" in refused["detail"]


def test_lowering_asks_for_an_amount_and_a_reason(town: Town):
    path, officer = f"board-grants/{granted(town, '15000.00').pk}/decisions", Api(town, "officer")
    assert places(problem(officer.post(path, {"decision": "lower", "reason": "Minder"}, If_Match="*"), 400)) == {
        "#/maximum"
    }
    assert places(problem(officer.post(path, {"decision": "withdraw"}, If_Match="*"), 400)) == {"#/reason"}
    lowered = officer.post(path, {"decision": "lower", "maximum": "14000.00", "reason": "Minder geld"}, If_Match="*")
    assert lowered.json()["maximum"] == "14000.00"


def test_texts_of_letters(town: Town):
    officer, text = Api(town, "officer"), default("board_grant", "en").text
    body = {"kind": "board_grant", "language": "en", "subject": "Grant", "text": text}
    made = officer.post("letter-templates", body)
    assert made.status_code == 201 and made.json()["number"] == 1
    wrong = problem(officer.post("letter-templates", body | {"text": f"{text} {{bsn}}"}), 400)
    assert places(wrong) == {"#/text"} and "{bsn}" in str(wrong)
    assert Api(town, "controller").get("letter-templates", {"kind": "board_grant"}).json()["count"] == 1
