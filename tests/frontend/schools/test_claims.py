"""A school asks its own costs back: from a granted request to a sent declaration, and back with a question."""

from __future__ import annotations

import pytest

from catalogue.organisations.models import Provider
from portal.claims.decisions import LineVerdict, Verdict, decide
from portal.claims.models import Claim
from tests import cast
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.claims.declaring import cost, declared, granted, receipt


def test_from_the_request_to_a_sent_declaration_with_its_bill(town: Town):
    request = granted(town)
    visitor = Visitor(town, "coordinator")
    assert request.title in visitor.open("/school/claims").text
    assert "Declareer kosten" in visitor.open(f"/school/requests/{request.pk}").text
    rows = {"what-0": "Bus", "price-0": "120,50", "what-1": "Materiaal", "quantity-1": "2", "price-1": "10"}
    page = visitor.press(visitor.open(f"/school/claims/new/{request.pk}"), "Maak de declaratie", **rows)
    claim = Claim.objects.get()
    assert page.path == f"/school/claims/{claim.pk}" and "€ 140,50" in page.title
    assert "geen rekening of bon" in page.text, "what the municipality will look at"
    visitor.client.post(f"/school/claims/{claim.pk}/evidence", {"file": receipt()})
    page = visitor.open(f"/school/claims/{claim.pk}")
    assert "bon.pdf" in page.text and "niet op virussen gecontroleerd" in page.text
    visitor.press(page, "Dien in bij de gemeente")
    claim.refresh_from_db()
    assert claim.status == "submitted"
    assert visitor.open(f"/school/claims/new/{request.pk}").status == 404, "it stands in a claim already"


def test_more_than_was_set_aside_is_said_beside_the_amount(town: Town):
    request = granted(town)
    visitor = Visitor(town, "coordinator")
    rows = {"what-1": "Bus", "price-1": "400,01"}
    page = visitor.press(visitor.open(f"/school/claims/new/{request.pk}"), "Maak de declaratie", **rows)
    assert page.status == 400 and "Declareer dat of minder" in page.text
    assert page.html.xpath("//input[@name='price-1']/@value") == ["400,01"], "what was typed is still there"


def test_a_question_is_answered_the_costs_are_changed_and_a_file_is_taken_out(town: Town):
    claim = declared(town)
    line = claim.lines.get()
    decide(claim, Verdict("return", "", [LineVerdict(line.pk, question="Hoeveel keer?")]), by=town.actor("assessor"))
    visitor = Visitor(town, "director")
    assert "Hoeveel keer?" in visitor.open(f"/school/claims/{claim.pk}").text
    page = visitor.press(visitor.open(f"/school/claims/{claim.pk}"), "Dien in bij de gemeente")
    assert page.status == 409 and "Geef daar eerst antwoord op" in page.text
    visitor.press(page, "Bewaar deze antwoorden", **{f"answer-{line.pk}": "Tien keer"})
    lines = visitor.open(f"/school/claims/{claim.pk}/lines")
    page = visitor.press(lines, "Bewaar deze kosten", **{"price-0": "300"})
    assert "€ 300,00" in page.title and "Veranderde regel" in page.text
    visitor.client.post(f"/school/claims/{claim.pk}/evidence", {"file": receipt()})
    page = visitor.press(visitor.open(f"/school/claims/{claim.pk}"), "Haal eruit: bon.pdf")
    assert not claim.evidence.exists()
    visitor.press(page, "Dien in bij de gemeente")
    claim.refresh_from_db()
    assert (claim.status, claim.lines.get().answer) == ("submitted", "Tien keer")


def test_a_bill_of_a_provider_that_does_not_claim_is_declared_with_one_button(town: Town):
    booking = cast.booking(town, status="accepted")
    Provider.objects.filter(pk=town.library.pk).update(self_billing_agreed_on=None)
    visitor = Visitor(town, "coordinator")
    page = visitor.press(visitor.open("/school/claims"), f"Declareer dit: {booking.revision.title}")
    assert "€ 250,00" in page.title
    assert Claim.objects.get().kind == "school"


def test_the_file_of_a_declaration_is_shown_in_a_sandbox_and_to_nobody_else(town: Town):
    claim = declared(town, submitted=False)
    visitor = Visitor(town, "coordinator")
    visitor.client.post(f"/school/claims/{claim.pk}/evidence", {"file": receipt()})
    at = f"/school/evidence/{claim.evidence.get().pk}"
    answer = visitor.client.get(at)
    assert answer["Content-Disposition"].startswith("attachment") and answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert visitor.client.get(f"{at}?show")["Content-Disposition"].startswith("inline")
    assert Visitor(town, "other_coordinator").client.get(at).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(town: Town, rows: int, django_assert_num_queries):
    for _row in range(rows):
        declared(town)
    visitor = Visitor(town, "coordinator")
    visitor.open("/school/claims")
    with django_assert_num_queries(QUERIES):
        visitor.open("/school/claims")


QUERIES = 8


def test_costs_of_two_requests_stay_each_with_their_own_when_they_are_changed_on_the_page(town: Town):
    first, second = granted(town), granted(town)
    claim = declared(town, cost(first, "10.00"), cost(second, "20.00"), submitted=False)
    visitor = Visitor(town, "coordinator")
    lines = visitor.open(f"/school/claims/{claim.pk}/lines")
    visitor.press(lines, "Bewaar deze kosten", **{"price-1": "15", "what-2": "Bus", "price-2": "5"})
    found = [(line.request_id, int(line.amount)) for line in claim.lines.order_by("position")]
    assert found == [(first.pk, 10), (second.pk, 15), (first.pk, 5)]
