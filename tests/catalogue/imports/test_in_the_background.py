"""A long file is left to the worker: it tells how far it is, may be broken off, and does every row once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from catalogue.imports import actions
from catalogue.imports.models import Import
from catalogue.imports.working import AT_ONCE, CHUNK, work_through
from catalogue.journal.lease import Overtaken
from catalogue.journal.outbox import drain
from catalogue.offers.models import Offer
from tests.cast import Town
from tests.catalogue.imports.tables import NEW, brought, rows_of

LONG = [NEW | {"Titel": "Zingen"}, *(NEW | {"Titel": f"Les {n}", "Prijs per": "ons"} for n in range(AT_ONCE)), NEW]


@dataclass
class BrokenOff:
    """A lease that another worker takes over after some renewals."""

    renewals: int

    def renew(self, _seconds: int) -> None:
        self.renewals -= 1
        if self.renewals < 0:
            raise Overtaken


def read_again(batch: Import) -> Import:
    return Import.objects.get(pk=batch.pk)


def test_it_waits_is_checked_carried_out_and_undone_by_the_worker(town: Town):
    batch, librarian = brought(town, *LONG), town.actor("librarian")
    steps: list[tuple[str, int]] = []

    def done_by_worker(deed: Any) -> None:
        asked = deed(read_again(batch), by=librarian)
        steps.append((asked.status, Offer.objects.count()))
        drain()
        steps.append((read_again(batch).status, Offer.objects.count()))

    assert batch.status == "waiting" and {row.verdict for row in rows_of(batch)} == {""}
    drain()
    assert read_again(batch).counts == {"added": 2, "refused": AT_ONCE}
    done_by_worker(actions.apply)
    done_by_worker(actions.reverse)
    assert steps == [("applying", 0), ("applied", 2), ("reversing", 2), ("reversed", 0)]


def test_a_worker_that_was_broken_off_is_followed_by_another(town: Town):
    batch = brought(town, *LONG)
    with pytest.raises(Overtaken):
        work_through(batch.pk, BrokenOff(renewals=2))
    half = read_again(batch)
    assert (half.status, half.done) == ("waiting", 3 * CHUNK)
    drain()
    actions.apply(read_again(batch), by=town.actor("librarian"))
    with pytest.raises(Overtaken):
        work_through(batch.pk, BrokenOff(renewals=0))
    drain()
    assert read_again(batch).counts["done"] == Offer.objects.count() == 2


def test_the_worker_acts_as_who_asked_and_in_that_language(town: Town):
    batch = brought(town, *LONG)
    drain()
    actions.apply(read_again(batch), by=town.actor("planner"))
    drain()
    assert "Kies uit" in rows_of(batch)[1].faults[0]["detail"]
    assert Offer.objects.filter(provider=town.library).count() == 2
