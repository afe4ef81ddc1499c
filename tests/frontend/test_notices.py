"""Somebody chooses which e-mails to get, on a page without JavaScript, or by the link in an e-mail."""

from __future__ import annotations

from portal.notices import queries
from portal.people.models import User
from tests.cast import Town
from tests.frontend.visitor import Visitor


def test_choices_are_kept_with_the_language(town: Town):
    visitor = Visitor(town, "planner")
    assert "/account/notices" in visitor.open("/account").links()
    page = visitor.open("/account/notices")
    assert "een school vraagt om een aanbod" in page.text and "een ronde gaat open" not in page.text
    kept = visitor.press(page, "Bewaar deze keuzes", request="daily", message="never", language="en")
    assert "Bewaard." in kept.text
    chosen = queries.choices_of(town.membership["planner"])
    assert (chosen["request"], chosen["message"], chosen["dates"]) == ("daily", "never", "at_once")
    assert User.objects.get(pk=town.membership["planner"].user_id).language == "en"


def test_what_silence_decides_is_not_offered_as_never_and_refused_when_sent(town: Town):
    visitor = Visitor(town, "coordinator")
    page = visitor.open("/account/notices")
    assert page.all("//select[@name='delivery']/option") == ["meteen", "één keer per dag, samen"]
    assert visitor.press(page, "Bewaar deze keuzes", delivery="never").status == 400


def test_the_officer_hears_of_questions_of_the_controller_alone(town: Town):
    page = Visitor(town, "officer").open("/account/notices")
    assert page.html.xpath("//main//select/@name") == ["language", "question"]


def test_an_administrator_hears_nothing_and_has_no_such_page(town: Town):
    admin = Visitor(town, "admin")
    assert "/account/notices" not in admin.open("/account").links()
    assert admin.open("/account/notices").status == 403


def test_the_link_in_an_e_mail_asks_first_and_stops_without_signing_in(town: Town):
    mine = town.membership["planner"]
    path = f"/notices/stop/{queries.stop_token(mine.pk, 'message')}"
    visitor = Visitor()
    page = visitor.open(path)
    assert queries.choices_of(mine)["message"] == "at_once"
    assert "Hierover hoort u niets meer" in visitor.press(page, "Stop deze e-mails").text
    assert queries.choices_of(mine)["message"] == "never"
    assert visitor.open("/notices/stop/onzin").status == 404
