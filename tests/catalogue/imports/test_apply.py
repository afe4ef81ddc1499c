"""Carrying out what the check promised: row by row, once, and never over the work of somebody else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalogue.errors import Forbidden, Refused
from catalogue.imports import actions
from catalogue.journal.models import JournalLine
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer
from tests import cast
from tests.cast import Town
from tests.catalogue.imports.tables import NEW, brought, row_of, rows_of


def test_rows_become_drafts_and_a_refused_row_stops_nothing(town: Town):
    batch = brought(town, NEW, NEW | {"Titel": "Fout", "Prijs per": "x"}, NEW | {"Titel": "Zingen"}, applied=True)
    assert sorted((offer.text.title, offer.status, offer.provider) for offer in Offer.objects.all()) == [
        ("Debatteren", "draft", town.library), ("Zingen", "draft", town.library),
    ]  # fmt: skip
    assert (batch.status, batch.counts) == ("applied", {"added": 2, "refused": 1, "done": 2})


def test_a_published_offer_gets_a_next_revision_and_stays_as_it_is(town: Town):
    known = cast.offer(town)
    brought(town, {"id": str(known.pk), "price": "130"}, applied=True)
    known.refresh_from_db()
    assert (known.status, known.revision.price, known.draft.price) == ("published", Decimal(125), Decimal(130))
    assert (known.draft.number, known.draft.status) == (2, "draft")


def test_the_same_file_again_changes_nothing(town: Town):
    rows = NEW | {"Uw kenmerk": "A1"}, NEW | {"Titel": "Zingen", "Groepen": "5|6", "Thema’s": "Zorg op school"}
    brought(town, *rows, applied=True)
    again = brought(town, *rows)
    assert again.counts == {"unchanged": 2}
    with pytest.raises(Refused, match="niets uit te voeren"):
        actions.apply(again, by=town.actor("librarian"))


def test_who_changed_the_offer_after_the_check_has_the_last_word(town: Town):
    known, librarian = cast.offer(town), town.actor("librarian")
    batch = brought(town, NEW | {"Titel": "Voorleesuur"}, NEW)
    offers.edit(known, price=Decimal(99), by=librarian)
    actions.apply(batch, by=librarian)
    changed, added = rows_of(batch)
    assert (changed.outcome, changed.faults[0]["code"], added.outcome) == ("not_done", "stale", "done")
    assert Offer.objects.get(pk=known.pk).draft.price == 99
    assert batch.counts["not_done"] == 1


def test_what_was_new_at_the_check_may_be_there_by_now(town: Town):
    first, second = brought(town, NEW), brought(town, NEW)
    actions.apply(first, by=town.actor("librarian"))
    actions.apply(second, by=town.actor("librarian"))
    assert row_of(second).faults[0]["code"] == "stale"
    assert Offer.objects.count() == 1


def test_an_import_is_carried_out_once_by_its_own_organisation(town: Town):
    batch = brought(town, NEW)
    for who in ("musician", "officer", "coordinator"):
        with pytest.raises(Forbidden):
            actions.apply(batch, by=town.actor(who))
    actions.apply(batch, by=town.actor("planner"))
    with pytest.raises(Refused, check=lambda refused: refused.code == "wrong_state"):
        actions.apply(batch, by=town.actor("planner"))


def test_the_journal_says_who_did_it(town: Town):
    batch = brought(town, NEW, applied=True)
    lines = JournalLine.objects.filter(thing_id__in=(batch.pk, row_of(batch).offer_id)).values_list("event", "actor")
    who = "librarian (Bibliotheek De Boekenboom)"
    assert list(lines.order_by("pk")) == [
        ("import.waiting", who), ("import.checked", who), ("import.applying", who), ("offer.draft", who),
        ("import.applied", who),
    ]  # fmt: skip
