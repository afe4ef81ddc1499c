"""Grants to school boards in pages: written, decided by two people, told in a letter that the board finds too."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalogue.journal.outbox import drain
from catalogue.organisations import actions as organisations
from portal.letters.models import Letter
from portal.subsidies import actions as subsidies
from portal.subsidies.models import BoardGrant
from tests.cast import OPERATOR, Town
from tests.frontend.visitor import Visitor
from tests.portal.subsidies.granted import drafted, granted, proposed


def test_from_a_draft_to_a_letter_that_the_board_reads(town: Town):
    officer, finance, board = (Visitor(town, who) for who in ("officer", "finance", "board"))
    assert "Nog geen subsidie aan een bestuur" in officer.open("/municipality/board-grants").text
    draft = officer.press(officer.open("/municipality/board-grants/new"), "Bewaar als concept", maximum="")
    grant = BoardGrant.objects.get()
    assert draft.title == "Stichting De Weide" and "Ten hoogste € 13.000,00" in draft.text
    waiting = officer.press(draft, "Ken dit toe")
    assert "Een collega bevestigt het eerst" in waiting.text and "Bevestig deze subsidie" not in waiting.buttons()
    done = finance.press(finance.open(f"/municipality/board-grants/{grant.pk}"), "Bevestig deze subsidie")
    assert "toegekend" in done.text and "wordt gemaakt" in done.text
    drain()
    letter = Letter.objects.get()
    listed = officer.open("/municipality/letters", q="weide")
    assert letter.number in listed.text and f"/municipality/letters/{letter.pk}.pdf" in listed.links()
    own = board.open("/school/letters")
    assert "€ 13.000,00" in own.text and f"/school/letters/{letter.pk}.pdf" in own.links()
    file = board.client.get(f"/school/letters/{letter.pk}.pdf")
    assert file.headers["Content-Type"] == "application/pdf" and file.content.startswith(b"%PDF")


def test_the_second_person_sends_it_back(town: Town):
    finance, grant = Visitor(town, "finance"), proposed(town)
    page = finance.open(f"/municipality/board-grants/{grant.pk}")
    wrong = finance.press(page, "Stuur terug", reason="")
    assert wrong.status == 400 and "Zeg waarom" in wrong.text
    assert "concept" in finance.press(wrong, "Stuur terug", reason="Te veel").text


def test_lowering_and_withdrawing_need_room_and_a_reason(town: Town):
    officer, grant = Visitor(town, "officer"), granted(town, "15000.00")
    page = officer.open(f"/municipality/board-grants/{grant.pk}")
    refused = officer.press(page, "Verlaag het en schrijf de brief", maximum="12.000", reason="Minder geld")
    assert refused.status == 409 and "meer hebben dan € 12.000,00" in refused.text
    lowered = officer.press(refused, "Verlaag het en schrijf de brief", maximum="14.000", reason="Minder geld")
    assert "Ten hoogste € 14.000,00" in lowered.text
    gone = officer.press(lowered, "Trek het in en schrijf de brief", reason="De school sluit")
    assert "ingetrokken" in gone.text and Letter.objects.count() == 3


def test_a_wrong_amount_is_named(town: Town):
    officer = Visitor(town, "officer")
    page = officer.press(officer.open("/municipality/board-grants/new"), "Bewaar als concept", maximum="veel")
    assert page.status == 400 and "“veel”" in page.text
    drafted(town)
    twice = officer.press(officer.open("/municipality/board-grants/new"), "Bewaar als concept", maximum="1")
    assert twice.status == 400 and "al een subsidie" in twice.text


def test_the_list_as_a_file(town: Town):
    granted(town)
    answer = Visitor(town, "controller").client.get("/municipality/board-grants", {"format": "csv"})
    assert "Stichting De Weide" in answer.getvalue().decode("utf-8-sig")
    answer = Visitor(town, "controller").client.get("/municipality/letters", {"format": "csv"})
    assert "Stichting De Weide" in answer.getvalue().decode("utf-8-sig")


def _more(town: Town, number: int) -> None:
    """Boards with a school and a grant of € 1 each."""
    for at in range(number):
        board = organisations.add_board(name=f"Bestuur {at}", number=f"{50000 + at}", by=OPERATOR)
        code = f"{10 + at}ZZ00"
        organisations.add_school(
            town.municipality, board=board, name=f"School {at}", location_code=code, sector="PO", by=OPERATOR
        )
        grant = subsidies.draft_board_grant(town.programme, board, maximum=Decimal(1), by=town.actor("officer"))
        subsidies.grant_board(grant, by=town.actor("officer"))


@pytest.mark.parametrize("who", ["officer", "board"])
def test_lists_cost_the_same_for_one_and_for_many(town: Town, who: str):
    granted(town)
    drain()
    visitor = Visitor(town, who)
    address = "/municipality/letters" if who == "officer" else "/school/letters"
    visitor.open(address)
    one = visitor.statements(lambda: visitor.open(address))
    grants = visitor.statements(lambda: visitor.open("/municipality/board-grants")) if who == "officer" else 0
    _more(town, 3)
    drain()
    assert visitor.statements(lambda: visitor.open(address)) == one
    if who == "officer":
        assert visitor.statements(lambda: visitor.open("/municipality/board-grants")) == grants
