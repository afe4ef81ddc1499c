"""The page of masked counts: what is masked, and the form for who knows the number."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from catalogue.organisations.models import PupilCount, School, SchoolScore
from tests.api.client import Api
from tests.api.register_operations import masked_count
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.many_schools import many_schools

LIST = "/municipality/registers/masked"


def test_an_officer_fills_in_a_masked_count(town: Town):
    count = masked_count(town)
    officer = Visitor(town, "officer")
    listed = officer.open(LIST)
    assert "De Kring" in listed.text and "nog niet" in listed.text
    form = officer.open(f"{LIST}/{count.pk}")
    wrong = officer.press(form, "Vul in", pupils="5", reason="")
    assert wrong.status == 400 and PupilCount.objects.get(pk=count.pk).pupils is None
    done = officer.press(form, "Vul in", pupils="3", reason="Opgave van de school")
    assert "Ingevuld" in done.text and "Opgave van de school" in done.text
    school = officer.open(f"/municipality/schools/{town.kring.pk}")
    assert any(link.endswith(f"masked?school={town.kring.pk}") for link in school.links())
    late = officer.press(form, "Vul in", pupils="2", reason="Anders", once="")
    assert late.status == 412, "the form was opened before somebody else filled it in"


def test_a_controller_reads_and_fills_in_nothing(town: Town):
    count = masked_count(town)
    controller = Visitor(town, "controller")
    assert "De Kring" in controller.open(LIST).text
    assert controller.open(f"{LIST}/{count.pk}").status == 403


def test_a_count_that_is_shown_has_no_form(town: Town):
    shown = town.kring.counts.first()
    assert Visitor(town, "officer").open(f"{LIST}/{shown.pk}").status == 404


def test_the_page_costs_the_same_for_one_school_and_for_three_hundred(town: Town):
    masked_count(town)
    officer = Visitor(town, "officer")
    one = officer.statements(lambda: officer.open(LIST))
    many_schools(town, 300)
    assert officer.statements(lambda: officer.open(LIST)) == one


def test_the_page_of_a_school_shows_its_score(town: Town):
    SchoolScore.objects.create(
        school=town.kring, reference_date=date(2023, 10, 1), score=Decimal("123.4500"), source="CBS"
    )
    assert "Score van het CBS" in Visitor(town, "officer").open(f"/municipality/schools/{town.kring.pk}").text
    assert "123,45" in Visitor(town, "officer").open(f"/municipality/schools/{town.kring.pk}").text


def test_the_page_of_a_closed_school_says_so_and_keeps_its_history(town: Town):
    School.objects.filter(pk=town.kring.pk).update(closed_on=date(2026, 8, 1))
    page = Visitor(town, "officer").open(f"/municipality/schools/{town.kring.pk}")
    assert "gesloten sinds" in page.text and "1 augustus 2026" in page.text
    assert Api(town, "officer").get(f"schools/{town.kring.pk}").json()["closedOn"] == "2026-08-01"
