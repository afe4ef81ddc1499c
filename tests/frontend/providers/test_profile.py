"""A provider keeps what it says about itself: details, contacts, places, and where it takes part."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue.journal.models import JournalLine
from catalogue.journal.outbox import drain
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import Admission, ContactPerson, Venue
from catalogue.organisations.queries import contact_now
from tests.cast import OPERATOR, Town, offer
from tests.frontend.visitor import Visitor


def test_the_home_page_asks_whether_the_page_is_still_right_and_one_click_says_so(town: Town):
    visitor = Visitor(town, "planner")
    home = visitor.open("/provider")
    assert "Niemand heeft uw pagina nog gecontroleerd" in home.text and "vandaag niemand om iets te vragen" in home.text
    assert "vandaag is gecontroleerd" in visitor.press(home, "Klopt nog").text
    assert "nog gecontroleerd" not in visitor.open("/provider").text
    assert JournalLine.objects.filter(event="provider.checked", thing_id=town.library.pk).count() == 1


def test_a_new_name_is_written_down_and_found_in_the_catalogue(town: Town):
    offer(town)
    visitor = Visitor(town, "librarian")
    page = visitor.open("/provider/details/edit")
    done = visitor.press(page, "Bewaar", name="Leeshuis Bloemendorp", kind="library", postcode="3601ad")
    assert done.path == "/provider/details" and "Leeshuis Bloemendorp" in done.text
    line = JournalLine.objects.get(event="provider.renamed", thing_id=town.library.pk)
    assert line.data == {"fields": ["kind", "name", "postcode"]}
    assert Visitor().open("/offers", q="leeshuis").cards == []
    drain()
    assert Visitor().open("/offers", q="leeshuis").cards == ["Voorleesuur"]


def test_a_vat_status_without_its_number_keeps_what_was_typed(town: Town):
    visitor = Visitor(town, "librarian")
    page = visitor.press(
        visitor.open("/provider/details/edit"), "Bewaar", kind="library", vat_status="none", about="Wij lezen voor."
    )
    assert page.status == 400 and "Laat het veld leeg" in page.text and "Wij lezen voor." in page.text
    town.library.refresh_from_db()
    assert town.library.vat_status == "exempt"


def test_a_planner_keeps_contacts_but_not_the_details(town: Town):
    assert Visitor(town, "planner").open("/provider/details/edit").status == 403
    assert Visitor(town, "planner").open("/provider/contacts").status == 200


def test_a_contact_is_added_goes_away_and_hands_over(town: Town):
    visitor = Visitor(town, "planner")
    for name in ("Kim", "Balie"):
        page = visitor.press(
            visitor.open("/provider/contacts/new"), "Contactpersoon toevoegen", name=name, email=f"{name}@x.example"
        )
    kim, balie = ContactPerson.objects.get(name="Kim"), ContactPerson.objects.get(name="Balie")
    one = f"/provider/contacts/{kim.pk}"
    today = date.today().isoformat()
    page = visitor.press(
        visitor.open(one), "Vervanger vastleggen", away_from=today, away_until="2000-01-01", substitute=balie.pk
    )
    assert page.status == 400 and "vóór de eerste dag" in page.text
    page = visitor.press(page, "Vervanger vastleggen", away_from=today, away_until="", substitute=balie.pk)
    assert "Intussen neemt Balie het waar" in page.text and "nu afwezig" in page.text
    assert contact_now(town.library) == balie
    page = visitor.press(visitor.open(one), "Overdragen", successor=balie.pk)
    assert "Overgedragen." in page.text and "Kim" not in page.all("//main//ul")[0]


def test_the_last_contact_cannot_end_without_a_successor(town: Town):
    kim = organisations.add_contact(town.library, name="Kim", phone="030 1234567", by=town.actor("planner"))
    visitor = Visitor(town, "planner")
    page = visitor.press(visitor.open(f"/provider/contacts/{kim.pk}"), "Overdragen")
    assert page.status == 409 and "niemand meer zijn" in page.text


@pytest.mark.parametrize("who", ["coordinator", "board"])
def test_a_school_keeps_its_contacts_on_the_same_pages(town: Town, who: str):
    visitor = Visitor(town, who)
    if who == "board":
        visitor.client.post("/school/as", {"school": town.kring.pk})
    page = visitor.press(
        visitor.open("/school/contacts/new"), "Contactpersoon toevoegen", name="Administratie", phone="030 1234567"
    )
    assert "Vandaag vragen anderen het aan Administratie" in page.text
    assert "voor iedereen" not in visitor.open("/school/contacts/new").text


def test_a_place_is_added_changed_and_closed(town: Town):
    visitor = Visitor(town, "planner")
    page = visitor.press(
        visitor.open("/provider/venues/new"), "Locatie toevoegen", name="Leeszaal", postcode="3601ac", lunch="on"
    )
    assert "Bewaard: Leeszaal." in page.text and "plek om te lunchen" in page.text
    hall = Venue.objects.get()
    page = visitor.press(visitor.open(f"/provider/venues/{hall.pk}"), "Bewaar", latitude="52.1")
    assert page.status == 400 and "samen" in page.text
    page = visitor.press(visitor.open(f"/provider/venues/{hall.pk}"), "Sluit deze locatie")
    assert "gesloten" in page.text
    assert "Sluit" not in visitor.open(f"/provider/venues/{hall.pk}").text
    assert Visitor(town, "musician").open(f"/provider/venues/{hall.pk}").status == 404


def test_another_municipality_is_asked_and_an_invitation_accepted(town: Town):
    elsewhere = organisations.add_municipality(name="Elders", code="GM9802", oin="00000099000000980200", by=OPERATOR)
    visitor = Visitor(town, "librarian")
    page = visitor.press(visitor.open("/provider/details"), "Vraag om mee te doen", municipality=elsewhere.pk)
    assert "Elders bekijkt uw organisatie" in page.text
    assert "Elders bekijkt uw organisatie" in visitor.open("/provider").text
    Admission.objects.filter(municipality=elsewhere).update(status="invited")
    page = visitor.press(visitor.open("/provider/details"), "Ja, wij doen mee")
    assert "U doet mee in Elders" in page.text
    other = {"municipality": elsewhere.pk}
    assert visitor.client.post("/provider/admissions/ask", other).status_code == 400, "it takes part there already"
