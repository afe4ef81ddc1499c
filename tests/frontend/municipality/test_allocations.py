"""The officer tries, reads the result with its reasons, and divides; a school reads what it got and why not more."""

from __future__ import annotations

import json

import pytest

from catalogue.journal.outbox import drain
from catalogue.organisations.models import School
from portal.allocations.document import digest
from portal.allocations.models import Allocation
from portal.bookings.models import Booking, Choice
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.allocations.rounds import contested
from tests.portal.rounds import planned

ROUNDS = "/municipality/rounds"


def test_from_a_trial_to_the_results(town: Town):
    the_round, officer = contested(town)[0], Visitor(town, "officer")
    page = officer.press(officer.open(f"{ROUNDS}/{the_round.pk}"), "Verdeel als proef")
    assert page.title == "Wie krijgt wat, en is het eerlijk?"
    assert "3 van 4 wensen toegekend" in page.text and "2 van 2" in page.text
    assert "er waren nog 0 plaatsen" in page.text and "De Kring (plaats 1)" in page.text
    assert not Booking.objects.exists()

    page = officer.press(page, "Verdeel echt en boek")
    assert page.status == 200 and "De boekingen worden nu gemaakt" in page.text
    drain()
    assert Booking.objects.count() == 3
    page = officer.open(page.path)
    assert "Verdeel echt en boek" not in page.buttons()
    assert "uitslag bekend" in officer.open(f"{ROUNDS}/{the_round.pk}").text

    page = Visitor(town, "other_coordinator").open("/school/results")
    assert "Muziek" in page.text and "toegekend" in page.text
    assert "er was € 0,00 over van het budget van de school" in page.text
    assert "1 school kreeg het" in page.text and "De Kring" not in page.text


def test_before_it_is_published_a_school_reads_nothing(town: Town):
    officer, the_round = Visitor(town, "officer"), contested(town)[0]
    officer.press(officer.open(f"{ROUNDS}/{the_round.pk}"), "Verdeel als proef")
    assert "Nog geen uitslag" in Visitor(town, "coordinator").open("/school/results").text


def test_the_file_for_an_auditor_and_the_table(town: Town):
    officer, the_round = Visitor(town, "officer"), contested(town)[0]
    page = officer.press(officer.open(f"{ROUNDS}/{the_round.pk}"), "Verdeel als proef")
    made = Allocation.objects.get()
    answer = officer.client.get(f"{ROUNDS}/results/{made.pk}/input.json")
    assert digest(json.loads(answer.content)) == made.input_hash
    table = officer.client.get(page.path, {"format": "csv"})
    content = b"".join(table.streaming_content) if table.streaming else table.content
    assert "Voorleesuur" in content.decode("utf-8-sig")


def test_an_open_round_can_only_be_tried(town: Town):
    officer, the_round = Visitor(town, "officer"), planned.round(town, method="allocation")
    page = officer.press(officer.open(f"{ROUNDS}/{the_round.pk}"), "Verdeel als proef")
    assert "Geen school had een wens" in page.text and "Verdeel echt en boek" not in page.buttons()
    answer = officer.client.post(f"{ROUNDS}/{the_round.pk}/divide", {})
    assert answer.status_code == 409 and not Allocation.objects.exclude(status="trial").exists()


@pytest.mark.parametrize("who", ["finance", "controller"])
def test_others_read_only(town: Town, who: str):
    officer, the_round = Visitor(town, "officer"), contested(town)[0]
    officer.press(officer.open(f"{ROUNDS}/{the_round.pk}"), "Verdeel als proef")
    visitor = Visitor(town, who)
    for address in (f"{ROUNDS}/{the_round.pk}", f"{ROUNDS}/results/{Allocation.objects.get().pk}"):
        page = visitor.open(address)
        assert page.status == 200 and not page.html.xpath("//main//form[@method='post']")


def test_the_result_costs_the_same_for_two_schools_as_for_many(town: Town):
    officer, (the_round, reading, _music) = Visitor(town, "officer"), contested(town)
    address = f"{ROUNDS}/{the_round.pk}"
    few = officer.press(officer.open(address), "Verdeel als proef").path
    before = Choice.objects.earliest("created_at").created_at
    rows = [
        School(municipality=town.municipality, name=f"School {n}", location_code=f"{n:04}00", sector="PO")
        for n in range(300)
    ]
    School.objects.bulk_create(rows)
    Choice.objects.bulk_create(Choice(school=row, offer=reading, pupils=20, created_at=before) for row in rows)
    many = officer.press(officer.open(address), "Verdeel als proef").path
    assert officer.statements(lambda: officer.open(many)) == officer.statements(lambda: officer.open(few))
