"""Reviewing offers: what is new, may it be paid, publish, or return with what to change."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from catalogue.offers import actions as offers
from catalogue.offers.models import Offer
from catalogue.offers.queries import remarks_of
from catalogue.offers.said import LABELS
from tests.cast import Town, offer
from tests.frontend.visitor import Page, Visitor

RETURN = "Stuur terug, met wat anders moet"


def _submitted(town: Town, **said: Any) -> Offer:
    return offers.submit(offer(town, publish=False, **said), by=town.actor("librarian"))


def _revised(town: Town, made: Offer, **said: Any) -> Offer:
    librarian = town.actor("librarian")
    return offers.submit(offers.edit(made, by=librarian, **said), by=librarian)


def _open(town: Town, made: Offer, who: str = "officer") -> tuple[Visitor, Page]:
    visitor = Visitor(town, who)
    return visitor, visitor.open(f"/municipality/review/{made.pk}")


def _changes(page: Page) -> list[str]:
    return page.all("//section[@aria-labelledby='changed']//dt/..")


def test_publishing(town: Town):
    made = _submitted(town)
    visitor, page = _open(town, made)
    assert page.title == "Voorleesuur"
    assert visitor.press(page, "Publiceer").path == "/municipality/review"
    assert Offer.objects.get().status == "published"


def test_the_review_of_a_changed_price_shows_exactly_that_change(town: Town):
    _visitor, page = _open(town, _revised(town, offer(town), price=Decimal("140.00")))
    assert _changes(page) == ["Prijs weg: € 125,00 nieuw: € 140,00"]
    assert (page.all("//del"), page.all("//ins")) == (["weg: € 125,00"], ["nieuw: € 140,00"])
    assert "De prijs gaat omhoog, van € 125,00 naar € 140,00." in page.text


def test_a_changed_text_is_marked_word_by_word_in_words_too(town: Town):
    made = _revised(town, offer(town), description="Kinderen luisteren, tekenen en vertellen.", year_groups=["5", "7"])
    assert _changes(_open(town, made)[1]) == [
        "Omschrijving Kinderen luisteren nieuw: , tekenen en vertellen.",
        "Groepen weg: groep 6 groep 5 nieuw: groep 7",
    ]


def test_a_first_version_shows_the_whole_text_and_what_to_look_at(town: Town):
    _visitor, page = _open(town, _submitted(town, title_en=""))
    assert "Dit is de eerste versie" in page.text
    assert "Kinderen luisteren en vertellen." in page.text
    points = page.all("//section[@aria-labelledby='points']//li")
    assert points[:2] == ["Er is geen Engelse tekst.", "Er is geen onderzoek genoemd."]


def test_what_the_provider_still_writes_is_not_shown(town: Town):
    made = offers.edit(offer(town), by=town.actor("librarian"), title="Geheim plan")
    assert "Geheim plan" not in _open(town, made)[1].text


def test_returning_with_remarks_per_field_and_in_general(town: Town):
    made = _submitted(town)
    visitor, page = _open(town, made)
    refused = visitor.press(page, RETURN, **{"remark-title": "x" * 501})
    assert refused.status == 400 and Offer.objects.get().status == "submitted"
    assert "x" * 501 in refused.text
    visitor.press(page, RETURN, reason="Bijna goed.", **{"remark-summary": "Te kort.", "remark-year_groups": "Ook 7?"})
    made = Offer.objects.get()
    assert made.status == "returned"
    assert [(each.field, each.words) for each in remarks_of(made.draft)] == [
        ("summary", "Te kort."),
        ("year_groups", "Ook 7?"),
    ]


def test_returning_needs_what_to_change(town: Town):
    visitor, page = _open(town, _submitted(town))
    refused = visitor.press(page, RETURN)
    assert refused.status == 400 and "Schrijf op wat de aanbieder moet veranderen." in refused.text


def test_every_field_can_get_a_remark(town: Town):
    _visitor, page = _open(town, _submitted(town))
    boxes = page.html.xpath("//textarea[@form='return']/@name")
    assert sorted(boxes) == sorted(f"remark-{field}" for field in LABELS)


def test_the_second_time_the_earlier_remark_stands_beside_the_field(town: Town):
    made = _submitted(town)
    offers.return_for_changes(made, reason="", remarks=[("summary", "Te kort.")], by=town.actor("officer"))
    _revised(town, made, summary="Een heel uur voorlezen.")
    assert "U vroeg eerder: “Te kort.”" in _open(town, made)[1].text


def test_a_case_that_is_asked_about_waits_for_the_answer(town: Town):
    made = _submitted(town, cases=["transport"])
    visitor, page = _open(town, made)
    assert "vraag de accountant" in page.text and "Verslag kenniskring Flevoland" in page.text
    refused = visitor.press(page, "Publiceer")
    assert refused.status == 409 and "Leg eerst vast wat de accountant zegt" in refused.text
    wrong = visitor.press(refused, "Leg het antwoord vast", verdict="yes", words="", answered_on="2026-11-01")
    assert wrong.status == 400 and "Schrijf op wat de accountant heeft gezegd." in wrong.text
    today = timezone.localdate().isoformat()
    answered = visitor.press(wrong, "Leg het antwoord vast", verdict="yes", words="Mag.", answered_on=today)
    assert "mag betaald worden. “Mag.”" in answered.text
    visitor.press(answered, "Publiceer")
    assert Offer.objects.get().status == "published"


def test_the_officer_adds_a_case_and_takes_it_back(town: Town):
    visitor, page = _open(town, _submitted(town))
    added = visitor.press(page, "Voeg dit geval toe", case="fibre", words="In de laatste zin.")
    assert "mag niet betaald worden" in added.text and "“In de laatste zin.”" in added.text
    again = visitor.press(added, "Voeg dit geval toe", case="fibre", words="Nog eens")
    assert again.status == 400
    back = visitor.press(added, "Haal dit geval weer weg")
    assert "De aanbieder heeft geen geval aangevinkt" in back.text


def test_who_looked_at_another_version_is_told_so_and_keeps_what_was_typed(town: Town):
    made = _submitted(town)
    visitor, page = _open(town, made)
    offers.add_case(made, case="fibre", words="Daar", by=town.actor("officer"))
    stale = visitor.press(page, RETURN, reason="Mijn lange uitleg")
    assert stale.status == 412 and "Mijn lange uitleg" in stale.text


def test_a_draft_is_not_there(town: Town):
    made = offer(town, publish=False)
    visitor, page = _open(town, made)
    assert page.status == 404
    for deed in ("publish", "return", "answer", "case", "case/fibre/drop"):
        assert visitor.client.post(f"/municipality/review/{made.pk}/{deed}").status_code == 404


def test_an_assessor_reads_but_does_not_decide(town: Town):
    made = _submitted(town, cases=["transport"])
    visitor, page = _open(town, made, "assessor")
    assert page.all("//main//form") == []
    sent = {"case": "transport", "verdict": "yes", "words": "Mag", "answered_on": "2026-11-01", "reason": "Nee"}
    for deed in ("publish", "return", "answer", "case"):
        assert visitor.client.post(f"/municipality/review/{made.pk}/{deed}", sent).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_however_many_cases(town: Town, number: int):
    made = _submitted(town, cases=["transport", "vouchers", "materials"][:number])
    visitor = Visitor(town, "officer")
    assert visitor.statements(lambda: visitor.open(f"/municipality/review/{made.pk}")) == 11
