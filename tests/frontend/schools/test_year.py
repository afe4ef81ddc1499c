"""The whole year at one glance: what if we choose this too, what does not fit and why, and one button for all."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from catalogue.programmes.actions import set_overspend
from portal.bookings import actions as bookings
from portal.bookings.models import Booking, Choice
from portal.budgets import teams
from portal.budgets.models import Account, TeamBudget
from tests.cast import Town, fixed_offer, offer
from tests.frontend.visitor import Page, Visitor

LINES = "//form[@id='plan']//li[contains(@class, 'year__line')]"
YEAR = "/school/year"


def _wish(town: Town, title: str, *, pupils: int | None = 25, units: int = 1, **said: object) -> Choice:
    made = offer(town, title=title, **said)
    return bookings.choose(town.kring, made, by=town.actor("coordinator"), pupils=pupils, units=units)


def _line(page: Page, title: str) -> str:
    return next(line for line in page.all(LINES) if title in line)


def _key(choice: Choice) -> str:
    return f"w{choice.pk.hex[:12]}"


def _ticked(page: Page) -> list[str]:
    return [
        name.split("-")[0] for name in page.html.xpath("//form[@id='plan']//input[@type='checkbox'][@checked]/@name")
    ]


def test_an_empty_year_says_what_will_be_here(town: Town):
    town.programme.ends_on = date(2026, 8, 2)
    town.programme.save()
    page = Visitor(town, "teacher").open(YEAR)
    assert page.status == 200 and "Uw jaar is nog leeg" in page.text


def test_wishes_bookings_and_fixed_offers_stand_in_their_term(town: Town):
    wish = _wish(town, "Toneel")
    bookings.change_choice(wish, by=town.actor("coordinator"), wished_on=date(2027, 5, 10))
    booked = offer(town, title="Koor")
    bookings.book(
        town.kring, booked, units=1, pupils=20, wished_dates=[date(2027, 1, 11)], by=town.actor("coordinator")
    )
    fixed_offer(town)
    page = Visitor(town, "coordinator").open(YEAR)
    second, third = (
        next(words for words in page.all("//form[@id='plan']/section") if words.startswith(f"Schoolperiode {number}"))
        for number in (2, 3)
    )
    assert "Koor" in second and "Leesconsulent" in second and "Toneel" not in second
    assert "Toneel" in third and "Leesconsulent" in third
    by_month = Visitor(town, "coordinator").open(YEAR, by="month")
    assert "Mei 2027" in by_month.text


def test_every_line_says_what_does_not_fit_and_why(town: Town):
    _wish(town, "Past", units=2, pupils=50)
    _wish(town, "Te duur", price=Decimal("2900.00"))
    _wish(town, "Vol", capacity=1, units=2, pupils=50)
    _wish(town, "Te weinig", min_units=3, units=1)
    late = _wish(town, "Te snel", lead_time_days=30)
    bookings.change_choice(late, by=town.actor("coordinator"), wished_on=timezone.localdate() + timedelta(days=3))
    page = Visitor(town, "coordinator").open(YEAR)
    assert "Kan geboekt worden" in _line(page, "Past")
    assert "Er is niet genoeg budget over" in _line(page, "Te duur")
    assert "niet genoeg plaatsen" in _line(page, "Vol")
    assert "Ingevuld: 1. Vul een getal in van 3 tot en met 20." in _line(page, "Te weinig")
    assert "heeft tijd nodig" in _line(page, "Te snel")
    assert _ticked(page) == [_key(Choice.objects.get(offer__revision__title="Past"))]


def test_ticks_and_numbers_move_the_bar_without_changing_anything(town: Town):
    first, second = _wish(town, "Een", units=8, pupils=100), _wish(town, "Twee")
    visitor = Visitor(town, "coordinator")
    page = visitor.open(YEAR)
    assert "Over na deze keuze € 1.875 van € 3.000" in page.text
    looked = visitor.press(page, "Reken uit", **{f"{_key(first)}-units": "4"})
    assert "look=1" in looked.path and "csrf" not in looked.path
    assert "Over na deze keuze € 2.375 van € 3.000" in looked.text
    data = {"look": "1", f"{_key(second)}-pick": "on"}
    only = visitor.open(YEAR, **data)
    assert "Over na deze keuze € 2.875 van € 3.000" in only.text and _ticked(only) == [_key(second)]
    first.refresh_from_db()
    assert first.units == 8 and not Booking.objects.exists()


def test_numbers_are_kept(town: Town):
    wish = _wish(town, "Een")
    visitor = Visitor(town, "teacher")
    key = _key(wish)
    page = visitor.press(
        visitor.open(YEAR),
        "Bewaar de aantallen",
        **{f"{key}-units": "3", f"{key}-pupils": "70", f"{key}-day": "2027-03-09"},
    )
    assert "“Een” is gewijzigd." in page.text
    wish.refresh_from_db()
    assert (wish.units, wish.pupils, wish.wished_on) == (3, 70, date(2027, 3, 9))


def test_a_wrong_number_is_named_and_nothing_is_lost(town: Town):
    wish = _wish(town, "Een")
    visitor = Visitor(town, "coordinator")
    key = _key(wish)
    page = visitor.press(
        visitor.open(YEAR), "Boek wat is aangevinkt", **{f"{key}-units": "veel", f"{key}-pupils": "77"}
    )
    assert page.status == 400 and "U vulde “veel” in" in page.text
    assert page.html.xpath(f"//input[@name='{key}-pupils']/@value") == ["77"]
    assert not Booking.objects.exists()


def test_one_button_books_all_that_is_ready_each_line_with_its_own_result(town: Town):
    past, full = _wish(town, "Past", units=2, pupils=40), _wish(town, "Vol", capacity=1, units=2, pupils=50)
    made = fixed_offer(town)
    visitor = Visitor(town, "coordinator")
    fixed = f"f{made.pk.hex[:12]}-2"
    page = visitor.open(YEAR)
    done = visitor.press(page, "Boek wat is aangevinkt", **{
        f"{_key(full)}-pick": "on", f"{_key(full)}-pupils": "44", f"{_key(past)}-day": "2027-02-01",
        f"{fixed}-pick": "on", f"{fixed}-day": "2027-01-18",
    })  # fmt: skip
    assert "“Past” is aangevraagd bij de aanbieder." in done.text
    assert "“Leesconsulent” is aangevraagd bij de aanbieder." in done.text
    assert "“Vol” blijft op uw jaarplan: Er zijn niet genoeg plaatsen" in done.text
    rows = {row.revision.title: row for row in Booking.objects.all()}
    assert set(rows) == {"Past", "Leesconsulent"}
    assert rows["Past"].wished_dates == ["2027-02-01"] and rows["Leesconsulent"].units == 4
    assert [each.pk for each in Choice.objects.all()] == [full.pk]
    full.refresh_from_db()
    assert full.pupils == 44, "what was filled in at a refused line stays"
    again = visitor.press(page, "Boek wat is aangevinkt", **{f"{_key(past)}-day": "2027-02-01"})
    assert again.status == 200 and Booking.objects.filter(revision__title="Past").count() == 1


def test_a_team_and_own_money_per_line(town: Town):
    set_overspend(town.programme, wish="warn", booking="own_money", by=town.actor("officer"))
    account = Account.objects.get(school=town.kring)
    team = teams.add_team(account, name="Bovenbouw", amount=Decimal("500.00"), by=town.actor("coordinator"))
    dear, cheap = _wish(town, "Duur", price=Decimal("2700.00")), _wish(town, "Team")
    visitor = Visitor(town, "coordinator")
    page = visitor.open(YEAR)
    assert "Er is € 2.500,00 over, € 200,00 te weinig." in _line(page, "Duur")
    filled = {f"{_key(dear)}-pick": "on", f"{_key(dear)}-cover": "on", f"{_key(cheap)}-team": str(team.pk)}
    looked = visitor.press(page, "Reken uit", **filled)
    assert "waarvan € 200 uit eigen geld" in _line(looked, "Duur")
    assert "Bovenbouw € 125 gevraagd € 375" in looked.text and "Voor iedereen samen € 2.500 gevraagd € 0" in looked.text
    done = visitor.press(looked, "Boek wat is aangevinkt")
    assert "uw school betaalt er € 200,00 zelf van" in done.text
    rows = {row.revision.title: row for row in Booking.objects.all()}
    assert (rows["Duur"].shortfall, rows["Duur"].reserved) == (Decimal("200.00"), Decimal("2500.00"))
    assert rows["Team"].team == team and TeamBudget.objects.get().reserved == Decimal("125.00")


def test_what_a_teacher_proposes_the_director_approves_at_once(town: Town):
    _wish(town, "Een")
    _wish(town, "Duur", price=Decimal("2900.00"))
    _wish(town, "Twee")
    teacher, director = Visitor(town, "teacher"), Visitor(town, "director")
    page = teacher.open(YEAR)
    proposed = teacher.press(
        page, "Stel voor wat is aangevinkt", **{f"{_key(each)}-pick": "on" for each in Choice.objects.all()}
    )
    assert "“Een” wacht op de budgethouder van uw school." in proposed.text
    assert "Wacht op de directeur" in proposed.text and "Keur goed wat is aangevinkt" not in proposed.text
    page = director.open(YEAR)
    done = director.press(page, "Keur goed wat is aangevinkt", proposal=[str(row.pk) for row in Booking.objects.all()])
    assert "“Een” is goedgekeurd" in done.text and "“Duur” is niet goedgekeurd:" in done.text
    assert dict(Booking.objects.values_list("revision__title", "status")) == {
        "Een": "requested", "Duur": "proposed", "Twee": "requested"
    }  # fmt: skip


def test_ranking_by_buttons_comes_back_to_the_year(town: Town):
    for title in ("Een", "Twee"):
        _wish(town, title)
    visitor = Visitor(town, "coordinator")
    page = visitor.press(visitor.open(YEAR), "Twee een plaats omhoog")
    assert page.path.startswith(YEAR) and [line[:6] for line in page.all(LINES)] == ["1. Twe", "2. Een"]


def test_many_lines_cost_as_many_statements_as_one(town: Town):
    visitor = Visitor(town, "coordinator")
    _wish(town, "Een")
    fixed_offer(town)
    visitor.open(YEAR)
    one = visitor.statements(lambda: visitor.open(YEAR))
    for title in ("Twee", "Drie"):
        _wish(town, title, provider="musician")
        fixed_offer(town, title=f"Vast {title}")
        bookings.book(town.kring, offer(town, title=f"Al {title}"), units=1, pupils=5, by=town.actor("coordinator"))
    Visitor(town, "teacher")
    bookings.book(town.kring, offer(town), units=1, pupils=5, by=town.actor("teacher"))
    assert visitor.statements(lambda: visitor.open(YEAR)) == one <= 36
