"""The overview of a provider: who waits for me, what can I claim?"""

from __future__ import annotations

import pytest

from catalogue.journal import outbox
from catalogue.offers import actions as offers
from portal.bookings.models import Booking
from portal.claims.decisions import Verdict, decide
from tests.cast import Town, approved, booking, claim, offer
from tests.frontend.visitor import Visitor

PAGES = ["/provider", "/provider/bookings", "/provider/claims", "/provider/invoices", "/provider/offers"]


def test_what_waits_stands_on_the_first_page(town: Town):
    asked, planned = booking(town), booking(town, status="confirmed")
    page = Visitor(town, "librarian").open("/provider")
    assert page.title == "Bibliotheek De Boekenboom" and "Er wachten 2 dingen op u." in page.text
    assert {f"/provider/bookings/{asked.pk}", f"/provider/bookings/{planned.pk}"} <= set(page.links())


def test_a_delivery_is_reported_with_one_thumb(town: Town):
    row = booking(town, status="confirmed")
    visitor = Visitor(town, "planner")
    done = visitor.press(visitor.open("/provider"), "Geleverd")
    assert done.path == "/provider" and "Gemeld: “Voorleesuur” voor De Kring." in done.text
    delivery = Booking.objects.get(pk=row.pk).deliveries.get()
    assert (delivery.sessions, delivery.pupils_reached) == (2, 50)


def test_a_delivery_in_the_future_is_refused_and_what_was_typed_stays(town: Town):
    booking(town, status="confirmed")
    visitor = Visitor(town, "planner")
    page = visitor.press(visitor.open("/provider"), "Geleverd", date="2099-01-01", pupils_reached="31")
    assert page.status == 400 and "Deze dag ligt in de toekomst" in page.text
    assert "31" in page.html.xpath("//input[@name='pupils_reached']/@value")


def test_ready_to_claim_is_one_button_with_its_sum(town: Town):
    booking(town, status="accepted")
    manager, planner = Visitor(town, "librarian").open("/provider"), Visitor(town, "planner").open("/provider")
    assert "€ 250,00" in manager.text and "/provider/claims/new" in " ".join(manager.links())
    assert "/provider/claims/new" not in " ".join(planner.links())


def test_what_came_back_says_what_to_change(town: Town):
    made = offer(town, publish=False)
    offers.submit(made, by=town.actor("librarian"))
    offers.return_for_changes(made, reason="Noem de leeftijd.", by=town.actor("officer"))
    decide(claim(town), Verdict("return", "Waar was dit?"), by=town.actor("assessor"))
    page = Visitor(town, "librarian").open("/provider")
    assert "Noem de leeftijd." in page.text and "Waar was dit?" in page.text


def test_the_figures_of_money_are_a_chart_with_words(town: Town):
    claim(town)
    assert "Ingediend" in (page := Visitor(town, "librarian").open("/provider")).text
    assert page.html.xpath("//main//svg") and "€ 250,00" in page.text


def test_lists_cost_the_same_for_one_row_and_for_three(town: Town):
    visitor, costs = Visitor(town, "librarian"), {path: [] for path in PAGES}
    for rows in (1, 2):
        for _row in range(rows):
            made = offer(town)
            booking(town, made, status="requested")
            booking(town, made, status="confirmed")
            approved(town, claim(town, booking(town, made, status="delivered", units=1)))
            outbox.drain()
        for path, found in costs.items():
            visitor.open(path)
            found.append(visitor.statements(lambda address=path: visitor.open(address)))
    assert {path: cost for path, cost in costs.items() if cost[0] != cost[1]} == {}


@pytest.mark.parametrize("path", [*PAGES, "/provider/details", "/provider/offers/new", "/provider/claims/new"])
def test_others_are_kept_out(town: Town, path: str):
    assert Visitor(town, "coordinator").open(path).status == 403
    assert Visitor(town, "officer").open(path).status == 403
    assert Visitor().open(path).path.startswith("/accounts/login/")
    assert Visitor(town, "planner").open(path).status == 200
