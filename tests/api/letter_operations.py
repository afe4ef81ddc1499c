"""Grants to boards and the texts of letters."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from catalogue.organisations import actions as organisations
from portal.letters import actions as letters
from portal.letters.drafting import Text
from portal.letters.texts import default
from portal.subsidies import actions as subsidies
from portal.subsidies.models import BoardGrant
from tests.api.operation import Operation, below
from tests.cast import OPERATOR, Town
from tests.portal.subsidies.granted import drafted, proposed


def _new_grant(town: Town) -> dict[str, Any]:
    programme, board = str(town.programme.pk), str(town.board.pk)
    return {"programme": programme, "board": board, "maximum": "13000.00", "language": "en"}


def _text(town: Town) -> dict[str, Any]:
    text = default("board_grant", "nl")
    return {"kind": text.kind, "language": text.language, "subject": "Uw subsidie", "text": text.text}


def one_more(town: Town) -> None:
    """One more board with a grant and its letter, and one more version of a text."""
    officer, number = town.actor("officer"), BoardGrant.objects.count()
    board = organisations.add_board(name=f"Bestuur {number}", number=f"{60000 + number}", by=OPERATOR)
    code = f"{10 + number}ZY00"
    organisations.add_school(
        town.municipality, board=board, name=f"School {number}", location_code=code, sector="PO", by=OPERATOR
    )
    grant = subsidies.draft_board_grant(town.programme, board, maximum=Decimal(1), by=officer)
    subsidies.grant_board(grant, by=officer)
    text = default("board_grant", "nl")
    letters.save_text(town.municipality, Text("board_grant", "nl", f"Subsidie {number}", text.text), by=officer)


LETTERS: dict[str, Operation] = {
    "post /board-grants": Operation("officer", lambda t: "board-grants", _new_grant, ("programme", "board")),
    "post /board-grants/{id}/decisions": Operation(
        "officer",
        below("board-grants", drafted, "decisions"),
        lambda t: {"decision": "grant", "maximum": "1.00", "reason": ""},
    ),
    "post /board-grants/{id}/confirmations": Operation("finance", below("board-grants", proposed, "confirmations")),
    "post /board-grants/{id}/refusals": Operation(
        "finance", below("board-grants", proposed, "refusals"), lambda t: {"reason": "Het bedrag klopt niet."}
    ),
    "post /letter-templates": Operation("officer", lambda t: "letter-templates", _text),
}
