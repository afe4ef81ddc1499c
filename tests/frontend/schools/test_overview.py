"""Where do we stand, what must I do? The overview, the bookings and the budget; and a board that picks a school."""

from __future__ import annotations

import pytest

from portal.bookings import actions as bookings
from tests.cast import Town, booking, offer
from tests.frontend.visitor import Visitor


def test_the_overview_says_what_is_left_and_what_waits(town: Town):
    booking(town, status="delivered")
    page = Visitor(town, "coordinator").open("/school")
    assert page.title == "De Kring"
    assert "Er wacht 1 ding op u." in page.text and "Zeg of dit is geleverd" in page.text
    assert "Nog te kiezen € 2.750 van € 3.000" in page.text
    assert "Gereserveerd € 250,00" in page.text and "Besteed € 0,00" in page.text


def test_a_new_school_reads_what_will_be_here(town: Town):
    page = Visitor(town, "teacher").open("/school")
    assert "Nog niets geboekt" in page.text and "Er wacht niets op u." in page.text


def test_a_proposal_waits_for_the_budget_holder_alone(town: Town):
    bookings.book(town.kring, offer(town), units=1, pupils=25, by=town.actor("teacher"))
    assert "Keur dit voorstel goed, of niet" in Visitor(town, "director").open("/school").text
    assert "Keur dit voorstel goed, of niet" not in Visitor(town, "coordinator").open("/school").text


def test_everybody_starts_where_the_work_is(town: Town):
    assert Visitor(town, "teacher").open("/").path == "/school"
    assert Visitor(town, "board").open("/").path == "/school"
    assert Visitor().open("/").path == "/offers"


def test_bookings_are_picked_by_how_far_they_are(town: Town):
    booking(town, offer(town, title="Gevraagd"))
    booking(town, offer(town, title="Bevestigd"), status="confirmed")
    visitor = Visitor(town, "coordinator")
    page = visitor.open("/school/bookings")
    assert page.all("//a[@class='chip']")[:3] == ["Alles (2)", "Wacht (1)", "Gepland (1)"]
    planned = visitor.open("/school/bookings", stage="planned")
    assert planned.all("//p[@class='thing__title']") == ["Bevestigd"]
    assert visitor.open("/school/bookings", stage="onzin", page="x").status == 200


def test_the_budget_shows_every_movement_and_what_it_was_for(town: Town):
    row = booking(town)
    bookings.withdraw(row, by=town.actor("coordinator"))
    page = Visitor(town, "coordinator").open("/school/budget")
    released, reserved, granted = page.all("//tbody/tr")
    assert "Voorleesuur" in reserved and "−€ 250,00" in reserved
    assert "Voorleesuur" in released and "+ € 250,00" in released
    assert "de gemeente" in granted and "+ € 3.000,00" in granted


def test_a_board_sees_its_schools_and_acts_for_the_one_it_picks(town: Town):
    visitor = Visitor(town, "board")
    page = visitor.open("/school")
    assert page.title == "Onze scholen"
    assert "De Kring" in page.text and "€ 3.000,00 over van € 3.000,00" in page.text and "Dorpscollege" in page.text
    linde = visitor.press(page, "Werk voor deze school: De Linde")
    assert linde.title == "De Linde"
    made = offer(town)
    booked = visitor.press(
        visitor.open(f"/school/book/{made.pk}"), "Vraag aan voor onze school", units="1", pupils="20"
    )
    assert "voor De Linde" in booked.text
    assert visitor.open("/school?all").title == "Onze scholen"


def test_a_board_without_a_picked_school_picks_it_on_the_way_to_the_page(town: Town):
    made = offer(town)
    for path in ("/school/shortlist", "/school/budget", f"/school/book/{made.pk}?units=2"):
        visitor = Visitor(town, "board")
        page = visitor.open(path)
        assert page.title == "Onze scholen" and "Voor welke van uw scholen?" in page.text
        wanted = visitor.press(page, "Werk voor deze school: De Linde")
        assert wanted.path == path and wanted.status == 200
    assert visitor.open("/school/bookings").status == 200


def test_a_deed_of_a_board_without_a_picked_school_is_refused(town: Town):
    answer = Visitor(town, "board").client.post(f"/school/shortlist/add/{offer(town).pk}")
    assert answer.status_code == 409 and "Kies eerst een van uw scholen" in answer.content.decode()


def test_a_board_is_not_led_to_another_place(town: Town):
    visitor = Visitor(town, "board")
    for away in ("https://evil.example", "//evil.example", "javascript:alert(1)"):
        answer = visitor.client.post("/school/as", {"school": str(town.kring.pk), "next": away})
        assert answer["Location"] == "/school"


def test_a_board_cannot_pick_a_school_of_others(town: Town):
    visitor = Visitor(town, "board")
    for school in (town.municipality.pk, "x", ""):
        assert visitor.client.post("/school/as", {"school": school}).status_code == 404


@pytest.mark.parametrize("who", ["librarian", "planner", "officer", "assessor", "finance", "controller", "admin"])
@pytest.mark.parametrize("path", ["/school", "/school/shortlist", "/school/bookings", "/school/budget"])
def test_pages_of_schools_are_not_for_others(town: Town, who: str, path: str):
    page = Visitor(town, who).open(path)
    assert page.status == 403 and page.title == "Dit mag u niet"


@pytest.mark.parametrize(("path", "most"), [("/school", 28), ("/school/bookings", 10), ("/school/budget", 10)])
def test_three_bookings_cost_as_many_statements_as_one(town: Town, path: str, most: int):
    visitor = Visitor(town, "coordinator")
    booking(town, status="delivered", units=1)
    visitor.open(path)
    one = visitor.statements(lambda: visitor.open(path))
    for title in ("Twee", "Drie"):
        booking(town, offer(town, title=title), status="delivered", units=1)
    assert visitor.statements(lambda: visitor.open(path)) == one <= most


def test_three_schools_cost_a_board_as_many_statements_as_ever(town: Town):
    visitor = Visitor(town, "board")
    visitor.open("/school")
    before = visitor.statements(lambda: visitor.open("/school"))
    booking(town)
    assert visitor.statements(lambda: visitor.open("/school")) <= before + 1
