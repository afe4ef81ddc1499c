"""The front door of the demo: there in a demo, nowhere else."""

from __future__ import annotations

from typing import Any

from portal.people import actions as people
from tests.cast import OPERATOR, Town
from tests.frontend.visitor import Visitor


def test_outside_a_demo_there_is_no_such_door(town: Town):
    visitor = Visitor()
    assert visitor.open("/demo").status == 404
    assert visitor.client.post("/demo/sign-in", {"email": "school@demo.example"}).status_code == 404
    assert visitor.open("/").path == "/offers"


def test_one_click_signs_in(town: Town, settings: Any):
    settings.DEMO = True
    user = people.add_user(email="school@demo.example", name="Coördinator", password="demo", by=OPERATOR)
    people.add_membership(user, role="school:coordinator", school=town.kring, by=OPERATOR)
    visitor = Visitor()
    page = visitor.open("/")
    assert page.path == "/demo" and "Dit is een demo." in page.text
    home = visitor.client.post("/demo/sign-in", {"email": "school@demo.example"}, follow=True)
    assert home.redirect_chain[-1][0] == "/school" and "De Kring" in home.content.decode()


def test_the_door_opens_for_nobody_else(town: Town, settings: Any):
    settings.DEMO = True
    visitor = Visitor()
    for email in ("coordinator@bloemendorp.example", "", "' or 1=1", "school@demo.example"):
        assert visitor.client.post("/demo/sign-in", {"email": email}).status_code == 404
    assert visitor.client.get("/demo/sign-in").status_code == 405


def test_every_account_of_the_demo_stands_there(town: Town, settings: Any):
    settings.DEMO = True
    page = Visitor().open("/demo")
    emails = page.html.xpath("//button[@name='email']/@value")
    assert len(emails) == len(set(emails)) >= 12
    assert "Kijk als school" in page.text and "Kijk als gemeente" in page.text
