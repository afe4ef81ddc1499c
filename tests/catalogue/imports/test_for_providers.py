"""The municipality brings in offers of several providers: they are prepared, and stay the provider's to send."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalogue.errors import Forbidden
from catalogue.imports import actions, queries
from catalogue.lifecycle import move
from catalogue.offers import actions as offers
from catalogue.offers import rules
from catalogue.offers.models import Offer
from catalogue.offers.queries import own, visible_to
from catalogue.organisations.models import Admission
from tests import cast
from tests.cast import OPERATOR, Town
from tests.catalogue.imports.tables import KVK, NEW, brought, faults_of, row_of, rows_of

MUSIC = {"KvK-nummer": "98000002"}


def test_each_row_goes_to_the_provider_with_that_number(town: Town):
    brought(town, KVK | NEW, MUSIC | NEW | {"Titel": "Zingen"}, who="officer", applied=True)
    found = {offer.text.title: (offer.provider, offer.status, offer.prepared) for offer in Offer.objects.all()}
    assert found == {"Debatteren": (town.library, "draft", True), "Zingen": (town.music, "draft", True)}
    assert own(town.actor("librarian")).get().text.title == "Debatteren"


def test_a_zero_that_a_spreadsheet_dropped_is_understood(town: Town):
    town.library.kvk = "00900001"
    town.library.save()
    assert row_of(brought(town, NEW | {"KvK-nummer": "900001"}, who="officer")).verdict == "added"


@pytest.mark.parametrize("kvk", ["", "12345678", "x"])
def test_only_an_admitted_provider(town: Town, kvk: str):
    assert faults_of(brought(town, NEW | {"KvK-nummer": kvk}, who="officer")) == {"kvk": "unknown"}


def test_a_provider_that_was_suspended_since_gets_nothing(town: Town):
    batch = brought(town, KVK | NEW, who="officer")
    admission = Admission.objects.get(provider=town.library)
    move(admission, "suspended", by=OPERATOR)
    actions.apply(batch, by=town.actor("officer"))
    assert row_of(batch).outcome == "not_done" and not Offer.objects.exists()


class TestPrepared:
    """A prepared draft is the officer's to correct until the provider goes on with it; only the provider sends it."""

    def prepared(self, town: Town) -> Offer:
        return row_of(brought(town, KVK | NEW, who="officer", applied=True)).offer

    def test_the_officer_corrects_it_and_the_same_file_changes_nothing(self, town: Town):
        offer = self.prepared(town)
        assert brought(town, KVK | NEW, who="officer").counts == {"unchanged": 1}
        brought(town, KVK | NEW | {"Prijs zonder btw": "15"}, who="officer", applied=True)
        offer.refresh_from_db()
        assert (offer.draft.price, offer.prepared) == (Decimal(15), True)

    def test_once_the_provider_changed_it_it_is_its_own(self, town: Town):
        offer, officer = self.prepared(town), town.actor("officer")
        offers.edit(offer, price=Decimal(20), by=town.actor("librarian"))
        assert not offer.prepared and not visible_to(officer).filter(pk=offer.pk).exists()
        with pytest.raises(Forbidden):
            offers.edit(offer, price=Decimal(1), by=officer)

    def test_only_the_provider_sends_it(self, town: Town):
        offer = self.prepared(town)
        assert not rules.may_submit(town.actor("officer"), offer) and rules.may_submit(town.actor("librarian"), offer)
        for who in ("assessor", "musician", "controller"):
            assert not rules.may_edit(town.actor(who), offer)

    def test_undo_takes_it_away_again(self, town: Town):
        batch = brought(town, KVK | NEW, who="officer", applied=True)
        actions.reverse(batch, by=town.actor("officer"))
        assert not Offer.objects.exists()


def test_what_the_provider_published_is_the_providers_to_change(town: Town):
    known = cast.offer(town)
    row = KVK | {"Nummer in het portaal": str(known.pk), "Prijs zonder btw": "130"}
    assert faults_of(brought(town, row, who="officer")) == {"": "not_yours"}
    named = KVK | {"Nummer in het portaal": str(known.pk), "Uw kenmerk": "A1"}
    assert faults_of(brought(town, named, who="officer")) == {"": "not_yours"}


def test_drafts_of_a_provider_stay_unseen(town: Town):
    cast.offer(town, title="Debatteren", publish=False)
    batch = brought(town, KVK | NEW, who="officer")
    assert [row.verdict for row in rows_of(batch)] == ["added"]


def test_everybody_sees_only_own_imports(town: Town):
    theirs, ours = brought(town, KVK | NEW, who="officer"), brought(town, NEW)
    assert list(queries.visible_to(town.actor("controller"))) == [theirs]
    assert list(queries.visible_to(town.actor("planner"))) == [ours]
    for who in ("musician", "coordinator"):
        assert not queries.visible_to(town.actor(who)).exists()
    assert OPERATOR.provider is None and not queries.visible_to(OPERATOR).exists()
