"""Grants to boards and the texts of letters."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from catalogue.organisations import actions as organisations
from portal.letters import actions as letters
from portal.letters.drafting import Text
from portal.letters.models import LetterTemplate
from portal.letters.texts import default
from portal.subsidies import actions as subsidies
from portal.subsidies.models import BoardGrant
from tests.api.operation import Operation, below
from tests.cast import OPERATOR, Town
from tests.portal.subsidies import schemes
from tests.portal.subsidies.granted import drafted, proposed


def _new_grant(town: Town) -> dict[str, Any]:
    programme, board = str(town.programme.pk), str(town.board.pk)
    return {"programme": programme, "board": board, "maximum": "13000.00", "language": "en"}


def _text(town: Town) -> dict[str, Any]:
    text = default("board_grant", "nl")
    return {"kind": text.kind, "language": text.language, "subject": "Uw subsidie", "text": text.text}


def text_of_its_own(town: Town) -> LetterTemplate:
    """What the municipality wrote instead of the text of the house."""
    own = replace(default("board_grant", "en"), subject="Your grant")
    return letters.save_text(town.municipality, own, by=town.actor("officer"))


def _new_scheme(town: Town) -> dict[str, Any]:
    return {
        "programme": str(town.programme.pk), "name": "Regeling", "language": "nl", "applicants": "schoolbesturen",
        "activities": ["Zomerschool"], "refusals": ["Al betaald"], "sharePercent": 100,
        "mostPerApplication": "20000.00", "order": "first_come",
        "ceilings": [{"name": "PO", "amount": "200810.00"}],
        "periods": [{"opensOn": "2022-08-01", "closesOn": "2023-07-31"}],
    }  # fmt: skip


def _new_application(town: Town) -> dict[str, Any]:
    return {
        "scheme": str(schemes.adopted(town).pk), "ceiling": "Primair onderwijs", "board": str(town.board.pk),
        "activity": "Zomerschool", "asked": "900.00", "receivedOn": "2022-09-01", "refusal": "",
    }  # fmt: skip


def one_more(town: Town) -> None:
    """One more draft of a grant, a decided application with its letter, and one more version of a text."""
    officer, number = town.actor("officer"), BoardGrant.objects.count()
    board = organisations.add_board(name=f"Bestuur {number}", number=f"{60000 + number}", by=OPERATOR)
    code = f"{10 + number}ZY00"
    organisations.add_school(
        town.municipality, board=board, name=f"School {number}", location_code=code, sector="PO", by=OPERATOR
    )
    subsidies.draft_board_grant(town.programme, board, maximum=Decimal(1), by=officer)
    schemes.applied(town)
    text = default("board_grant", "nl")
    letters.save_text(town.municipality, Text("board_grant", "nl", f"Subsidie {number}", text.text), by=officer)


OPERATIONS: dict[str, Operation] = {
    "post /board-grants": Operation("officer", lambda t: "board-grants", _new_grant, ("programme", "board")),
    "post /board-grants/{id}/decisions": Operation(
        "officer",
        below("board-grants", drafted, "decisions"),
        lambda t: {"decision": "grant", "maximum": "1.00", "reason": ""},
        with_tag=True,
    ),
    "post /board-grants/{id}/confirmations": Operation(
        "finance", below("board-grants", proposed, "confirmations"), with_tag=True
    ),
    "post /board-grants/{id}/refusals": Operation(
        "finance",
        below("board-grants", proposed, "refusals"),
        lambda t: {"reason": "Het bedrag klopt niet."},
        with_tag=True,
    ),
    "post /schemes": Operation("officer", lambda t: "schemes", _new_scheme, ("programme",)),
    "post /schemes/{id}/adoptions": Operation("officer", below("schemes", schemes.drafted, "adoptions")),
    "post /scheme-applications": Operation(
        "officer", lambda t: "scheme-applications", _new_application, ("scheme", "board")
    ),
    "post /scheme-applications/{id}/confirmations": Operation(
        "finance", below("scheme-applications", schemes.waiting, "confirmations"), with_tag=True
    ),
    "post /scheme-applications/{id}/refusals": Operation(
        "finance",
        below("scheme-applications", schemes.waiting, "refusals"),
        lambda t: {"reason": "Dubbel"},
        with_tag=True,
    ),
    "post /letter-templates": Operation("officer", lambda t: "letter-templates", _text),
}
