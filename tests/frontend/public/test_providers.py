"""The social map (DOMAIN § 7, row 46): who there is, and how fresh what they say is."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from catalogue.offers.directory import directory, fresh_from, is_stale
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import Admission
from tests.cast import Town, offer
from tests.frontend.visitor import Visitor


def _at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=ZoneInfo("Europe/Amsterdam"))


def test_a_page_that_nobody_looked_at_for_six_months_is_marked_until_somebody_does(town: Town):
    with time_machine.travel(_at("2026-08-31"), tick=False):
        organisations.confirm_details(town.library, by=town.actor("planner"))
        assert not is_stale(town.library)
    for day, stale in (("2027-02-28", False), ("2027-03-01", True)):
        with time_machine.travel(_at(day), tick=False):
            assert is_stale(town.library) is stale
            assert directory().get(pk=town.library.pk).is_stale_now is stale
            page = Visitor().open(f"/providers/{town.library.pk}")
            assert "aatst gecontroleerd op ma 31 augustus 2026" in page.text
            assert ("misschien verouderd" in page.text) is stale
    with time_machine.travel(_at("2027-03-01"), tick=False):
        organisations.confirm_details(town.library, by=town.actor("planner"))
        assert "misschien verouderd" not in Visitor().open(f"/providers/{town.library.pk}").text
        assert fresh_from().isoformat() == "2026-09-01"


def test_a_provider_that_never_said_so_is_stale(town: Town):
    assert is_stale(town.music)
    assert "nog nooit gecontroleerd" in Visitor().open("/providers").text


def test_the_page_says_what_where_and_whom_to_ask_and_names_only_who_wants_to_be_named(town: Town):
    librarian = town.actor("librarian")
    made = offer(town)
    organisations.add_venue(town.library, name="Leeszaal", city="Bloemendorp", step_free=True, by=librarian)
    closed = organisations.add_venue(town.library, name="Oude zaal", by=librarian)
    organisations.close_venue(closed, by=librarian)
    organisations.add_contact(town.library, name="De balie", phone="030 1234567", public=True, by=librarian)
    organisations.add_contact(town.library, name="Kim Stil", email="kim@x.example", by=librarian)
    page = Visitor().open(f"/providers/{town.library.pk}")
    assert page.title == "Bibliotheek De Boekenboom" and page.cards == ["Voorleesuur"]
    assert "Leeszaal" in page.text and "zonder drempels" in page.text and "Oude zaal" not in page.text
    assert "De balie" in page.text and "Kim Stil" not in page.text
    assert town.library.iban not in page.text and town.library.kvk not in page.text
    assert f"/providers/{town.library.pk}" in Visitor().open(f"/offers/{made.pk}").links()


@pytest.mark.parametrize("query", [{"q": "boekenboom"}, {"kind": "library"}])
def test_it_can_be_searched(town: Town, query: dict[str, str]):
    organisations.change_details(town.library, kind="library", by=town.actor("librarian"))
    assert Visitor().open("/providers", **query).all("//li//a[starts-with(@href, '/providers/')]") == [
        "Bibliotheek De Boekenboom"
    ]


def test_who_is_not_admitted_has_no_page(town: Town):
    admission = Admission.objects.get(provider=town.music)
    organisations.suspend(admission, reason="Klachten", by=town.actor("officer"))
    assert Visitor().open(f"/providers/{town.music.pk}").status == 404
    assert "Da Capo" not in Visitor().open("/providers").text


def test_three_providers_cost_as_many_statements_as_one(town: Town):
    visitor = Visitor()
    organisations.suspend(Admission.objects.get(provider=town.music), reason="x", by=town.actor("officer"))
    one = visitor.statements(lambda: visitor.open("/providers"))
    organisations.admit(Admission.objects.get(provider=town.music), by=town.actor("officer"))
    more = organisations.add_provider(
        name="Sport", kvk="98000009", vat_status="none", iban="NL44RABO0123456789", account_name="S",
        by=town.actor("officer"),
    )  # fmt: skip
    organisations.admit(organisations.invite(town.municipality, more, by=town.actor("officer")), by=town.actor("admin"))
    assert visitor.statements(lambda: visitor.open("/providers")) == one
