"""Teams and transfers as pages: a school divides its budget inside, and gives some of it to another school."""

from __future__ import annotations

from decimal import Decimal

import pytest

from portal.bookings.models import Booking
from portal.budgets.models import Account, TeamBudget
from portal.budgets.teams import add_team
from portal.funding.models import BudgetTransfer
from tests import cast
from tests.api import split_operations
from tests.cast import Town
from tests.frontend.visitor import Visitor


def test_a_team_gets_a_budget_and_the_page_says_what_is_left(town: Town):
    director = Visitor(town, "director")
    page = director.press(director.open("/school/teams"), "Geef dit team een budget", name="Bovenbouw", amount="1.000")
    assert page.status == 200 and "€ 1.000,00 over van € 1.000,00" in page.text
    assert page.all("//dl//dd") == ["€ 3.000,00", "€ 1.000,00", "€ 2.000,00"]
    changed = director.press(page, "Wijzig “Bovenbouw”", **{f"{TeamBudget.objects.get().pk}-amount": "750"})
    assert "€ 750,00 over van € 750,00" in changed.text


def test_more_than_there_is_is_refused_beside_what_was_typed(town: Town):
    director = Visitor(town, "director")
    page = director.press(director.open("/school/teams"), "Geef dit team een budget", name="Bovenbouw", amount="3001")
    assert page.status == 409 and "niet zo veel over" in page.text and "3001" in page.html.xpath("//input/@value")


def test_a_teacher_sees_the_teams_but_does_not_divide(town: Town):
    split_operations.team(town)
    page = Visitor(town, "teacher").open("/school/teams")
    assert "Team 1" in page.text and "Geef dit team een budget" not in page.buttons()


def test_a_booking_names_the_team_that_pays_it(town: Town):
    offer = cast.offer(town, price=Decimal("100.00"))
    visitor = Visitor(town, "coordinator")
    assert not visitor.open(f"/school/book/{offer.pk}").html.xpath("//*[@name='team']"), "no teams, no question"
    account = Account.objects.get(school=town.kring)
    team = add_team(account, name="Bovenbouw", amount=Decimal("300.00"), by=town.actor("director"))
    page = visitor.open(f"/school/book/{offer.pk}")
    assert "Bovenbouw: € 300,00" in page.text
    done = visitor.press(page, "Vraag aan voor onze school", units="2", pupils="40", team=str(team.pk))
    assert done.status == 200 and Booking.objects.get().team == team
    team.refresh_from_db()
    assert team.available == Decimal("100.00")
    assert "(Bovenbouw)" in visitor.open("/school/budget").text


def test_the_director_asks_and_the_board_agrees(town: Town):
    director, board = Visitor(town, "director"), Visitor(town, "board")
    asked = director.press(
        director.open("/school/transfers"), "Vraag het bestuur", target=str(town.linde.pk), amount="500",
        reason="Samen op kamp",
    )  # fmt: skip
    assert asked.status == 200 and "wacht op het bestuur" in asked.text
    board.client.post("/school/as", {"school": str(town.kring.pk)})
    page = board.press(board.open("/school/transfers"), "Akkoord met deze overdracht")
    assert page.status == 200 and BudgetTransfer.objects.get().status == "effected"
    assert Account.objects.get(school=town.linde).granted == Decimal("2500.00")
    assert "€ 500,00 van De Kring naar De Linde" in Visitor(town, "officer").open("/municipality/split").text
    assert "een andere school van ons bestuur" in director.open("/school/budget").text


def test_the_board_refuses_with_a_reason(town: Town):
    made, board = split_operations.transfer(town), Visitor(town, "board")
    board.client.post("/school/as", {"school": str(town.kring.pk)})
    empty = board.press(board.open("/school/transfers"), "Weiger deze overdracht")
    assert empty.status == 400 and BudgetTransfer.objects.get().status == "proposed"
    done = board.press(board.open("/school/transfers"), "Weiger deze overdracht", reason="Eerst overleggen")
    made.refresh_from_db()
    assert done.status == 200 and made.status == "refused"


@pytest.mark.parametrize("address", ["/school/teams", "/school/transfers", "/municipality/split/leftovers"])
def test_a_page_costs_as_much_for_one_row_as_for_three(town: Town, address: str):
    visitor = Visitor(town, "officer" if address.startswith("/municipality") else "director")

    def more() -> None:
        split_operations.team(town)
        split_operations.transfer(town)
        split_operations.recall(town)

    more()
    one = visitor.statements(lambda: visitor.open(address))
    more()
    more()
    assert visitor.statements(lambda: visitor.open(address)) == one


def test_an_officer_calls_back_what_schools_have_left(town: Town):
    officer = Visitor(town, "officer")
    page = officer.open("/municipality/split/leftovers")
    assert "€ 13.000,00" in page.text
    empty = officer.press(page, "Haal terug wat is aangevinkt")
    assert empty.status == 400
    done = officer.press(
        page, "Haal terug wat is aangevinkt", schools=[str(town.linde.pk)], reason="Einde van het jaar"
    )
    assert done.status == 200 and "€ 2.000,00" in done.text
    assert Account.objects.get(school=town.linde).granted == 0
    assert "Haal terug wat is aangevinkt" not in Visitor(town, "finance").open(page.path).buttons()
