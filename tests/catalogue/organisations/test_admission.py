"""A provider takes part in a municipality when that municipality admitted it."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue.actor import MANAGER, Actor
from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal import outbox
from catalogue.journal.queries import history_of, undelivered_to
from catalogue.lifecycle import move
from catalogue.offers import actions as offers
from catalogue.offers import search
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import Admission
from catalogue.organisations.queries import providers, to_admit
from tests import cast
from tests.cast import OPERATOR, Town

SPORT = {
    "name": "Sportclub", "kvk": "98000009", "vat_status": "none", "iban": "NL44RABO0123456789",
    "account_name": "Sportclub",
}  # fmt: skip


def test_an_invited_provider_is_public_once_it_is_admitted(town: Town):
    sport = organisations.add_provider(**SPORT, by=town.actor("officer"))
    admission = organisations.invite(town.municipality, sport, by=town.actor("officer"))
    assert sport not in providers()
    organisations.admit(admission, by=town.actor("officer"))
    assert sport in providers()


def test_a_provider_is_invited_once(town: Town):
    with pytest.raises(Invalid):
        organisations.invite(town.municipality, town.library, by=town.actor("officer"))


def test_nobody_is_admitted_twice(town: Town):
    with pytest.raises(Refused) as refused:
        organisations.admit(Admission.objects.get(provider=town.library), by=town.actor("officer"))
    assert refused.value.code == "wrong_state"


@pytest.mark.parametrize("who", ["librarian", "coordinator", "controller", "assessor", "finance", "board"])
def test_only_an_officer_or_administrator_admits(town: Town, who: str):
    with pytest.raises(Forbidden):
        organisations.invite(town.municipality, town.library, by=town.actor(who))
    with pytest.raises(Forbidden):
        organisations.add_provider(**SPORT, by=town.actor(who))


def test_a_suspended_provider_writes_no_offers_until_it_is_admitted_again(town: Town):
    admission = Admission.objects.get(provider=town.library)
    move(admission, "suspended", by=OPERATOR)
    with pytest.raises(Forbidden) as forbidden:
        cast.offer(town)
    assert forbidden.value.code == "not_admitted"
    organisations.admit(admission, by=town.actor("officer"))
    assert cast.offer(town).status == "published"


def test_a_manager_asks_and_the_municipality_answers_with_a_reason(town: Town):
    sport = organisations.add_provider(**SPORT, by=OPERATOR)
    manager = Actor(role=MANAGER, provider=sport.pk)
    asked = organisations.ask_admission(town.municipality, sport, by=manager)
    assert asked in to_admit(town.actor("officer")) and asked not in to_admit(town.actor("librarian"))
    with pytest.raises(Invalid) as invalid:
        organisations.refuse(asked, reason=" ", by=town.actor("officer"))
    assert [fault.location for fault in invalid.value.faults] == ["#/reason"]
    organisations.refuse(asked, reason="Geen aanbod voor kinderen.", by=town.actor("officer"))
    assert history_of(asked.pk).last().because == "Geen aanbod voor kinderen."
    again = organisations.ask_admission(town.municipality, sport, by=manager)
    assert again.pk == asked.pk and again.status == "requested"
    with pytest.raises(Refused):
        organisations.ask_admission(town.municipality, sport, by=manager)


def test_an_invited_provider_says_yes_itself(town: Town):
    sport = organisations.add_provider(**SPORT, by=OPERATOR)
    admission = organisations.invite(town.municipality, sport, by=town.actor("officer"))
    with pytest.raises(Forbidden):
        organisations.accept_invitation(admission, by=town.actor("librarian"))
    organisations.accept_invitation(admission, by=Actor(role=MANAGER, provider=sport.pk))
    assert admission.status == "admitted"


def test_a_suspended_provider_does_not_admit_itself(town: Town):
    admission = Admission.objects.get(provider=town.library)
    organisations.suspend(admission, reason="Klachten", by=town.actor("officer"))
    with pytest.raises(Refused):
        organisations.accept_invitation(admission, by=town.actor("librarian"))


def test_a_provider_that_waits_may_write_and_sends_when_it_is_admitted(town: Town):
    admission = Admission.objects.get(provider=town.library)
    for status in ("requested", "invited"):
        Admission.objects.filter(pk=admission.pk).update(status=status)
        draft = cast.offer(town, publish=False)
        with pytest.raises(Forbidden) as forbidden:
            offers.submit(draft, by=town.actor("librarian"))
        assert forbidden.value.code == "not_admitted" and draft.status == "draft"
    admission.refresh_from_db()
    organisations.admit(admission, by=town.actor("officer"))
    assert offers.submit(draft, by=town.actor("librarian")).status == "submitted"


def test_offers_of_a_suspended_provider_cannot_be_booked_and_bookings_stay(town: Town):
    row, made = cast.booking(town, status="confirmed"), cast.offer(town)
    admission = Admission.objects.get(provider=town.library)
    organisations.suspend(admission, reason="Klachten", by=town.actor("officer"))
    with pytest.raises(Refused) as refused:
        cast.booking(town, made)
    assert refused.value.code == "provider_suspended"
    row.refresh_from_db()
    assert row.status == "confirmed"
    organisations.admit(admission, by=town.actor("officer"))
    assert cast.booking(town, made).status == "requested"


def test_offers_of_a_suspended_provider_are_not_found_until_it_is_back(town: Town):
    made, admission = cast.offer(town), Admission.objects.get(provider=town.library)
    for deed, count in ((organisations.suspend, 0), (organisations.admit, 1)):
        why = {"reason": "Klachten"} if deed is organisations.suspend else {}
        deed(admission, by=town.actor("officer"), **why)
        outbox.drain()
        assert search.count_of(search.Criteria(q=made.text.title)) == count


def test_the_managers_are_told_and_a_letter_that_fails_is_visible_work(town: Town, settings: Any, mailoutbox: Any):
    admission = Admission.objects.get(provider=town.library)
    outbox.drain()
    mailoutbox.clear()
    organisations.suspend(admission, reason="Er zijn klachten.", by=town.actor("officer"))
    outbox.drain()
    (letter,) = mailoutbox
    assert letter.to == ["librarian@bloemendorp.example"] and "Er zijn klachten." in letter.body

    settings.EMAIL_BACKEND, settings.OUTBOX_ATTEMPTS = "no.such.Backend", 1
    organisations.admit(admission, by=town.actor("officer"))
    outbox.drain()
    assert [line.event for line in undelivered_to(town.actor("officer"))] == ["admission.admitted"]


def test_a_mail_server_that_is_away_keeps_no_suspended_offer_in_the_search(town: Town, settings: Any):
    made, settings.EMAIL_BACKEND = cast.offer(town), "no.such.Backend"
    organisations.suspend(Admission.objects.get(provider=town.library), reason="Klachten", by=town.actor("officer"))
    outbox.drain()
    assert search.count_of(search.Criteria(q=made.text.title)) == 0
