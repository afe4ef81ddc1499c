"""What if we choose this too? Wishes in order, held against the live budget, booked line by line."""

from __future__ import annotations

from decimal import Decimal

from portal.bookings import actions as bookings
from portal.bookings.models import Booking, Choice
from portal.budgets.models import Account
from portal.budgets.teams import add_team
from tests.cast import Town, offer
from tests.frontend.visitor import Page, Visitor

WISHES = "//main//ol[@class='things']/li"


def _wish(town: Town, title: str, *, pupils: int | None = 25, units: int = 1, **said: object) -> Choice:
    made = offer(town, title=title, **said)
    return bookings.choose(town.kring, made, by=town.actor("coordinator"), pupils=pupils, units=units)


def _titles(page: Page) -> list[str]:
    return [title.split(". ", 1)[1] for title in page.all(f"{WISHES}//p[@class='thing__title']")]


def test_an_empty_list_says_what_will_be_here(town: Town):
    page = Visitor(town, "teacher").open("/school/shortlist")
    assert "Uw verlanglijst is leeg" in page.text and "/offers" in page.links()


def test_an_offer_is_put_on_the_list_from_its_page_and_only_once(town: Town):
    made = offer(town)
    visitor = Visitor(town, "teacher")
    page = visitor.open(f"/offers/{made.pk}")
    listed = visitor.press(page, "Zet op onze verlanglijst")
    assert listed.path == "/school/shortlist" and "“Voorleesuur” staat op uw verlanglijst." in listed.text
    visitor.press(page, "Zet op onze verlanglijst")
    assert Choice.objects.count() == 1
    assert "Op uw verlanglijst" in visitor.open(f"/offers/{made.pk}").text


def test_every_wish_says_what_is_left_after_it(town: Town):
    _wish(town, "Een", units=8)
    _wish(town, "Twee", price=Decimal("2100.00"))
    _wish(town, "Drie", kind="fixed")
    first, second, third = Visitor(town, "coordinator").open("/school/shortlist").all(WISHES)
    assert "€ 1.000; daarna houdt u € 2.000 over" in first
    assert "€ 2.100; past er niet meer bij" in second
    assert "Gemeente betaalt" in third


def test_a_wish_of_a_team_is_held_against_what_that_team_has(town: Town):
    coordinator, account = town.actor("coordinator"), Account.objects.get(school=town.kring)
    team = add_team(account, name="Bovenbouw", amount=Decimal("2500.00"), by=coordinator)
    for title, whose in (("Een", team), ("Twee", None)):
        made = offer(town, title=title, price=Decimal("600.00"))
        bookings.choose(town.kring, made, by=coordinator, pupils=25, team=whose)
    first, second = Visitor(town, "coordinator").open("/school/shortlist").all(WISHES)
    assert "€ 600; daarna houdt u € 1.900 over" in first
    assert "€ 600; past er niet meer bij" in second, "500 is common to the school"


def test_all_wishes_together_are_held_against_the_budget(town: Town):
    _wish(town, "Een", units=8)
    page = Visitor(town, "coordinator").open("/school/shortlist")
    assert "Over na deze keuze € 2.000 van € 3.000" in page.text


def test_buttons_move_a_wish_up_and_down(town: Town):
    for title in ("Een", "Twee", "Drie"):
        _wish(town, title)
    visitor = Visitor(town, "coordinator")
    page = visitor.open("/school/shortlist")
    assert _titles(page) == ["Een", "Twee", "Drie"]
    page = visitor.press(page, "Drie een plaats omhoog")
    assert _titles(page) == ["Een", "Drie", "Twee"]
    page = visitor.press(page, "Een een plaats omlaag")
    assert _titles(page) == ["Drie", "Een", "Twee"]
    assert list(Choice.objects.values_list("rank", flat=True)) == [1, 2, 3]


def test_at_the_top_nothing_goes_higher(town: Town):
    wish = _wish(town, "Een")
    _wish(town, "Twee")
    visitor = Visitor(town, "coordinator")
    visitor.client.post(f"/school/shortlist/{wish.pk}/move", {"way": "up"})
    assert _titles(visitor.open("/school/shortlist")) == ["Een", "Twee"]
    assert visitor.client.post(f"/school/shortlist/{wish.pk}/move", {"way": "opzij"}).status_code == 404


def test_number_pupils_and_note_are_changed(town: Town):
    wish = _wish(town, "Een", pupils=None)
    visitor = Visitor(town, "teacher")
    page = visitor.open("/school/shortlist")
    assert "Vul het aantal leerlingen in" in page.text
    page = visitor.press(page, "Bewaar dit", units="3", pupils="70", note="Na de kerst")
    assert "3 groepen · 70 leerlingen · “Na de kerst”" in page.text
    wish.refresh_from_db()
    assert (wish.units, wish.pupils, wish.note) == (3, 70, "Na de kerst")


def test_a_wrong_number_is_named_and_what_was_typed_stays(town: Town):
    _wish(town, "Een")
    visitor = Visitor(town, "teacher")
    page = visitor.press(visitor.open("/school/shortlist"), "Bewaar dit", units="veel", note="Toch graag")
    assert page.status == 400 and "U vulde “veel” in" in page.text
    assert page.html.xpath("//details[@open]//input[@name='note']/@value") == ["Toch graag"]


def test_a_wish_is_taken_off(town: Town):
    _wish(town, "Een")
    visitor = Visitor(town, "coordinator")
    page = visitor.open("/school/shortlist")
    gone = visitor.press(page, "Haal Een van de lijst")
    assert "“Een” staat niet meer op uw verlanglijst." in gone.text and not Choice.objects.exists()
    assert visitor.press(page, "Haal Een van de lijst").status == 200


def test_one_button_books_what_is_ticked_and_each_line_answers_for_itself(town: Town):
    _wish(town, "Past")
    _wish(town, "Vol", capacity=1, units=2)
    _wish(town, "Later")
    visitor = Visitor(town, "coordinator")
    page = visitor.open("/school/shortlist")
    chosen = [str(wish.pk) for wish in Choice.objects.exclude(offer__revision__title="Later")]
    done = visitor.press(page, "Boek wat is aangevinkt", choice=chosen)
    assert "“Past” is aangevraagd bij de aanbieder." in done.text
    assert "“Vol” is niet geboekt:" in done.text
    assert _titles(done) == ["Vol", "Later"]
    assert [row.revision.title for row in Booking.objects.all()] == ["Past"]
    again = visitor.press(page, "Boek wat is aangevinkt", choice=chosen)
    assert again.status == 200 and Booking.objects.count() == 1


def test_without_a_tick_nothing_is_booked(town: Town):
    _wish(town, "Een")
    visitor = Visitor(town, "coordinator")
    page = visitor.press(visitor.open("/school/shortlist"), "Boek wat is aangevinkt", choice=[])
    assert "Vink minstens één regel" in page.text and not Booking.objects.exists()


def test_another_school_cannot_touch_it(town: Town):
    wish = _wish(town, "Een")
    visitor = Visitor(town, "other_coordinator")
    assert _titles(visitor.open("/school/shortlist")) == []
    for deed in ("", "/move", "/remove"):
        answer = visitor.client.post(f"/school/shortlist/{wish.pk}{deed}", {"way": "up", "units": 1})
        assert answer.status_code == 404
    assert Choice.objects.get().units == 1


def test_three_wishes_cost_as_many_statements_as_one(town: Town):
    visitor = Visitor(town, "coordinator")
    _wish(town, "Een")
    visitor.open("/school/shortlist")
    one = visitor.statements(lambda: visitor.open("/school/shortlist"))
    _wish(town, "Twee", provider="musician")
    _wish(town, "Drie", kind="fixed")
    assert visitor.statements(lambda: visitor.open("/school/shortlist")) == one <= 10
