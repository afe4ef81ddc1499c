"""Shows 2 of claims: many approvals at once, in a storm. So many invoices, 1 … n; no mail more than once too often."""

from __future__ import annotations

import logging
import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from random import Random

import pytest
from django.db import connection

from catalogue.journal.actions import retry
from catalogue.journal.models import JournalLine
from catalogue.journal.outbox import undelivered
from portal.claims.models import Claim
from portal.invoices.models import Document, Invoice, Series
from portal.people.invitations import invite_newcomer
from portal.post.models import Mail
from tests import cast
from tests.cast import Town
from tests.worker.sink import Sink
from tests.worker.storm import Storm, still_to_do

pytestmark = [pytest.mark.slow, pytest.mark.broker, pytest.mark.databases]
log = logging.getLogger(__name__)
MANY = int(os.environ.get("STORM_APPROVALS", "40"))
LETTERS = MANY // 4
SEED = int(os.environ.get("STORM_SEED", "6"))


@pytest.fixture
def storm(real_town: Town) -> Iterator[Storm]:
    """Four real workers, and a mail server that is slow to answer; gone before the database is."""
    sink = Sink()
    raging = Storm(Random(SEED), sink, kills=max(6, MANY // 8))
    yield raging
    raging.ends()
    sink.close()


def _submitted(town: Town, many: int) -> list[Claim]:
    offer = cast.offer(town, price=Decimal("1.00"), min_units=1, max_units=1, capacity=many)
    return [cast.claim(town, cast.booking(town, offer, status="accepted", units=1)) for _ in range(many)]


def _approve(town: Town, claim: Claim) -> None:
    try:
        cast.approved(town, claim)
    finally:
        connection.close()


def _all_done(town: Town) -> bool:
    """A letter that was broken off twice, whatever it tells, waits for somebody's "try again": here pressed at once."""
    for line in undelivered():
        assert line.queue == "mail", f"{line.event} failed: {line.last_error}"
        retry(line, by=town.actor("finance"))
    return not still_to_do() and Invoice.objects.filter(status="sent").count() == MANY


def test_many_approvals_in_a_storm(real_town: Town, storm: Storm):
    claims, officer = _submitted(real_town, MANY), real_town.actor("officer")
    readers = [f"nieuw{number}@aanbod.example" for number in range(LETTERS)]
    with ThreadPoolExecutor(8) as crowd:
        approvals = [crowd.submit(_approve, real_town, claim) for claim in claims]
        for reader in readers:
            invite_newcomer(real_town.municipality, name="Nieuw", email=reader, by=officer)
        storm.rages(lambda: _all_done(real_town), lines=MANY * 3 + LETTERS, patience=60 + 2 * MANY)
    assert [each.result() for each in approvals] == [None] * MANY
    assert storm.killed == storm.kills

    assert sorted(int(number[-5:]) for number in Invoice.objects.values_list("number", flat=True)) == [
        *range(1, MANY + 1)
    ]
    assert list(Series.objects.values_list("last", flat=True)) == [MANY]
    assert Document.objects.count() == 2 * MANY
    assert JournalLine.objects.filter(event="invoice.issued").count() == MANY
    assert not undelivered().exists()
    log.warning("%s approvals: %s", MANY, storm)
    _no_mail_too_often(storm.sink, readers)


def _no_mail_too_often(sink: Sink, readers: list[str]) -> None:
    """Each reader got the letter; a second says it is a repeat, a third was asked for."""
    by_id = {key: letters for key, letters in sink.by_id().items() if str(letters[0]["To"]) in readers}
    assert sorted(str(letters[0]["To"]) for letters in by_id.values()) == sorted(readers)
    asked = Counter(JournalLine.objects.filter(event="journal.retried").values_list("data__line", flat=True))
    lines = dict(Mail.objects.values_list("to", "line").filter(to__in=readers))
    for letters in by_id.values():
        assert len(letters) <= 2 + asked[lines[str(letters[0]["To"])]]
        assert all(letter["X-Sent-Again"] == "yes" and "(herhaling)" in letter["Subject"] for letter in letters[1:])
    assert not Mail.objects.filter(sent_at=None).exists()
