"""The overview of the municipality and its lists: what waits, what is due first, and nothing that one may not do."""

from __future__ import annotations

import pytest
from django.utils import timezone

from catalogue.journal import outbox
from catalogue.journal.models import JournalLine
from catalogue.offers import actions as offers
from portal.claims.models import Claim
from portal.payments import actions as payments
from tests.cast import Town, approved, booking, claim, offer
from tests.frontend.visitor import Visitor

LISTS = ["", "/claims", "/review", "/bookings", "/schools", "/invoices", "/payments", "/journal", "/claims?status=all"]
TOWN_HALL = ["officer", "assessor", "finance", "controller", "admin"]


def _more(town: Town) -> None:
    """One of everything that a list of the municipality shows."""
    made = offer(town)
    offers.submit(offer(town, publish=False), by=town.actor("librarian"))
    claim(town, booking(town, made, status="accepted", units=1))
    for _number in range(2):
        approved(town, claim(town, booking(town, made, status="accepted", units=1)))
    outbox.drain()
    payments.prepare(by=town.actor("finance"))
    approved(town, claim(town, booking(town, made, status="accepted", units=1)))
    outbox.drain()


@pytest.fixture
def one_and_three(town: Town) -> dict[str, list[int]]:
    """What each list costs with one row and with three."""
    visitor, costs = Visitor(town, "officer"), {path: [] for path in LISTS}
    for rows in (1, 2):
        for _row in range(rows):
            _more(town)
        for path, found in costs.items():
            visitor.open(f"/municipality{path}")
            found.append(visitor.statements(lambda address=f"/municipality{path}": visitor.open(address)))
    return costs


@pytest.mark.slow
def test_lists_cost_the_same_for_one_row_and_for_three(one_and_three: dict[str, list[int]]):
    assert {path: cost for path, cost in one_and_three.items() if cost[0] != cost[1]} == {}
    assert max(cost[0] for cost in one_and_three.values()) <= 41


def test_what_is_chosen_delivered_and_paid(town: Town):
    booking(town)
    page = Visitor(town, "officer").open("/municipality")
    assert page.title == "Bloemendorp" and "€ 250" in page.text and "van € 18.000" in page.text


def test_the_queue_stands_in_order_of_the_legal_term(town: Town):
    made = offer(town)
    later, sooner = (claim(town, booking(town, made, status="accepted")) for _ in range(2))
    Claim.objects.filter(pk=sooner.pk).update(due_on=timezone.localdate())
    page = Visitor(town, "assessor").open("/municipality/claims")
    addresses = [link for link in page.links() if link.startswith("/municipality/claims/")]
    assert addresses == [f"/municipality/claims/{sooner.pk}", f"/municipality/claims/{later.pk}"]
    assert "vandaag is de laatste dag" in page.text


def test_failed_work_is_told_in_words_with_a_button(town: Town):
    approved(town)
    JournalLine.objects.filter(event="claim.approved").update(failed_at=timezone.now(), last_error="boem")
    finance, controller = Visitor(town, "finance"), Visitor(town, "controller")
    assert "Probeer opnieuw" not in controller.open("/municipality").text
    page = finance.open("/municipality")
    assert "boem" in page.text
    finance.press(page, "Probeer opnieuw")
    assert JournalLine.objects.get(event="claim.approved").failed_at is None


@pytest.mark.parametrize("who", TOWN_HALL)
def test_everybody_of_the_town_hall_reads_every_list(town: Town, who: str):
    visitor = Visitor(town, who)
    for path in (*LISTS, "/split", "/sisa"):
        assert visitor.open(f"/municipality{path}").status == 200


@pytest.mark.parametrize("who", ["controller", "admin"])
def test_who_only_reads_sees_no_buttons(town: Town, who: str):
    made = claim(town)
    waiting = offer(town, publish=False)
    offers.submit(waiting, by=town.actor("librarian"))
    visitor = Visitor(town, who)
    for path in (f"/claims/{made.pk}", f"/review/{waiting.pk}", "/split", "/payments"):
        assert visitor.open(f"/municipality{path}").all("//main//form[not(@method='get')]//button") == []
    assert visitor.client.post(f"/municipality/review/{waiting.pk}/publish").status_code == 403


@pytest.mark.parametrize("who", ["coordinator", "librarian", "board"])
def test_others_are_kept_out(town: Town, who: str):
    for path in LISTS:
        assert Visitor(town, who).open(f"/municipality{path}").status == 403
    assert Visitor().open("/municipality").path.startswith("/accounts/login/")


def test_the_journal_is_searched_by_person_and_kind(town: Town):
    booking(town, status="confirmed")
    visitor = Visitor(town, "controller")
    page = visitor.open("/municipality/journal", thing="booking", q="librarian")
    assert len(page.all("//tbody/tr")) == 1 and "Bevestigd door de aanbieder" in page.text


def test_a_school_with_its_budget(town: Town):
    booking(town)
    visitor = Visitor(town, "officer")
    page = visitor.open("/municipality/schools", q="kring")
    assert len(page.all("//tbody/tr")) == 1 and "€ 2.750,00" in page.text
    assert visitor.open(f"/municipality/schools/{town.kring.pk}").title == "De Kring"


@pytest.mark.parametrize("path", ["/claims", "/bookings", "/schools", "/invoices", "/journal"])
def test_a_search_for_nonsense_finds_nothing_and_breaks_nothing(town: Town, path: str):
    visitor = Visitor(town, "officer")
    for words in ("\x00", "%'\"<script>", "é" * 500, "nergens"):
        page = visitor.open(f"/municipality{path}", q=words, status="onzin", thing="onzin", page="-3")
        assert page.status == 200 and not page.html.xpath("//main//script")
