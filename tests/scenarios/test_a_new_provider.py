"""Issue 3, Shows 1, and DOMAIN § 7 rows 15 and 46: from registering to a submitted offer, and never nobody to ask."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from catalogue.actor import ANYONE
from catalogue.errors import Forbidden
from catalogue.journal.outbox import drain
from catalogue.offers import actions as offers
from catalogue.offers.directory import is_stale
from catalogue.organisations import actions as organisations
from catalogue.organisations.queries import contact_now, providers, to_admit, whom_to_ask
from portal.people.queries import actor_of
from portal.people.registration import Person, register
from portal.people.screening import checks_of
from tests import cast
from tests.cast import Town

CIRCUS = {
    "name": "Circusschool Kopje Onder", "kind": "culture", "kvk": "8123456", "vat_status": "none",
    "iban": "NL91 ABNA 0417 1643 00", "account_name": "Kopje Onder", "street": "Piste 1", "postcode": "3601 AC",
    "city": "Bloemendorp",
}  # fmt: skip


def test_from_registering_to_a_published_offer(town: Town, mailoutbox: list):
    membership = register(CIRCUS, Person("Kim", "kim@kopje.example", "Regen-op-dak-9"), [town.municipality], by=ANYONE)
    kim, officer = actor_of(membership), town.actor("officer")
    town.membership["kim"] = membership

    draft = cast.offer(town, provider="kim", publish=False, title="Jongleren")
    with pytest.raises(Forbidden, match="eerst toelaten"):
        offers.submit(draft, by=kim)

    (admission,) = to_admit(officer)
    assert {check.code for check in checks_of(admission.provider) if check.verdict == "warn"} == {
        "vat", "email", "contact", "self_billing",
    }  # fmt: skip
    organisations.admit(admission, by=officer)
    drain()
    assert [(letter.to, "doet mee" in letter.subject) for letter in mailoutbox] == [(["kim@kopje.example"], True)]

    draft.refresh_from_db()
    offers.submit(draft, by=kim)
    offers.publish(draft, by=officer)
    assert draft.status == "published" and admission.provider in providers()


def test_row_15_a_contact_who_drops_out_costs_no_time(town: Town):
    """Substitute per role, hand-over, and a warning for an organisation without an active contact."""
    librarian = town.actor("librarian")
    assert "contact" in {check.code for check in checks_of(town.library)}, "warned: nobody to ask"
    sam = organisations.add_contact(town.library, name="Sam", phone="030 1234567", by=librarian)
    jo = organisations.add_contact(town.library, name="Jo", phone="030 1234568", by=librarian)
    assert "contact" not in {check.code for check in checks_of(town.library)}

    organisations.set_away(sam, away_from=date(2027, 1, 4), away_until=date(2027, 1, 15), substitute=jo, by=librarian)
    assert whom_to_ask(sam, date(2027, 1, 10)) == jo and whom_to_ask(sam, date(2027, 1, 16)) == sam
    organisations.end_contact(sam, successor=jo, by=librarian)
    assert whom_to_ask(sam, date(2027, 2, 1)) == jo and contact_now(town.library) == jo


def test_row_46_the_social_map_says_when_it_was_last_checked(town: Town):
    """A directory with the date of the last check; older than six months is marked."""

    def at(day: str) -> datetime:
        return datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=ZoneInfo("Europe/Amsterdam"))

    with time_machine.travel(at("2027-01-01"), tick=False):
        organisations.confirm_details(town.library, by=town.actor("planner"))
    with time_machine.travel(at("2027-07-01"), tick=False):
        assert not is_stale(town.library)
    with time_machine.travel(at("2027-07-02"), tick=False):
        assert is_stale(town.library) and "checked" in {check.code for check in checks_of(town.library)}
