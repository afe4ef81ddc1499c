"""Asking for what no offer gives, on the pages: from a need to a decision."""

from __future__ import annotations

from portal.bespoke.models import BespokeRequest
from portal.needs import actions as needs
from portal.needs.actions import Told
from tests import cast
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.bespoke.requests import asked


def test_from_a_need_to_money_set_aside(town: Town):
    cast.offer(town)
    need = needs.add_need(town.kring, Told(town.talent, 12, 5, "Spelen na school"), by=town.actor("coordinator"))
    school, officer = Visitor(town, "coordinator"), Visitor(town, "officer")
    form = school.open("/school/requests/new", need=str(need.pk))
    wrong = school.press(form, "Vraag het de gemeente", title="", amount="veel", starts_on="2027-04-01")
    assert wrong.status == 400 and "“veel”" in wrong.text and "Spelen na school" in wrong.text
    sent = school.press(
        form, "Vraag het de gemeente", title="BSO+", aim="Taal en spel", amount="400,00", starts_on="2027-04-01",
        ends_on="2027-05-01", goal="talent",
    )  # fmt: skip
    assert "Naar de gemeente gestuurd" in sent.text
    request = BespokeRequest.objects.get()
    assert (request.need, request.pupils) == (need, 12)

    shown = officer.open(f"/municipality/requests/{request.pk}")
    assert "Voorleesuur" in shown.text and "Spelen na school" in shown.text
    silent = officer.press(shown, "Ken toe", amount="300,00")
    assert silent.status == 400 and "waarom er minder wordt toegekend" in silent.text
    done = officer.press(silent, "Ken toe", amount="300,00", reason="Zes weken is genoeg")
    assert "Het geld staat gereserveerd" in done.text and "€ 300,00" in done.text
    assert "Zes weken is genoeg" in school.open(f"/school/requests/{request.pk}").text

    shared = officer.press(done, "Maak er een aanbod voor alle scholen van")
    assert "De aanbieders zien dit als idee voor alle scholen." in shared.text
    assert "BSO+" in Visitor(town, "librarian").open("/provider/ideas").text


def test_what_waits_for_whom_stands_on_their_overview(town: Town):
    asked(town, "proposed", title="Nieuwe Helden")
    assert "Nieuwe Helden" in Visitor(town, "director").open("/school").text
    asked(town, "returned", title="Speaking Minds")
    home = Visitor(town, "coordinator").open("/school")
    assert "Speaking Minds" in home.text and "Beantwoord de vraag van de gemeente" in home.text


def test_the_lists_cost_the_same_for_one_request_and_for_many(town: Town):
    for who, path in (("coordinator", "/school/requests"), ("officer", "/municipality/requests")):
        visitor = Visitor(town, who)
        asked(town)
        one = visitor.statements(lambda visitor=visitor, path=path: visitor.open(path))
        for _number in range(4):
            asked(town)
        assert visitor.statements(lambda visitor=visitor, path=path: visitor.open(path)) == one
