"""A school that got less reads until when it can object, and does."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from django.utils import timezone

from portal.letters.models import Letter
from portal.objections import actions
from portal.objections.models import Objection
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.claims.declaring import declared
from tests.portal.objections.objecting import GROUNDS, lowered, objected, upheld


def test_from_the_claim_to_an_objection_and_back(town: Town):
    claim = lowered(town)
    school = Visitor(town, "coordinator")
    path = f"/school/claims/{claim.pk}/objection"
    assert path in school.open(f"/school/claims/{claim.pk}").links()
    page = school.open(path)
    assert "€ 300,00" in page.text and "Eén bus was genoeg." in page.text and "tot en met" in page.text
    empty = school.press(page, "Verstuur het bezwaar")
    assert empty.status == 400 and not Objection.objects.exists()
    sent = school.press(page, "Verstuur het bezwaar", grounds=GROUNDS)
    assert GROUNDS in sent.text and "De gemeente beslist vóór" in sent.text
    assert "Verstuur het bezwaar" not in sent.text, "one at a time"
    school.press(sent, "Trek in")
    assert Objection.objects.get().status == "withdrawn"


def test_the_letter_leads_to_it(town: Town):
    claim = lowered(town)
    Letter.objects.filter(cause_id=claim.pk).update(status="issued")
    assert f"/school/claims/{claim.pk}/objection" in Visitor(town, "coordinator").open("/school/letters").links()


def test_too_late_is_said_before_it_is_sent(town: Town):
    claim = lowered(town)
    with time_machine.travel(timezone.now() + timedelta(weeks=7)):
        page = Visitor(town, "director").open(f"/school/claims/{claim.pk}/objection")
    assert "Die dag is voorbij." in page.text


def test_the_outcome_stands_on_the_page(town: Town):
    row = objected(town)
    actions.decide(row, upheld(row), by=town.actor("assessor2"))
    page = Visitor(town, "board").open(f"/school/claims/{row.claim_id}/objection")
    assert "De telling klopt." in page.text and "U krijgt € 100,00 meer." in page.text


def test_no_decision_is_nothing_to_object_to_and_a_teacher_only_reads(town: Town):
    assert Visitor(town, "coordinator").open(f"/school/claims/{declared(town).pk}/objection").status == 404
    page = Visitor(town, "teacher").open(f"/school/claims/{lowered(town).pk}/objection")
    assert page.status == 200 and "Verstuur het bezwaar" not in page.text
    path = f"/school/claims/{lowered(town, '5.00', '6.00').pk}/objection"
    assert Visitor(town, "teacher").client.post(path, {"grounds": "x"}).status_code == 403
