"""Row 15: losing a contact costs time. Substitutes per task, a list to hand over, a warning when nobody is left."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from catalogue.organisations import actions as organisations
from catalogue.organisations import queries
from catalogue.organisations.models import ContactPerson
from portal.people import actions as people
from portal.radar.queries import without_contact
from tests.cast import OPERATOR, Town, booking, offer
from tests.frontend.visitor import Visitor

TODAY = timezone.localdate


def _contact(town: Town, name: str, task: str, *, whose: str = "kring", by: str = "coordinator") -> ContactPerson:
    email = f"{name.lower()}@contact.example"
    return organisations.add_contact(getattr(town, whose), name=name, task=task, email=email, by=town.actor(by))


def test_each_task_has_its_own_substitute(town: Town):
    planning, money = _contact(town, "Planning", "planning"), _contact(town, "Geld", "facturen")
    stand_in = _contact(town, "Invaller", "planning")
    organisations.set_away(
        planning, away_from=TODAY(), away_until=TODAY() + timedelta(days=9), substitute=stand_in,
        by=town.actor("coordinator"),
    )  # fmt: skip
    assert queries.whom_to_ask(planning) == stand_in and queries.whom_to_ask(money) == money
    assert queries.whom_to_ask(planning, TODAY() + timedelta(days=10)) == planning


def test_an_officer_is_warned_of_who_has_nobody_left(town: Town):
    officer = town.actor("officer")
    before = {each.organisation.name for each in without_contact(officer)}
    assert town.kring.name not in before and town.library.name not in before
    only = _contact(town, "Enige", "planning")
    organisations.set_away(only, away_from=TODAY(), away_until=None, substitute=None, by=town.actor("coordinator"))
    for who in ("librarian", "planner"):
        people.end_membership(town.membership[who], by=OPERATOR)
    found = {each.organisation.name: each.away for each in without_contact(officer)}
    assert found[town.kring.name] is True and found[town.library.name] is False
    assert without_contact(town.actor("coordinator")) == []
    home, radar = (Visitor(town, "officer").open(path) for path in ("/municipality", "/municipality/radar"))
    assert "is vandaag niemand te vragen" in home.text
    assert "De Kring iedereen die zij noemde is afwezig of weg, en niemand valt in" in radar.text.replace(":", "")
    organisations.set_back(only, by=town.actor("coordinator"))
    assert town.kring.name not in {each.organisation.name for each in without_contact(officer)}


def test_what_still_runs_is_listed_for_who_takes_over(town: Town):
    mentor = _contact(town, "Boekenhulp", "planning", whose="library", by="librarian")
    other = _contact(town, "Opvolger", "planning", whose="library", by="librarian")
    named = booking(town, offer(town, title="Schrijversbezoek", contact_person=mentor.pk), status="confirmed")
    booking(town, offer(town, title="Zonder naam"), status="confirmed")
    page = Visitor(town, "librarian").open(f"/provider/contacts/{mentor.pk}")
    assert "Loopt nog over te dragen Schrijversbezoek" in page.text.replace(":", "") and "Zonder naam" not in page.text
    school = _contact(town, "Juf", "planning")
    listed = Visitor(town, "coordinator").open(f"/school/contacts/{school.pk}").text
    assert "Schrijversbezoek" in listed and "Zonder naam" in listed
    organisations.end_contact(mentor, successor=other, by=town.actor("librarian"))
    mentor.refresh_from_db()
    assert queries.whom_to_ask(mentor) == other and named.revision.contact_person == mentor


def test_the_warning_costs_the_same_however_many_there_are(town: Town):
    visitor = Visitor(town, "officer")
    _contact(town, "Eerste", "planning")
    visitor.open("/municipality")
    before = visitor.statements(lambda: visitor.open("/municipality"))
    for number in range(5):
        organisations.add_school(
            town.municipality, board=None, name=f"School {number}", location_code=f"96ZZ0{number}", sector="PO",
            by=OPERATOR,
        )  # fmt: skip
    _contact(town, "Tweede", "planning", whose="linde", by="other_coordinator")
    assert visitor.statements(lambda: visitor.open("/municipality")) == before
    assert "Bij 5 organisaties is vandaag niemand te vragen" in visitor.open("/municipality").text
