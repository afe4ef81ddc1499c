"""Registering as a new provider would: from nothing to the form of the first offer."""

from __future__ import annotations

import re
from typing import Any

import pytest

from catalogue.organisations.models import Admission, Provider
from portal.people.invitations import invite_newcomer, signature_of
from portal.people.models import User
from tests.cast import PASSWORD, Town
from tests.frontend.visitor import Page, Visitor

BUTTON = "Aanmelden en het eerste aanbod schrijven"
CIRCUS = {
    "name": "Circusschool Kopje Onder", "kind": "culture", "about": "Jongleren.", "website": "kopje.example",
    "street": "Piste 1", "postcode": "3601ac", "city": "Bloemendorp", "kvk": "8123456", "vat_status": "none",
    "vat_id": "", "iban": "nl91 abna 0417 1643 00", "account_name": "Kopje Onder", "person": "Kim",
    "email": "kim@kopje.example", "password": PASSWORD,
}  # fmt: skip


def _send(visitor: Visitor, **filled: Any) -> Page:
    return visitor.press(visitor.open("/register"), BUTTON, **(CIRCUS | filled))


def test_a_new_provider_is_signed_in_and_writes_its_first_offer(town: Town):
    visitor = Visitor()
    assert "/register" in visitor.open("/accounts/login/").links()
    page = _send(visitor)
    assert page.path == "/provider/offers/new" and "Welkom." in page.text
    assert Admission.objects.get(provider__name=CIRCUS["name"]).status == "requested"
    assert visitor.open("/register").path == "/provider", "who is in already goes on to its own page"


def test_a_mistake_loses_nothing_and_says_what_was_found_and_expected(town: Town):
    page = _send(Visitor(), iban="NL91ABNA0417164301", email="kim")
    assert page.status == 400
    assert any("NL91ABNA0417164301" in words for words in page.all("//*[@id='faults']//li"))
    assert "Circusschool Kopje Onder" in page.html.xpath("//input/@value")
    assert page.html.xpath("//input[@type='password']/@value") == [], "but a password is never sent back"
    assert not Provider.objects.filter(name=CIRCUS["name"]).exists()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [("kvk", "8123456", 'value="08123456"'), ("kvk", "123", "8 cijfers"), ("kvk", "98000001", "al een organisatie"),
     ("iban", "NL91ABNA0417164301", "geldig IBAN"), ("iban", "nl91abna 0417164300", 'value="NL91ABNA0417164300"'),
     ("vat_id", "NL123", "btw-id"), ("email", "kim", "e-mailadres"), ("postcode", "99", "postcode")],
)  # fmt: skip
def test_a_field_is_checked_while_it_is_filled_in(town: Town, field: str, typed: str, said: str):
    visitor = Visitor()
    answer = visitor.client.post(
        "/register/check", {field: typed, "vat_status": "standard"}, headers={"HX-Trigger-Name": field}
    )
    words = answer.content.decode()
    assert said.lower() in words.lower()
    assert "Boekenboom" not in words
    assert 'id="id_' in words and Provider.objects.count() == 2


def test_other_fields_are_not_checked_alone(town: Town):
    assert Visitor().client.post("/register/check", {"field": "password"}).status_code == 404


def test_the_same_form_twice_makes_one_provider_and_signs_in(town: Town):
    visitor = Visitor()
    page = visitor.open("/register")
    first, second = (visitor.press(page, BUTTON, **CIRCUS) for _ in range(2))
    assert first.path == "/provider/offers/new" and second.status == 200
    assert Provider.objects.filter(name=CIRCUS["name"]).count() == 1


def test_without_letters_a_known_address_is_refused_in_general_words(town: Town):
    page = _send(Visitor(), email="librarian@bloemendorp.example", password="Regen-op-dak-9")
    assert page.status == 409 and "geen nieuw account" in page.text


def test_where_letters_are_sent_nobody_learns_who_has_an_account(town: Town, settings: Any, mailoutbox: Any):
    settings.MAIL_SERVER, settings.ACCOUNT_EMAIL_VERIFICATION = True, "mandatory"
    known, new = Visitor(), Visitor()
    of_known = _send(known, email="librarian@bloemendorp.example", password="Regen-op-dak-9")
    of_new = _send(new)
    assert (of_known.status, of_known.path) == (of_new.status, of_new.path)
    assert of_known.text.replace("librarian@bloemendorp.example", "…") == of_new.text.replace("kim@kopje.example", "…")
    assert "Boekenboom" not in of_known.text and not new.open("/provider").path.startswith("/provider")
    assert [letter.to for letter in mailoutbox] == [["librarian@bloemendorp.example"], ["kim@kopje.example"]]

    (link,) = re.findall(r"https?://[^/]+(/accounts/confirm-email/\S+/)", mailoutbox[1].body)
    page = new.press(new.open(link), "Bevestig")
    assert page.path == "/provider/offers/new"


def test_too_many_registrations_from_one_place_wait(town: Town, settings: Any):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/h/ip"}
    _send(Visitor(), kvk="1")
    page = _send(Visitor())
    assert page.status == 429 and "Wacht een uur" in page.text


def test_who_is_invited_finds_the_name_and_the_municipality_filled_in(town: Town):
    letter = invite_newcomer(
        town.municipality, name="Kopje Onder", email="info@kopje.example", by=town.actor("officer")
    )
    page = Visitor().open("/register", invitation=signature_of(letter))
    assert "Bloemendorp heeft u uitgenodigd" in page.text
    assert {"Kopje Onder", "info@kopje.example"} <= set(page.html.xpath("//input/@value"))
    made = Visitor().press(page, BUTTON, **{name: CIRCUS[name] for name in CIRCUS if name not in ("name", "email")})
    assert made.path == "/provider/offers/new"
    letter.refresh_from_db()
    assert letter.provider == Provider.objects.get(kvk="08123456")
    assert User.objects.filter(email="info@kopje.example").exists()
