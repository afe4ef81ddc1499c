"""Deciding on a claim: line by line, four eyes, and never on something that changed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from portal.bookings import actions as bookings
from portal.claims import actions as claims
from portal.claims.decisions import Verdict, decide
from portal.claims.models import Claim
from portal.letters.reasons import house
from tests.cast import Town, booking, claim, offer
from tests.frontend.visitor import Page, Visitor


def _open(town: Town, made: Claim, who: str = "assessor") -> tuple[Visitor, Page]:
    visitor = Visitor(town, who)
    return visitor, visitor.open(f"/municipality/claims/{made.pk}")


def _large(town: Town) -> Claim:
    """€ 1,250: above the threshold of € 1,000."""
    return claim(town, booking(town, status="accepted", units=10))


def test_booked_delivered_and_claimed_stand_side_by_side(town: Town):
    _visitor, page = _open(town, claim(town))
    assert page.title == "€ 250,00 van Bibliotheek De Boekenboom"
    assert "2 leerlingen minder dan geboekt" in page.text and "zoals geboekt" in page.text
    assert "controles in orde" in page.text


def test_approving_all_of_it(town: Town):
    made = claim(town)
    visitor, page = _open(town, made)
    done = visitor.press(page, "Keur goed", then="")
    assert done.path == f"/municipality/claims/{made.pk}" and "Goedgekeurd: € 250,00." in done.text
    assert Claim.objects.get().status == "approved"


def test_approve_and_next_goes_to_the_next_of_the_queue(town: Town):
    made = offer(town)
    first, second = (claim(town, booking(town, made, status="accepted")) for _ in range(2))
    visitor, page = _open(town, first)
    following = visitor.press(page, "Keur goed")
    assert following.path == f"/municipality/claims/{second.pk}"
    assert visitor.press(following, "Keur goed").path == "/municipality/claims"


def test_less_needs_a_reason_and_what_was_typed_stays(town: Town):
    made = claim(town)
    line = made.lines.get().pk
    visitor, page = _open(town, made)
    refused = visitor.press(page, "Keur goed", **{f"amount-{line}": "125,00"})
    assert refused.status == 400 and Claim.objects.get().status == "submitted"
    assert refused.html.xpath(f"//input[@name='amount-{line}']/@value") == ["125,00"]
    visitor.press(refused, "Keur goed", **{f"reason-{line}": "Eén groep in plaats van twee"})
    assert Claim.objects.get().sanctioned == Decimal("125.00")


@pytest.mark.parametrize("amount", ["", "veel", "-1", "250,01", "1,005", "NaN", "1e3", "9" * 20])
def test_an_amount_that_cannot_be_is_named(town: Town, amount: str):
    made = claim(town)
    visitor, page = _open(town, made)
    refused = visitor.press(page, "Keur goed", **{f"amount-{made.lines.get().pk}": amount})
    assert refused.status == 400 and refused.html.xpath("//input[@aria-invalid='true']")
    assert Claim.objects.get().status == "submitted"


def test_returning_and_rejecting_need_a_reason(town: Town):
    visitor, page = _open(town, claim(town))
    for button in ("Stuur terug met vragen", "Wijs af"):
        assert visitor.press(page, button).status == 400
    visitor.press(page, "Stuur terug met vragen", reason="Waar was dit?")
    assert Claim.objects.get().status == "returned"


def test_above_the_threshold_two_people_approve(town: Town):
    made = _large(town)
    visitor, page = _open(town, made)
    assert "Boven € 1.000 keuren twee mensen goed." in page.text
    again = visitor.press(page, "Keur goed", then="")
    assert "U hebt dit al goedgekeurd" in again.text and "Keur goed" not in again.all("//main//button")
    second, page = _open(town, made, "assessor2")
    assert "keurde € 1.250,00 goed" in page.text
    second.press(page, "Keur goed")
    assert Claim.objects.get().status == "approved"


def test_when_it_changed_meanwhile_the_page_says_what_happened(town: Town):
    made = claim(town)
    visitor, page = _open(town, made)
    decide(Claim.objects.get(), Verdict("return", "Welke dag was dit?"), by=town.actor("assessor2"))
    behind = visitor.press(page, "Keur goed")
    assert behind.status == 412 and "Dit gebeurde sinds u de pagina opende" in behind.text
    assert "Welke dag was dit?" in behind.text and Claim.objects.get().status == "returned"


def test_a_check_that_blocks_keeps_it_from_being_approved(town: Town):
    row = booking(town, status="delivered")
    made = claim(town, row)
    bookings.dispute(row, reason="Er kwam niemand", by=town.actor("coordinator"))
    visitor, page = _open(town, made)
    assert "controle houdt" in page.text.lower() or "houdt" in page.text
    assert visitor.press(page, "Keur goed").status == 409 and Claim.objects.get().status == "submitted"


def test_the_enter_key_decides_nothing(town: Town):
    """The first button of the form is switched off, so that a browser sends nothing when somebody presses Enter."""
    _visitor, page = _open(town, claim(town))
    first = page.html.xpath("//form[@id='decide']//button")[0]
    assert "disabled" in first.attrib and first.get("type", "submit") == "submit"


def test_a_draft_of_a_provider_is_not_there(town: Town):
    made = claim(town, submitted=False)
    visitor, page = _open(town, made)
    assert page.status == 404
    assert visitor.client.post(f"/municipality/claims/{made.pk}/decide", {"verdict": "approve"}).status_code == 404


@pytest.mark.parametrize("who", ["finance", "controller", "admin"])
def test_who_may_not_decide_is_refused(town: Town, who: str):
    made = claim(town)
    visitor, page = _open(town, made, who)
    assert page.status == 200 and page.all("//main//button[not(@disabled)]") == []
    data = {"verdict": "approve", "remainder": "release", f"amount-{made.lines.get().pk}": "250"}
    assert visitor.client.post(f"/municipality/claims/{made.pk}/decide", data).status_code == 403
    assert Claim.objects.get().status == "submitted"


def test_a_question_per_line_goes_back_and_what_changed_stands_on_top(town: Town):
    made = claim(town)
    line = made.lines.get()
    visitor = Visitor(town, "assessor")
    page = visitor.open(f"/municipality/claims/{made.pk}")
    visitor.press(page, "Stuur terug met vragen", **{f"question-{line.pk}": "Hoeveel groepen?", "then": []})
    made.refresh_from_db()
    assert made.status == "returned"
    claims.answer(made, {line.pk: "Eén groep"}, by=town.actor("librarian"))
    claims.edit(made, [claims.Wanted(line.booking_id, quantity=1)], by=town.actor("librarian"))
    claims.submit(made, by=town.actor("librarian"))
    text = visitor.open(f"/municipality/claims/{made.pk}").text
    assert "Wat er is veranderd sinds de vorige keer" in text and "Veranderde regel" in text
    assert "Hoeveel groepen?" in text and "Eén groep" in text


def test_the_officer_gives_a_later_day_on_the_page_of_the_booking(town: Town):
    row = booking(town, status="accepted")
    visitor = Visitor(town, "officer")
    page = visitor.open(f"/municipality/bookings/{row.pk}")
    after = visitor.press(page, "Geef deze dag", until="2027-12-31", reason="Lang ziek")
    assert row.claim_extensions.get().reason == "Lang ziek" and "Lang ziek" in after.text
    wrong = visitor.press(visitor.open(f"/municipality/bookings/{row.pk}"), "Geef deze dag", until="2020-01-01")
    assert wrong.status == 400


def test_a_text_that_is_ready_is_the_reason(town: Town):
    made = claim(town)
    visitor = Visitor(town, "assessor")
    text = next(each.words for each in house() if each.about == "return")
    visitor.press(visitor.open(f"/municipality/claims/{made.pk}"), "Stuur terug", text=text, reason="Het gaat om juni.")
    assert Claim.objects.get(pk=made.pk).decisions.get().reason == f"{text} Het gaat om juni."
