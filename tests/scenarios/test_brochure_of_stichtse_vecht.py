"""Three themes, a fixed and an optional part, and schools that arrange the rest themselves (Stichtse Vecht, 2022).

Care at or through school, developing talent and language support; among the providers the library and supporters of
parents; primary and secondary schools choose by their own needs.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalogue.errors import Refused
from catalogue.offers.models import Offer
from catalogue.offers.search import Criteria, found
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import Provider, School
from catalogue.programmes import actions as programmes
from catalogue.programmes.models import Theme
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.budgets.models import Account
from portal.entitlements.queries import pairs_visible_to, standing_of
from tests import cast
from tests.api.client import Api, problem
from tests.cast import Town
from tests.frontend.visitor import Visitor

THEMES = ["Zorg op of via school", "Talentontwikkeling", "Taalondersteuning"]


@pytest.fixture
def brochure(town: Town) -> dict[str, Offer]:
    """The offers of the brochure by title, after the library and the supporters of parents wrote them."""
    officer = town.actor("officer")
    Theme.objects.filter(pk=town.care.pk).update(name=THEMES[0])
    language = programmes.add_theme(town.programme, name=THEMES[2], position=3, by=officer)
    Provider.objects.filter(pk=town.music.pk).update(name="Opvoedpunt Samen", kind="welfare")
    both = {"sectors": ["PO", "VO"], "year_groups": ["5", "6", "vo1"]}
    rows = {
        "Leesconsulent": cast.fixed_offer(town, themes=[language.pk], **both),
        "Inloop voor ouders": cast.fixed_offer(
            town, provider="musician", title="Inloop voor ouders", themes=[town.care.pk], entitlement_units=2,
            entitlement_period="year", **both,
        ),
        "Schrijver in de klas": cast.offer(town, title="Schrijver in de klas", themes=[language.pk], **both),
        "Filmlab": cast.offer(town, title="Filmlab", themes=[town.talent.pk], **both),
    }  # fmt: skip
    organisations.add_contact(town.kring, name="Coördinator De Kring", phone="0346 111 111", by=town.actor("director"))
    organisations.add_contact(
        Provider.objects.get(pk=town.library.pk), name="Planning bibliotheek", email="planning@boekenboom.example",
        by=town.actor("librarian"),
    )  # fmt: skip
    return rows


def _left(town: Town, school: School, offer: Offer, who: str) -> int | None:
    standing = standing_of(town.actor(who), school, offer)
    assert standing
    return standing.now.left


def _asked(town: Town, made: Offer) -> Booking:
    return bookings.book(town.kring, made, units=1, pupils=25, by=town.actor("coordinator"))


def test_the_catalogue_has_the_three_themes_and_both_parts(town: Town, brochure: dict[str, Offer]):
    assert set(town.programme.themes.values_list("name", flat=True)) == set(THEMES)
    for kind, number in (("fixed", 2), ("optional", 2)):
        assert len(found(Criteria(chosen={"kind": (kind,)}))) == number


def test_fixed_offers_are_there_for_every_school_without_choosing(town: Town, brochure: dict[str, Offer]):
    pairs = pairs_visible_to(town.actor("officer"))
    assert {(offer.text.title, school.name) for offer, school in pairs} == {
        (title, name)
        for title in ("Leesconsulent", "Inloop voor ouders")
        for name in ("De Kring", "De Linde", "Dorpscollege")
    }
    page = Visitor(town, "teacher").open("/school/fixed")
    assert "Leesconsulent" in page.text and "Inloop voor ouders" in page.text
    assert "Filmlab" not in page.text and "4 groepen over van 4" in page.text


def test_they_cost_no_choice_budget_and_optional_ones_must_be_booked(town: Town, brochure: dict[str, Offer]):
    _asked(town, brochure["Leesconsulent"])
    account = Account.objects.get(school=town.kring)
    assert (account.available, _left(town, town.kring, brochure["Leesconsulent"], "teacher")) == (Decimal(3000), 3)
    _asked(town, brochure["Filmlab"])
    account.refresh_from_db()
    assert account.available == Decimal("2875.00")


def test_after_the_confirmation_both_sides_see_whom_to_call(town: Town, brochure: dict[str, Offer]):
    row = _asked(town, brochure["Leesconsulent"])
    school, library = Visitor(town, "coordinator"), Visitor(town, "planner")
    program = Api(town, "coordinator")
    assert program.get(f"bookings/{row.pk}").json()["contacts"] is None
    assert "Planning bibliotheek" not in school.open(f"/school/bookings/{row.pk}").text
    assert "Coördinator De Kring" not in library.open(f"/provider/bookings/{row.pk}").text

    bookings.confirm(row, by=town.actor("planner"))
    contacts = program.get(f"bookings/{row.pk}").json()["contacts"]
    assert contacts["provider"]["email"] == "planning@boekenboom.example"
    assert (contacts["school"]["name"], contacts["school"]["phone"]) == ("Coördinator De Kring", "0346 111 111")
    assert "planning@boekenboom.example" in school.open(f"/school/bookings/{row.pk}").text
    assert "0346 111 111" in library.open(f"/provider/bookings/{row.pk}").text


def test_each_school_plans_up_to_its_own_entitlement(town: Town, brochure: dict[str, Offer]):
    parents = brochure["Inloop voor ouders"]
    for _visit in range(2):
        _asked(town, parents)
    with pytest.raises(Refused):
        _asked(town, parents)
    body = {"offer": str(parents.pk), "units": 1, "pupils": 20}
    problem(Api(town, "coordinator").post("bookings", body), 409, "entitlement_exhausted")
    assert Api(town, "other_coordinator").post("bookings", body).status_code == 201
    assert _left(town, town.college, parents, "officer") == 2
