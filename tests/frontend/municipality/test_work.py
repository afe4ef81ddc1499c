"""Work in the background, as the municipality sees it: nothing waits unseen."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalogue.journal.models import JournalLine
from catalogue.journal.outbox import drain, record, work
from frontend.municipality.work import KINDS, WORK
from portal.reactions import REACTIONS
from tests import cast
from tests.cast import OPERATOR, Town, approved
from tests.frontend.visitor import Visitor

PAGE = "/municipality/work"


def _fail(event: str, error: str, *, for_good: bool = True) -> None:
    now = timezone.now()
    JournalLine.objects.filter(event=event).update(
        dispatched_at=None, failed_at=now if for_good else None, last_error=error, due_at=now + timedelta(minutes=5),
        attempts=8,
    )  # fmt: skip


def test_what_failed_stands_there_with_its_cause_and_a_button(town: Town):
    approved(town)
    _fail("claim.approved", "OperationalError: canceling statement due to lock timeout")
    page = Visitor(town, "finance").open(PAGE)
    for said in ("nummer", "De database gaf niet op tijd antwoord.", "8 keer", "lock timeout"):
        assert said in page.text
    again = Visitor(town, "finance").press(page, "Probeer opnieuw")
    assert "Het wordt opnieuw geprobeerd" in again.text
    assert JournalLine.objects.get(event="claim.approved").failed_at is None


def test_what_is_tried_again_by_itself_stands_there_with_the_moment(town: Town):
    approved(town)
    _fail("claim.approved", "ConnectionRefusedError: [Errno 111]", for_good=False)
    page = Visitor(town, "officer").open(PAGE)
    assert "vanzelf, " in page.text and "Een andere server gaf geen antwoord" in page.text
    assert "Probeer opnieuw" not in page.text


def test_all_of_it_again_after_the_mail_server_came_back(town: Town):
    _fail("admission.admitted", "SMTPServerDisconnected: Connection unexpectedly closed")
    officer = Visitor(town, "officer")
    done = officer.press(officer.open(PAGE), "Probeer alles opnieuw")
    assert "2 onderdelen worden opnieuw geprobeerd" in done.text
    assert drain() >= 2
    assert JournalLine.objects.filter(event="journal.retried").count() == 2


def test_an_administrator_sees_what_belongs_to_no_municipality(town: Town):
    drain()
    record("provider.changed", town.library, by=OPERATOR)
    _fail("provider.changed", "KeyError: 'x'")
    assert "Er ging iets mis aan onze kant" in Visitor(town, "admin").open(PAGE).text
    assert "Er ging niets mis" in Visitor(town, "officer").open(PAGE).text


def test_it_says_how_much_still_waits(town: Town):
    claim = cast.claim(town)
    drain()
    approved(town, claim)
    assert "Klein werk 1" in " ".join(Visitor(town, "officer").open(PAGE).text.split())


def test_a_line_that_always_fails_keeps_no_other_waiting(town: Town):
    approved(town)
    poison = record("invoice.pending", town.programme, by=town.actor("officer"))
    assert not work(poison.pk)
    drain()
    assert JournalLine.objects.filter(event="invoice.issued").count() == 1
    poison.refresh_from_db()
    assert (poison.dispatched_at, poison.tries) == (None, 1)


def test_every_reaction_has_words_for_when_it_fails():
    assert {event for event in REACTIONS if event not in WORK and event.partition(".")[0] not in KINDS} == set()


def test_the_page_costs_the_same_for_one_line_and_for_many(town: Town, django_assert_max_num_queries):
    officer = Visitor(town, "officer")
    approved(town)
    _fail("claim.approved", "KeyError: x")
    officer.open(PAGE)
    with CaptureQueriesContext(connection) as few:
        officer.open(PAGE)
    _fail("admission.admitted", "OSError: x")
    with django_assert_max_num_queries(len(few)):
        assert officer.open(PAGE).text.count("Een andere server") == 2
