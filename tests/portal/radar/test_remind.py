"""Reminding the right person: once in a while, in their own language, and only when it is needed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.models import JournalLine
from catalogue.journal.outbox import drain
from portal.bookings import actions as bookings
from portal.people import actions as people
from portal.people.models import User
from portal.radar.actions import remind, remind_many, set_terms
from portal.radar.models import Reminder
from portal.radar.queries import choosers, reminders_visible_to, terms_of
from tests import cast
from tests.cast import OPERATOR, Town
from tests.portal.radar.days import on


@pytest.fixture
def town(town: Town) -> Iterator[Town]:
    """Sunday 22 November 2026."""
    with on("2026-11-22"):
        yield town


def _remind(town: Town, who: str = "officer", about: str = "nothing_chosen") -> Reminder:
    return remind(town.kring, about=about, programme=town.programme, by=town.actor(who))


def test_the_coordinator_gets_one_letter_with_the_money_and_the_day(town: Town, mailoutbox: list):
    cast.offer(town)
    made = _remind(town)
    assert (made.role, made.people, made.sent_at) == ("school:coordinator", 1, None)
    drain()
    (letter,) = mailoutbox
    assert letter.to == ["coordinator@bloemendorp.example"]
    assert letter.subject == "De Kring kan nog kiezen voor €\N{NO-BREAK SPACE}3.000,00"
    assert "heeft nog niets gekozen" in letter.body and "17 juli 2027" in letter.body and "/offers" in letter.body
    assert "Bloemendorp" in letter.body
    made.refresh_from_db()
    assert made.sent_at is not None
    drain()
    assert len(mailoutbox) == 1


def test_each_reads_their_own_language(town: Town, mailoutbox: list):
    User.objects.filter(name="coordinator").update(language="en")
    _remind(town)
    drain()
    assert mailoutbox[0].subject == "De Kring can still choose for €\N{NO-BREAK SPACE}3,000.00"


def test_it_is_in_the_journal_with_who_did_it(town: Town):
    made = _remind(town)
    line = JournalLine.objects.get(event="reminder.added")
    assert (line.thing_id, line.actor, line.municipality_id) == (made.pk, "officer (Bloemendorp)", town.municipality.pk)
    assert line.data == {"about": "nothing_chosen", "role": "school:coordinator", "people": 1}


def test_not_twice_within_the_days_of_the_terms(town: Town):
    _remind(town)
    with pytest.raises(Refused, match=r"22 november.*6 december") as refused:
        _remind(town)
    assert refused.value.code == "reminded_already"
    with on("2026-12-05"), pytest.raises(Refused):
        _remind(town)
    with on("2026-12-06"):
        _remind(town)
    set_terms(town.programme, remind_every_days=1, by=town.actor("officer"))
    with on("2026-12-07"):
        _remind(town)
    assert Reminder.objects.count() == 3


def test_only_about_what_is_so(town: Town):
    cast.booking(town)
    for about, code in (("nothing_chosen", "not_needed"), ("little_chosen", "")):
        if code:
            with pytest.raises(Refused) as refused:
                _remind(town, about=about)
            assert refused.value.code == code
        else:
            assert _remind(town, about=about).about == about


def test_a_school_that_chose_before_the_letter_went_gets_none(town: Town, mailoutbox: list):
    made = _remind(town)
    cast.booking(town, units=12)
    drain()
    made.refresh_from_db()
    assert made.sent_at is None
    schools = {town.membership[who].user.email for who in ("coordinator", "director", "board")}
    assert not schools & {to for letter in mailoutbox for to in letter.to}


@pytest.mark.parametrize("who", ["controller", "finance", "assessor", "admin", "coordinator", "board", "librarian"])
def test_only_a_policy_officer_reminds(town: Town, who: str):
    with pytest.raises(Forbidden):
        _remind(town, who)


def test_an_officer_of_another_municipality_reminds_nobody_here(town: Town):
    other = cast.build_town("Elders", "97")
    with pytest.raises(Forbidden):
        remind(town.kring, about="nothing_chosen", programme=town.programme, by=other.actor("officer"))
    with pytest.raises(Forbidden):
        remind(town.kring, about="nothing_chosen", programme=other.programme, by=other.actor("officer"))
    _remind(town)
    assert list(reminders_visible_to(other.actor("officer"))) == []
    assert len(reminders_visible_to(town.actor("controller"))) == 1


@pytest.mark.parametrize("about", ["unanswered", "weather", ""])
def test_a_school_is_reminded_of_what_schools_do(town: Town, about: str):
    with pytest.raises(Invalid) as wrong:
        _remind(town, about=about)
    assert wrong.value.faults[0].location == "#/about"


def test_when_nobody_can_be_asked_it_says_so(town: Town):
    people.end_membership(town.membership["board"], by=OPERATOR)
    with pytest.raises(Refused, match="Dorpscollege") as refused:
        remind(town.college, about="nothing_chosen", programme=town.programme, by=town.actor("officer"))
    assert refused.value.code == "nobody_to_ask"


def test_a_provider_is_reminded_of_requests_and_of_what_nobody_chose(town: Town, mailoutbox: list):
    with on("2026-11-02"):
        cast.booking(town)
        cast.offer(town, title="Eenzaam")
    drain()
    mailoutbox.clear()
    officer = town.actor("officer")
    for about in ("unanswered", "never_chosen"):
        remind(town.library, about=about, programme=town.programme, by=officer)
        with pytest.raises(Refused):
            remind(town.music, about=about, programme=town.programme, by=officer)
    drain()
    first, second = mailoutbox
    assert first.to == second.to == ["librarian@bloemendorp.example"]
    assert "1 aanvraag" in first.subject and "Eenzaam" in second.body


def test_many_at_once_each_with_its_own_result(town: Town, mailoutbox: list):
    bookings.choose(town.linde, cast.offer(town), by=town.actor("other_coordinator"))
    wanted = [town.kring.pk, town.linde.pk, town.college.pk, town.library.pk]
    rows = remind_many(wanted, about="nothing_chosen", programme=town.programme, by=town.actor("officer"))
    assert [(row.name, bool(row.refused)) for row in rows][:3] == [
        ("De Kring", False), ("De Linde", True), ("Dorpscollege", False),
    ]  # fmt: skip
    assert rows[3].refused and Reminder.objects.count() == 2
    drain()
    assert len(mailoutbox) == 2


def test_the_radar_shows_when_somebody_was_reminded_and_when_it_is_possible_again(town: Town):
    _remind(town)
    row = next(row for row in choosers(town.programme, terms_of(town.programme)) if row.school == town.kring)
    assert row.reminded is not None and row.again_on is not None and row.again_on.isoformat() == "2026-12-06"
    with on("2026-12-06"):
        row = next(row for row in choosers(town.programme, terms_of(town.programme)) if row.school == town.kring)
        assert row.reminded is not None and row.again_on is None
