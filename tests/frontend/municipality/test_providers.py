"""The officer lets providers take part: the list, one of them, and who is invited."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue.actor import MANAGER, Actor
from catalogue.journal.outbox import drain
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import Admission, Invitation, Provider
from portal.worklist.queries import tasks_of
from tests.cast import OPERATOR, Town
from tests.frontend.visitor import Visitor


def _newcomer(town: Town, number: int = 9) -> Admission:
    made = organisations.add_provider(
        name=f"Circus {number}", kvk=f"9800000{number}", vat_status="none", iban="NL91ABNA0417164300",
        account_name="Circus", by=OPERATOR,
    )  # fmt: skip
    return organisations.ask_admission(town.municipality, made, by=Actor(role=MANAGER, provider=made.pk))


def test_who_asks_stands_on_the_overview_and_is_admitted_by_one_button(town: Town):
    admission = _newcomer(town)
    visitor = Visitor(town, "officer")
    assert f"/municipality/providers/{admission.pk}" in visitor.open("/municipality").links()
    assert "admit_provider" in {task.deed for task in tasks_of(town.actor("officer"))}
    page = visitor.open(f"/municipality/providers/{admission.pk}")
    assert "Niemand kan voor deze aanbieder inloggen" in page.text and "niemand om iets te vragen" in page.text
    page = visitor.press(page, "Laat deze aanbieder toe")
    assert "Toegelaten." in page.text
    admission.refresh_from_db()
    assert admission.status == "admitted"
    assert "admit_provider" not in {task.deed for task in tasks_of(town.actor("officer"))}


def test_refusing_and_suspending_ask_why(town: Town):
    admission, visitor = _newcomer(town), Visitor(town, "officer")
    page = visitor.press(visitor.open(f"/municipality/providers/{admission.pk}"), "Niet toelaten")
    assert page.status == 400 and "Zeg waarom" in page.text
    visitor.press(page, "Niet toelaten", reason="Geen aanbod voor kinderen.")
    admission.refresh_from_db()
    assert admission.status == "refused"
    theirs = Admission.objects.get(provider=town.library)
    page = visitor.press(visitor.open(f"/municipality/providers/{theirs.pk}"), "Schors", reason="Er zijn klachten.")
    assert "Geschorst." in page.text
    own = Visitor(town, "librarian")
    assert "heeft u geschorst" in own.open("/provider").text
    assert "Er zijn klachten." in own.open("/provider/details").text
    assert "Beëindig de schorsing" in " ".join(page.buttons())


def test_the_same_bank_account_is_noticed(town: Town):
    page = Visitor(town, "officer").open(f"/municipality/providers/{Admission.objects.get(provider=town.music).pk}")
    assert "1 andere aanbieder wordt op dezelfde bankrekening betaald" in page.text
    assert "hetzelfde btw-id" in page.text


@pytest.mark.parametrize("who", ["controller", "finance", "assessor"])
def test_others_of_the_municipality_look_and_do_not_decide(town: Town, who: str):
    admission, visitor = _newcomer(town), Visitor(town, who)
    page = visitor.open(f"/municipality/providers/{admission.pk}")
    assert page.status == 200 and page.buttons() == []
    assert visitor.client.post(f"/municipality/providers/{admission.pk}/admit").status_code == 403


@pytest.mark.parametrize(
    ("query", "names"),
    [({"q": "circus"}, ["Circus 9"]), ({"q": "98000002"}, ["Muziekschool Da Capo"]),
     ({"status": "requested"}, ["Circus 9"]), ({"stale": "yes"}, ["Circus 9", "Muziekschool Da Capo"]),
     ({"sort": "checked", "status": "admitted"}, ["Muziekschool Da Capo", "Bibliotheek De Boekenboom"])],
)  # fmt: skip
def test_the_list_is_searched_and_sorted(town: Town, query: dict[str, str], names: list[str]):
    _newcomer(town)
    organisations.confirm_details(town.library, by=town.actor("planner"))
    assert (
        Visitor(town, "controller").open("/municipality/providers", **query).all("//p[@class='thing__title']") == names
    )


def test_three_providers_cost_as_many_statements_as_one(town: Town):
    visitor = Visitor(town, "officer")
    one = visitor.statements(lambda: visitor.open("/municipality/providers", q="De Boekenboom"))
    _newcomer(town)
    assert visitor.statements(lambda: visitor.open("/municipality/providers")) == one


def test_somebody_new_is_invited_by_mail_and_somebody_known_by_a_button(town: Town):
    visitor = Visitor(town, "officer")
    page = visitor.press(
        visitor.open("/municipality/providers/invite"), "Verstuur de uitnodiging", name="Sportclub",
        email="info@sport.example",
    )  # fmt: skip
    assert "info@sport.example" in page.text and Invitation.objects.get().municipality == town.municipality
    elsewhere = organisations.add_municipality(name="Elders", code="GM9802", oin="00000099000000980200", by=OPERATOR)
    known = _newcomer(town).provider
    Admission.objects.filter(provider=known).update(municipality=elsewhere, status="admitted")
    page = visitor.press(visitor.open("/municipality/providers/invite", q="Circus"), "Nodig uit: Circus 9")
    assert "Uitgenodigd." in page.text
    made = Admission.objects.get(provider=known, municipality=town.municipality)
    assert made.status == "invited"


def test_the_letter_of_an_invitation_leads_to_the_form(town: Town, mailoutbox: Any):
    visitor = Visitor(town, "officer")
    page = visitor.open("/municipality/providers/invite")
    mailoutbox.clear()
    visitor.press(page, "Verstuur de uitnodiging", name="Sportclub", email="info@sport.example")
    drain()
    (letter,) = mailoutbox
    assert letter.to == ["info@sport.example"] and "/register?invitation=" in letter.body
    path = letter.body.split("http://localhost:8000")[1].split()[0]
    assert "Bloemendorp heeft u uitgenodigd" in Visitor().open(path).text
    assert not Provider.objects.filter(name="Sportclub").exists()
