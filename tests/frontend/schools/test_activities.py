"""Own sign-up on the pages: a provider opens it, a school enrols children, the provider counts who came."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from portal.enrolments import actions as enrolments
from portal.enrolments.models import Activity
from tests import cast
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.enrolments.activities import dates, enrolled, gone_by, opened


def test_from_opening_to_who_takes_back(town: Town):
    made = cast.offer(town, title="Examentraining")
    librarian = Visitor(town, "librarian")
    closes = (timezone.localdate() + timedelta(days=9)).isoformat()
    page = librarian.open("/provider/activities")
    page = librarian.press(page, "Open de inschrijving", offer=str(made.pk), capacity="4", closes_on=closes)
    assert "Scholen kunnen vanaf nu kinderen inschrijven" in page.text

    teacher = Visitor(town, "teacher")
    page = teacher.open("/school/activities")
    assert "Examentraining" in page.text and "nog 4 plekken" in page.text
    gym = Activity.objects.get()
    page = teacher.press(teacher.open(f"/school/activities/{gym.pk}"), "Schrijf deze kinderen in", children="6")
    assert "4 kinderen hebben een plek. 2 kinderen wachten op hun beurt." in page.text
    page = teacher.press(page, "Trek in", **{f"{gym.enrolments.get().pk}-children": "3"})
    assert "Ingetrokken" in page.text
    row = gym.enrolments.get()
    assert (row.wanted, row.placed) == (3, 3)


def test_what_does_not_fit_stands_beside_the_field(town: Town):
    gym = opened(town, capacity=4, most_per_school=2)
    teacher = Visitor(town, "teacher")
    page = teacher.press(teacher.open(f"/school/activities/{gym.pk}"), "Schrijf deze kinderen in", children="3")
    assert page.status == 409 and "Een school mag hier 2 kinderen inschrijven" in page.text
    page = teacher.press(teacher.open(f"/school/activities/{gym.pk}"), "Schrijf deze kinderen in", children="veel")
    assert page.status == 400 and "veel" in page.text


def test_everybody_is_filled_in_when_it_is_counted(town: Town):
    gym = gone_by(town)
    planner, where = Visitor(town, "planner"), f"/provider/activities/{gym.pk}/dates/{dates(gym)[0].pk}"
    page = planner.press(planner.open(where), "Deze kinderen kwamen")
    assert "Geteld: er kwamen 3 kinderen" in page.text
    assert "er kwamen 3 kinderen van ons" in Visitor(town, "teacher").open(f"/school/activities/{gym.pk}").text
    row = gym.enrolments.get()
    page = planner.open(where)
    page = planner.press(page, "Deze kinderen kwamen", **{str(row.pk): "4"})
    assert page.status == 400


def test_a_provider_changes_closes_and_ends_it(town: Town):
    gym = opened(town, capacity=4)
    planner, where = Visitor(town, "planner"), f"/provider/activities/{gym.pk}"
    page = planner.press(planner.open(where), "Wijzig het aantal plekken", capacity="9")
    page = planner.press(page, "Sluit de inschrijving")
    page = planner.press(page, "Open de inschrijving weer", closes_on=timezone.localdate().isoformat())
    page = planner.press(page, "Vertel de scholen dat het niet doorgaat", reason="")
    assert page.status == 400
    page = planner.press(page, "Vertel de scholen dat het niet doorgaat", reason="De zaal is dicht")
    gym.refresh_from_db()
    assert (gym.capacity, gym.status) == (9, "cancelled")


@pytest.mark.parametrize("where", ["/school/activities", "/provider/activities"])
def test_a_list_costs_the_same_for_one_and_for_three(town: Town, where: str):
    visitor = Visitor(town, "teacher" if "school" in where else "librarian")
    enrolled(town)
    visitor.open(where)
    one = visitor.statements(lambda: visitor.open(where))
    for _more in range(2):
        enrolled(town)
    assert visitor.statements(lambda: visitor.open(where)) == one


def test_closed_sign_up_is_no_longer_offered_but_what_is_ours_stays(town: Town):
    gym, other = enrolled(town).activity, opened(town)
    with time_machine.travel(timezone.now() + timedelta(days=70)):
        page = Visitor(town, "teacher").open("/school/activities")
        assert page.text.count("Extra gym na school") == 1
        page = Visitor(town, "teacher").open(f"/school/activities/{other.pk}")
        assert "De inschrijving voor deze activiteit is gesloten" in page.text
        enrolments.take_back(gym.enrolments.get(), by=town.actor("teacher"))
