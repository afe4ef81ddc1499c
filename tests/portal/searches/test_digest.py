"""Letters about what is new: in the language of the reader, once per period, and never the same offer twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import override_settings
from django.utils import translation

from catalogue.journal import outbox
from catalogue.journal.models import JournalLine
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer
from catalogue.offers.search import Criteria
from portal.people import actions as people
from portal.post.models import Mail
from portal.searches import actions
from portal.searches.models import Digest, SavedSearch
from portal.searches.queries import by_stop_token, stop_token
from portal.tasks import look_at_searches
from tests import cast
from tests.cast import OPERATOR, Town
from tests.frontend.visitor import Visitor

HERE = ZoneInfo("Europe/Amsterdam")


def at(month: int, day: int, hour: int = 9) -> Any:
    """A moment in the autumn of 2026; 23 November is a Monday."""
    return time_machine.travel(datetime(2026, month, day, hour, tzinfo=HERE), tick=False)


@pytest.fixture
def town(town: Town) -> Iterator[Town]:
    """Sunday 22 November, with a mail server that always takes letters."""
    with at(11, 22):
        yield town


def keep(town: Town, often: str = "daily", language: str = "nl", **criteria: Any) -> SavedSearch:
    with translation.override(language):
        return actions.keep(
            town.membership["coordinator"], name="Lezen & meer", criteria=Criteria(**criteria), frequency=often,
            by=town.actor("coordinator"),
        )  # fmt: skip


def clock() -> None:
    """The clock and the worker do what is due."""
    look_at_searches()
    outbox.drain()


def told() -> list[str]:
    return [letter.subject for letter in mail.outbox]


class Refusing(EmailBackend):
    """A mail server that is away."""

    def send_messages(self, messages: Any) -> int:
        raise ConnectionRefusedError("mail.school.example does not answer")


class Dying(EmailBackend):
    """A mail server that takes the letter, and a worker that goes down before it hears so."""

    def send_messages(self, messages: Any) -> int:
        super().send_messages(messages)
        raise KeyboardInterrupt


def failing(backend: type) -> Any:
    return override_settings(EMAIL_BACKEND=f"{backend.__module__}.{backend.__qualname__}")


def test_the_next_morning_it_tells_what_is_new(town: Town):
    cast.offer(town, title="Al gezien")
    keep(town)
    new = cast.offer(town, title="Dansen <op> muziek")
    with at(11, 23, 6):
        clock()
        assert told() == []
    with at(11, 23, 7):
        clock()
    (letter,) = mail.outbox
    assert letter.subject == "1 nieuw aanbod voor “Lezen & meer”"
    assert letter.to == ["coordinator@bloemendorp.example"]
    plain, (rich, kind) = letter.body, letter.alternatives[0]
    assert kind == "text/html"
    assert "Dansen <op> muziek" in plain and "Al gezien" not in plain
    assert "Dansen &lt;op&gt; muziek" in rich and "<op>" not in rich
    for text in (plain, rich):
        assert f"/offers/{new.pk}" in text
        assert "/school/searches" in text
    assert Digest.objects.get().status == "sent"


def test_nothing_new_is_no_letter(town: Town):
    cast.offer(town)
    keep(town)
    with at(11, 23):
        clock()
    assert told() == [] and not Digest.objects.exists()


def test_only_what_the_search_finds(town: Town):
    keep(town, q="dansen")
    cast.offer(town, title="Voorlezen", description="x")
    with at(11, 23):
        clock()
    assert told() == []


def test_in_the_language_of_the_reader(town: Town):
    keep(town, language="en")
    cast.offer(town)
    with at(11, 23):
        clock()
    assert told() == ["1 new offer for “Lezen & meer”"]
    assert "Reading hour" in mail.outbox[0].body and "Stop these e-mails" in mail.outbox[0].body


def test_every_day_or_every_week_as_the_person_chose(town: Town):
    keep(town, often="weekly")
    for day, letters in ((23, 1), (24, 1), (29, 1), (30, 2)):
        cast.offer(town, title=f"Nieuw op {day}")
        with at(11, day):
            clock()
        assert len(told()) == letters, day
    assert "4" not in told()[0] and "3" in told()[1]


@pytest.mark.parametrize("often", ["never"])
def test_who_wants_none_gets_none(town: Town, often: str):
    keep(town, often=often)
    cast.offer(town)
    with at(11, 30):
        clock()
    assert told() == []


def test_who_left_gets_none(town: Town):
    keep(town)
    cast.offer(town)
    people.end_membership(town.membership["coordinator"], by=OPERATOR)
    with at(11, 23):
        clock()
    assert told() == []


def test_two_clocks_and_a_clock_that_stood_still_are_one_letter(town: Town):
    keep(town)
    cast.offer(town)
    with at(11, 27):
        look_at_searches()
        look_at_searches()
        outbox.drain()
        clock()
    assert len(told()) == 1


def test_of_two_clocks_that_read_the_same_row_one_asks_for_the_letter(town: Town):
    first = keep(town)
    second = SavedSearch.objects.get(pk=first.pk)
    cast.offer(town)
    with at(11, 23):
        assert actions.fall_due(first, by=OPERATOR)
        assert actions.fall_due(second, by=OPERATOR) is None


def test_an_offer_is_told_once_also_when_it_was_away(town: Town):
    keep(town)
    offer = cast.offer(town)
    with at(11, 23):
        clock()
    offers.edit(offer, title="Anders", by=town.actor("librarian"))
    offers.submit(offer, by=town.actor("librarian"))
    offers.publish(offer, by=town.actor("officer"))
    with at(11, 24):
        clock()
    assert len(told()) == 1


def test_a_long_letter_counts_the_rest(town: Town):
    keep(town)
    for number in range(12):
        cast.offer(town, title=f"Aanbod {number}")
    with at(11, 23):
        clock()
    assert "12" in told()[0] and "En nog 2." in mail.outbox[0].body


def test_a_letter_that_cannot_be_sent_is_tried_again_and_tells_all(town: Town):
    keep(town)
    cast.offer(town)
    with at(11, 23):
        with failing(Refusing):
            clock()
        assert Digest.objects.get().status == "unsent"
    with at(11, 23, 10):
        outbox.drain()
    assert len(told()) == 1 and Digest.objects.get().status == "sent"


@override_settings(OUTBOX_ATTEMPTS=1)
def test_what_keeps_failing_is_on_the_visible_list_with_its_cause(town: Town):
    keep(town)
    cast.offer(town)
    with at(11, 23):
        with failing(Refusing):
            clock()
        page = Visitor(town, "officer").open("/municipality")
        assert "Een e-mail over nieuw aanbod kon niet worden verstuurd." in page.text
        line = JournalLine.objects.get(event="digest.due")
        assert "mail.school.example does not answer" in line.last_error
        outbox.retry(line)
        outbox.drain()
    assert len(told()) == 1


def test_a_worker_that_goes_down_while_sending_sends_no_second_letter(town: Town):
    keep(town)
    cast.offer(town)
    with at(11, 23), failing(Dying), pytest.raises(KeyboardInterrupt):
        clock()
    assert Digest.objects.get().status == "sending"
    with at(11, 23, 10):
        outbox.drain()
    assert len(told()) == 1
    assert Digest.objects.get().status == "doubtful"
    with at(11, 24):
        clock()
    assert len(told()) == 1


def test_a_search_that_went_away_in_between_needs_no_letter(town: Town):
    kept = keep(town)
    cast.offer(town)
    with at(11, 23):
        look_at_searches()
        actions.remove(kept, by=town.actor("coordinator"))
        outbox.drain()
    assert told() == [] and not outbox.due().exists()


def test_an_offer_that_went_away_in_between_is_not_told(town: Town):
    keep(town)
    offer = cast.offer(town)
    with at(11, 23):
        look_at_searches()
        offers.withdraw(offer, by=town.actor("librarian"))
        outbox.drain()
    assert told() == [] and Digest.objects.get().status == "needless"


def test_the_letter_has_a_link_that_stops_it_without_signing_in(town: Town):
    kept = keep(town)
    cast.offer(town)
    with at(11, 23):
        clock()
        headers = mail.outbox[0].extra_headers
        address = headers["List-Unsubscribe"].strip("<>").split("://", 1)[1].split("/", 1)[1]
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        visitor = Visitor()
        asked = visitor.open(f"/{address}")
        assert SavedSearch.objects.get().frequency == "daily", "looking at it stops nothing"
        done = visitor.press(asked, "Stop deze e-mails")
        assert done.title == "Geen e-mails meer"
        assert visitor.client.post(f"/{address}", {"List-Unsubscribe": "One-Click"}).status_code == 200
        cast.offer(town, title="Nog een")
    with at(11, 24):
        clock()
    assert len(told()) == 1
    assert by_stop_token(stop_token(kept)) == kept


@pytest.mark.parametrize("token", ["x", "x:y:z", "Ii4i:1:x"])
def test_a_link_that_is_not_ours_is_not_there(town: Town, token: str):
    assert Visitor().open(f"/searches/stop/{token}").status == 404


def test_the_letters_of_one_search_are_its_own(town: Town):
    keep(town)
    offer = cast.offer(town)
    with at(11, 23):
        clock()
    assert Offer.objects.get() == offer
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<{Mail.objects.get(to=mail.outbox[0].to[0]).pk}@localhost>"
