"""DOMAIN § 7 row 28: the seven steps of the NJi, each read from what is really in the portal."""

from __future__ import annotations

from catalogue.offers import actions as offers
from portal.monitoring.steps import source, steps_of
from portal.needs import actions as needs
from tests import cast
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.monitoring.evaluated import evaluation

STEPS = ["urgency", "organise", "data", "results", "approach", "measuring", "execute"]


def _done(town: Town) -> list[str]:
    return [step.code for step in steps_of(town.programme) if step.done]


def test_seven_steps_in_the_order_of_their_source(town: Town):
    assert [(step.number, step.code) for step in steps_of(town.programme)] == list(enumerate(STEPS, start=1))
    assert source().startswith("https://voordejeugd.nl/nieuws/stappenplan")


def test_a_step_is_taken_when_the_portal_shows_it(town: Town):
    before = _done(town)
    assert not {"organise", "measuring", "execute"} & set(before)
    offers.submit(cast.offer(town, publish=False), by=town.actor("librarian"))
    needs.start(town.programme, name="Werkgroep", parties=[needs.Party("PO")], by=town.actor("officer"))
    assert set(_done(town)) == {*before, "organise"}
    booking = cast.booking(town, status="accepted")
    assert "execute" in _done(town) and "measuring" not in _done(town)
    evaluation(town, booking)
    assert "measuring" in _done(town)


def test_the_officer_sees_where_each_step_is_done(town: Town):
    page = Visitor(town, "officer").open("/municipality/steps")
    assert "1. Benoem de urgentie" in page.text and "7. Voer uit, meet en verbeter" in page.text
    assert {"/municipality/panels", "/municipality/evaluations", "/municipality/plan"} <= set(page.links())
    assert Visitor(town, "coordinator").open("/municipality/steps").status == 403
