"""Writing an offer: one page, kept at every pause, checked while it is typed, and nothing ever lost."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from catalogue.offers import actions as offers
from catalogue.offers.models import Manuscript, Offer
from catalogue.organisations import actions as organisations
from tests.cast import PASSWORD, Town, offer
from tests.frontend.visitor import Page, Visitor, sent_by

KEEP, BUTTON = "/provider/offers/keep", "Bewaar en bekijk"
HTMX = {"HX-Request": "true"}


def given(town: Town, **filled: Any) -> dict[str, Any]:
    """Everything that an offer needs."""
    return {
        "title": "Dichten in de klas", "summary": "Kinderen schrijven.", "description": "Vier lessen.",
        "themes": [str(town.talent.pk)], "goal": "talent", "price": "1.250,50", "unit": "group",
    } | filled  # fmt: skip


def write(town: Town, **filled: Any) -> Page:
    """A planner of the library fills in the page and presses the button, without JavaScript."""
    visitor = Visitor(town, "planner")
    return visitor.press(visitor.open("/provider/offers/new"), BUTTON, **given(town, **filled))


def fields(page: Page) -> dict[str, Any]:
    """What the form of the page would send as it stands."""
    return dict(sent_by(page.html.get_element_by_id("write")))


def pause(visitor: Visitor, page: Page, turn: int = 1, **typed: Any) -> Page:
    """What the page sends by itself when somebody stops typing for a moment."""
    sent = fields(page) | {"turn": turn} | typed
    return Page(
        visitor.client.post(KEEP, sent, headers=HTMX | {"HX-Current-URL": f"http://testserver{page.path}"}), KEEP
    )


def test_an_offer_is_written_and_sent(town: Town):
    page = write(town)
    made = Offer.objects.get()
    assert page.path == f"/provider/offers/{made.pk}" and page.title == "Dichten in de klas"
    assert str(made.text.price) == "1250.50" and made.status == "draft"
    Visitor(town, "planner").press(page, "Stuur naar de gemeente")
    assert Offer.objects.get().status == "submitted"


def test_every_field_comes_back_as_it_was_filled_in(town: Town):
    filled = given(
        town, kind="fixed", target_groups=["nt2"], menu_areas=["A", "F"], sectors=["PO"], year_groups=["5"],
        entitlement_units="2", entitlement_period="term", entitlement_per_pupils="100", cancel_free_days="14",
        cancel_late_percent="50", evidence_url="https://example.org/", evidence_months="3", evidence_strength="4",
        evidence_cost="1", lead_time_days="7", starts_on="2027-01-11", place="Op school", title_en="Poems",
    )  # fmt: skip
    write(town, **filled)
    made = Offer.objects.get()
    shown = Visitor(town, "planner").open(f"/provider/offers/{made.pk}/edit")
    again = sent_by(shown.html.get_element_by_id("write"))
    assert {(name, value.strip()) for name, value in again} >= {
        (name, value)
        for name, values in filled.items()
        for value in ([values] if isinstance(values, str) else values)
        if name != "price"
    }
    assert made.text.unread == {}


def test_what_is_wrong_is_kept_named_beside_its_field_and_comes_back_as_typed(town: Town):
    page = write(town, price="veel", title="", min_units="een paar")
    made = Offer.objects.get()
    assert page.path == f"/provider/offers/{made.pk}/edit"
    assert "“veel”" in page.all("//*[@id='id_price-check']")[0]
    assert "“een paar”" in page.all("//*[@id='id_min_units-check']")[0]
    assert fields(page)["price"] == "veel" and fields(page)["min_units"] == "een paar"
    assert "Vier lessen." in page.text
    done = Visitor(town, "planner").press(page, BUTTON, price="10", title="Dichten", min_units="2")
    assert done.title == "Dichten" and Offer.objects.get().text.min_units == 2


def test_what_is_missing_stands_at_the_end_each_a_link_to_its_field(town: Town):
    page = Visitor(town, "planner").open("/provider/offers/new")
    links = page.html.xpath("//ul[@class='missing']//a/@href")
    assert links == ["#id_title", "#id_goal", "#id_price", "#id_summary", "#id_description", "#id_themes_0"]
    for link in links:
        assert page.html.get_element_by_id(link.removeprefix("#")) is not None


def test_an_offer_that_misses_something_cannot_be_sent(town: Town):
    page = write(town, summary="")
    refused = Visitor(town, "planner").press(page, "Stuur naar de gemeente")
    assert refused.status == 400 and Offer.objects.get().status == "draft"


def test_the_first_pause_makes_the_draft_once_and_the_page_becomes_its_page(town: Town):
    visitor = Visitor(town, "planner")
    page = visitor.open("/provider/offers/new")
    for turn in (1, 1, 2):
        answer = pause(visitor, page, turn, title="Dichten", price="duur")
    made = Offer.objects.get()
    assert answer.response.headers["HX-Replace-Url"] == f"/provider/offers/{made.pk}/edit"
    assert "Bewaard om" in answer.text and "“duur”" in answer.text
    assert made.text.title == "Dichten" and made.text.unread["price"] == ["duur"]


def test_a_second_window_is_told_and_can_go_on_with_either_text(town: Town):
    made = offer(town, publish=False)
    visitor, edit = Visitor(town, "planner"), f"/provider/offers/{made.pk}/edit"
    left, right = visitor.open(edit), visitor.open(edit)
    assert "Bewaard om" in pause(visitor, left, title="Van links").text
    told = pause(visitor, right, title="Van rechts")
    assert "in een ander venster veranderd" in told.text
    (link,) = [each for each in told.links() if "?text=" in each]
    assert fields(visitor.open(edit))["title"] == "Van links"
    other = visitor.open(link)
    assert fields(other)["title"] == "Van rechts"
    visitor.press(other, BUTTON)
    assert Offer.objects.get().draft.title == "Van rechts"
    waiting = visitor.open(edit)
    assert "Er is nog een tekst van dit aanbod" in waiting.text
    visitor.press(waiting, "Gooi die tekst weg")
    assert "Er is nog een tekst" not in visitor.open(edit).text


@pytest.mark.parametrize("by_button", [False, True])
def test_what_was_typed_when_the_session_had_ended_is_back_after_signing_in(town: Town, by_button: bool):
    visitor = Visitor(town, "planner")
    page = visitor.open("/provider/offers/new")
    visitor.client.logout()
    if by_button:
        login = visitor.press(page, BUTTON, title="Bijna kwijt", price="duur")
    else:
        told = pause(visitor, page, title="Bijna kwijt", price="duur")
        assert "U bent niet meer aangemeld. Uw tekst is bewaard." in told.text
        (link,) = told.links()
        login = visitor.open(link)
    assert not Offer.objects.exists()
    email = town.membership["planner"].user.email
    back = Page(visitor.client.post(login.path, {"login": email, "password": PASSWORD}, follow=True), login.path)
    assert fields(back)["title"] == "Bijna kwijt" and fields(back)["price"] == "duur"
    visitor.press(back, BUTTON)
    assert Offer.objects.get().text.title == "Bijna kwijt"
    assert fields(visitor.open("/provider/offers/new"))["title"] == ""


def test_nobody_else_gets_what_was_typed_in_an_ended_session(town: Town):
    visitor = Visitor(town, "planner")
    page = visitor.open("/provider/offers/new")
    visitor.client.logout()
    pause(visitor, page, title="Van de planner")
    visitor.client.force_login(town.membership["musician"].user)
    assert fields(visitor.open("/provider/offers/new"))["title"] == ""


def test_without_a_signature_nothing_is_kept_for_the_public(town: Town):
    answer = Visitor().client.post(KEEP, {"window": str(uuid4()), "title": "Spam", "owner": "zomaar"})
    assert answer.status_code == 302 and "typed" not in Visitor().client.session


def test_the_preview_shows_the_card_and_the_page_and_saves_nothing(town: Town):
    visitor = Visitor(town, "musician")
    page = visitor.open("/provider/offers/new")
    shown = visitor.press(page, "Bekijk het in een nieuw venster", **given(town, price="100"))
    assert shown.title == "Dichten in de klas" and "€ 100 per groep" in shown.text
    assert not Offer.objects.exists() and not Manuscript.objects.exists()
    sent = fields(page) | given(town, price="100")
    piece = Page(visitor.client.post("/provider/offers/preview", sent, headers=HTMX), "")
    assert "Een school betaalt € 100,00 uit haar budget." in piece.text
    assert "De gemeente betaalt u € 100,00 en € 21,00 btw: € 121,00." in piece.text


def test_no_vat_and_a_fixed_offer_are_said_too(town: Town):
    visitor = Visitor(town, "planner")
    sent = fields(visitor.open("/provider/offers/new")) | given(town, price="100", kind="fixed")
    piece = Page(visitor.client.post("/provider/offers/preview", sent, headers=HTMX), "")
    assert "Een school betaalt niets: het is vast aanbod." in piece.text
    assert "De gemeente betaalt u € 100,00; er komt geen btw bij." in piece.text


def test_a_photograph_goes_with_the_button_and_its_words_come_back_when_they_miss(town: Town):
    picture = BytesIO()
    Image.new("RGB", (800, 500), "teal").save(picture, "JPEG")

    def photograph() -> SimpleUploadedFile:
        return SimpleUploadedFile("les.jpg", picture.getvalue(), "image/jpeg")

    wordless = write(town, picture="new", photograph=photograph(), credit="Wij")
    assert wordless.status == 400 and fields(wordless)["credit"] == "Wij" and not Offer.objects.exists()
    write(town, picture="new", photograph=photograph(), credit="Wij", alt="Twee kinderen schrijven")
    image = Offer.objects.get().text.image
    assert image is not None and image.alt == "Twee kinderen schrijven"


def test_own_places_and_people_can_be_chosen(town: Town):
    librarian = town.actor("librarian")
    venue = organisations.add_venue(town.library, name="Leeszaal", city="Bloemendorp", step_free=True, by=librarian)
    person = organisations.add_contact(town.library, name="De balie", phone="030 1234567", public=True, by=librarian)
    write(town, venue=str(venue.pk), contact_person=str(person.pk))
    made = Offer.objects.get()
    assert (made.text.venue, made.text.contact_person) == (venue, person)
    assert "Leeszaal" not in Visitor(town, "musician").open("/provider/offers/new").text


def test_while_it_is_reviewed_the_page_of_writing_leads_back(town: Town):
    made = offer(town, publish=False)
    offers.submit(made, by=town.actor("librarian"))
    assert Visitor(town, "planner").open(f"/provider/offers/{made.pk}/edit").path == f"/provider/offers/{made.pk}"


def test_goal_and_kind_of_a_published_offer_are_not_asked_again(town: Town):
    made = offer(town)
    page = Visitor(town, "planner").open(f"/provider/offers/{made.pk}/edit")
    assert not {"goal", "kind"} & fields(page).keys()
    Visitor(town, "planner").press(page, BUTTON, price="150")
    made.refresh_from_db()
    assert (made.draft.number, made.draft.unread) == (2, {})


@pytest.mark.parametrize("path", [KEEP, "/provider/offers/preview", "/provider/offers/new"])
def test_what_is_no_form_of_ours_is_not_there(town: Town, path: str):
    assert Visitor(town, "planner").client.post(path, {"window": "x"}).status_code == 404


def test_a_pause_costs_the_same_however_much_the_provider_has(town: Town):
    visitor = Visitor(town, "planner")
    page = visitor.open("/provider/offers/new")
    pause(visitor, page, 1, **given(town))
    one = visitor.statements(lambda: pause(visitor, page, 2, **given(town, summary="Twee.")))
    for _number in range(2):
        offer(town)
    three = visitor.statements(lambda: pause(visitor, page, 3, **given(town, summary="Drie.")))
    assert three == one <= 45


def test_what_the_municipality_asked_stands_beside_the_field(town: Town):
    made = offers.submit(offer(town, publish=False), by=town.actor("librarian"))
    remarks = [("summary", "Te kort."), ("image", "Mag de foto lichter?")]
    offers.return_for_changes(made, reason="", remarks=remarks, by=town.actor("officer"))
    visitor = Visitor(town, "librarian")
    page = visitor.open(f"/provider/offers/{made.pk}/edit")
    assert page.all("//form//*[contains(@class, 'note--warn')]//*[@class='quote']") == [
        "Mag de foto lichter?",
        "Te kort.",
    ]
    assert "Te kort." in visitor.open(f"/provider/offers/{made.pk}").text
