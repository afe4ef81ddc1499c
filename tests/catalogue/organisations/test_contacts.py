"""Whom to ask: never nobody, never somebody who is away or gone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.models import JournalLine
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import ContactPerson
from catalogue.organisations.queries import contact_now, contacts_of, own_contacts, public_contacts_of, whom_to_ask
from tests.cast import Town

FIRST, LAST, AFTER = date(2026, 12, 1), date(2026, 12, 14), date(2026, 12, 15)


def _contact(town: Town, name: str, **fields: Any) -> ContactPerson:
    said = {"email": f"{name.lower()}@boekenboom.example"} | fields
    return organisations.add_contact(town.library, name=name, by=town.actor("planner"), **said)


def test_while_somebody_is_away_the_substitute_is_asked(town: Town):
    balie, kim = _contact(town, "Balie"), _contact(town, "Kim")
    organisations.set_away(balie, away_from=FIRST, away_until=LAST, substitute=kim, by=town.actor("librarian"))
    asked = [whom_to_ask(balie, day) for day in (date(2026, 11, 30), FIRST, LAST, AFTER)]
    assert asked == [balie, kim, kim, balie]
    organisations.set_back(balie, by=town.actor("librarian"))
    assert whom_to_ask(balie, FIRST) == balie


def test_nobody_is_asked_when_two_stand_in_for_each_other_and_both_are_away(town: Town):
    one, two = _contact(town, "Een"), _contact(town, "Twee")
    for each, other in ((one, two), (two, one)):
        organisations.set_away(each, away_from=FIRST, away_until=None, substitute=other, by=town.actor("planner"))
    one.refresh_from_db()
    assert whom_to_ask(one, FIRST) is None and contact_now(town.library, FIRST) is None
    assert whom_to_ask(one, date(2026, 11, 1)) == one


def test_who_ends_hands_everything_over_and_the_chain_leads_to_who_is_there(town: Town):
    old, new, newest = _contact(town, "Oud"), _contact(town, "Nieuw"), _contact(town, "Nieuwst")
    organisations.end_contact(old, successor=new, by=town.actor("planner"))
    organisations.end_contact(new, successor=newest, by=town.actor("planner"))
    assert whom_to_ask(ContactPerson.objects.get(pk=old.pk)) == newest
    assert list(contacts_of(town.library)) == [newest]
    with pytest.raises(Refused) as refused:
        organisations.end_contact(newest, successor=None, by=town.actor("planner"))
    assert refused.value.code == "last_contact"
    with pytest.raises(Refused):
        organisations.change_contact(old, name="Terug", by=town.actor("planner"))


def test_a_substitute_is_somebody_else_of_the_own_organisation_who_is_there(town: Town):
    mine, gone = _contact(town, "Mijn"), _contact(town, "Weg")
    organisations.end_contact(gone, successor=mine, by=town.actor("planner"))
    other = organisations.add_contact(town.music, name="Ander", phone="030 1234567", by=town.actor("musician"))
    for wrong in (mine, gone, other):
        with pytest.raises(Invalid) as invalid:
            organisations.set_away(mine, away_from=FIRST, away_until=LAST, substitute=wrong, by=town.actor("planner"))
        assert [fault.location for fault in invalid.value.faults] == ["#/substitute"]
    with pytest.raises(Invalid) as invalid:
        organisations.set_away(mine, away_from=LAST, away_until=FIRST, substitute=None, by=town.actor("planner"))
    assert [fault.location for fault in invalid.value.faults] == ["#/awayUntil"]


@pytest.mark.parametrize(
    ("fields", "location"),
    [({"email": ""}, "#/email"), ({"email": "x"}, "#/email"), ({"phone": "bel maar"}, "#/phone")],
)
def test_a_contact_can_be_reached(town: Town, fields: dict[str, str], location: str):
    with pytest.raises(Invalid) as invalid:
        _contact(town, "Stil", **fields)
    assert [fault.location for fault in invalid.value.faults] == [location]


def test_only_who_wants_to_be_seen_is_public_and_changes_are_written_down(town: Town):
    kim, balie = _contact(town, "Kim"), _contact(town, "Balie", public=True)
    assert list(public_contacts_of(town.library)) == [balie]
    assert contact_now(town.library) == balie, "the face of the organisation comes first"
    organisations.change_contact(kim, public=True, task="planning", by=town.actor("planner"))
    assert set(public_contacts_of(town.library)) == {kim, balie}
    line = JournalLine.objects.get(event="contact_person.changed", thing_id=kim.pk)
    assert line.data == {"fields": ["public", "task"]}, "what changed, not about whom"


@pytest.mark.parametrize("who", ["musician", "officer", "coordinator"])
def test_nobody_else_keeps_the_contacts_of_a_provider(town: Town, who: str):
    with pytest.raises(Forbidden):
        organisations.add_contact(town.library, name="X", email="x@x.example", by=town.actor(who))


@pytest.mark.parametrize("who", ["coordinator", "director", "board"])
def test_a_school_keeps_its_own(town: Town, who: str):
    made = organisations.add_contact(town.kring, name="Administratie", phone="030-1234567", by=town.actor(who))
    assert contact_now(town.kring) == made
    assert made in own_contacts(town.actor("teacher")) and made not in own_contacts(town.actor("other_coordinator"))
    for other in ("teacher", "other_coordinator", "librarian"):
        with pytest.raises(Forbidden):
            organisations.change_contact(made, name="Y", by=town.actor(other))
