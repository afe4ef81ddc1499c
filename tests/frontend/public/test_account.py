"""The own account: who am I here, and as what do I act?"""

from __future__ import annotations

from portal.people import actions as people
from tests.cast import OPERATOR, Town
from tests.frontend.visitor import Visitor


def test_the_account_says_who_you_are_and_what_you_do(town: Town):
    page = Visitor(town, "coordinator").open("/account")
    assert page.title == "Uw account"
    assert "coordinator@bloemendorp.example" in page.text
    assert "De Kring" in page.text and "In deze rol werkt u nu" in page.text


def test_somebody_with_two_roles_picks_one(town: Town):
    user = town.membership["coordinator"].user
    people.add_membership(user, role="municipality:officer", municipality=town.municipality, by=OPERATOR)
    visitor = Visitor(town, "coordinator")
    assert visitor.open("/").path == "/school"
    page = visitor.press(visitor.open("/account"), "Werk in deze rol: Bloemendorp")
    assert not page.path.startswith("/school")
    assert visitor.open("/school").status == 403
    assert visitor.press(visitor.open("/account"), "Werk in deze rol: De Kring").path == "/school"


def test_the_role_of_somebody_else_cannot_be_taken(town: Town):
    visitor = Visitor(town, "teacher")
    for membership in (town.membership["director"].pk, "x", ""):
        assert visitor.client.post("/account", {"membership": membership}).status_code == 404
    assert "leerkracht" in visitor.open("/account").text


def test_nobody_has_no_account(town: Town):
    assert Visitor().open("/account").path == "/accounts/login/?next=/account"
