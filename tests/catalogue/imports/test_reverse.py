"""Undo: what nobody went on with is as it was before; what somebody went on with is left, and named."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from catalogue.errors import Forbidden, Refused
from catalogue.imports import actions
from catalogue.imports.models import ExternalKey, ImportRow
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer, Revision
from tests import cast
from tests.cast import Town
from tests.catalogue.imports.tables import NEW, brought, row_of, rows_of


def undone(town: Town, batch: Any) -> list[ImportRow]:
    actions.reverse(batch, by=town.actor("librarian"))
    return rows_of(batch)


def test_drafts_that_it_made_are_gone(town: Town):
    batch = brought(town, NEW | {"Uw kenmerk": "A1"}, applied=True)
    (row,) = undone(town, batch)
    assert (row.reversal, row.offer, batch.status, batch.counts["removed"]) == ("removed", None, "reversed", 1)
    assert not Offer.objects.exists() and not Revision.objects.exists() and not ExternalKey.objects.exists()


def test_a_changed_draft_says_what_it_said(town: Town):
    known = cast.offer(town, publish=False)
    said = {"price": "1,00", "yearGroups": "", "themes": "Zorg op school", "title": "Anders", "reference": "A1"}
    batch = brought(town, {"id": str(known.pk)} | said, applied=True)
    (row,) = undone(town, batch)
    draft = Offer.objects.get(pk=known.pk).draft
    assert row.reversal == "restored"
    assert (draft.price, draft.year_groups, draft.title) == (Decimal(125), ["5", "6"], "Voorleesuur")
    assert list(draft.themes.all()) == [town.talent] and not ExternalKey.objects.exists()


def test_the_next_revision_of_a_published_offer_is_gone(town: Town):
    known = cast.offer(town)
    batch = brought(town, {"id": str(known.pk), "price": "1"}, applied=True)
    assert undone(town, batch)[0].reversal == "restored"
    known.refresh_from_db()
    assert (known.status, known.draft, known.revisions.count()) == ("published", None, 1)


def submitted(offer: Offer, town: Town) -> None:
    offers.edit(offer, by=town.actor("librarian"), themes=[town.talent.pk], summary="Een uur", description="Lang")
    offers.submit(offer, by=town.actor("librarian"))


def planned(offer: Offer, town: Town) -> None:
    start = timezone.now() + timedelta(days=9)
    offers.add_session(offer, starts_at=start, ends_at=start + timedelta(hours=1), by=town.actor("librarian"))


@pytest.mark.parametrize(
    ("went_on", "why"),
    [
        (lambda offer, town: offers.edit(offer, price=Decimal(9), by=town.actor("planner")), "veranderd"),
        (submitted, "ingediend"), (planned, "data voor gepland"),
        (lambda offer, town: offers.withdraw(offer, by=town.actor("librarian")), "veranderd"),
        (lambda offer, town: offers.discard(offer, by=town.actor("librarian")), "niet meer"),
    ],
)  # fmt: skip
def test_what_somebody_went_on_with_is_left_and_named(town: Town, went_on: Any, why: str):
    batch = brought(town, NEW, NEW | {"Titel": "Zingen"}, applied=True)
    went_on(rows_of(batch)[0].offer, town)
    left, removed = undone(town, batch)
    assert (left.reversal, removed.reversal) == ("left", "removed")
    assert why in left.words


def test_an_import_is_undone_once_after_it_was_carried_out(town: Town):
    batch, librarian = brought(town, NEW), town.actor("librarian")
    with pytest.raises(Refused, check=lambda refused: refused.code == "wrong_state"):
        actions.reverse(batch, by=librarian)
    actions.apply(batch, by=librarian)
    with pytest.raises(Forbidden):
        actions.reverse(batch, by=town.actor("musician"))
    actions.reverse(batch, by=librarian)
    with pytest.raises(Refused, check=lambda refused: refused.code == "wrong_state"):
        actions.reverse(batch, by=librarian)
    assert row_of(batch).reversal == "removed"


class TestDiscard:
    """Throwing away a draft, which undo stands on."""

    def test_only_its_provider(self, town: Town):
        with pytest.raises(Forbidden):
            offers.discard(cast.offer(town, publish=False), by=town.actor("musician"))

    def test_only_what_nobody_else_has_seen(self, town: Town):
        published, librarian = cast.offer(town), town.actor("librarian")
        with pytest.raises(Refused, check=lambda refused: refused.code == "wrong_state"):
            offers.discard(published, by=librarian)
        returned = cast.offer(town, publish=False)
        offers.submit(returned, by=librarian)
        with pytest.raises(Refused, check=lambda refused: refused.code == "wrong_state"):
            offers.discard(returned, by=librarian)
