"""The dry run: what would be added, changed and refused, and why. Nothing of it is written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalogue.errors import Forbidden, Invalid
from catalogue.imports import actions
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer
from tests import cast
from tests.cast import Town
from tests.catalogue.imports.tables import NEW, brought, faults_of, row_of, rows_of, table


def test_every_row_has_its_result_and_nothing_is_written(town: Town):
    known = cast.offer(town, title="Debatteren", price=Decimal("12.50"), capacity=None)
    batch = brought(town, NEW, NEW | {"Titel": "Zingen"}, NEW | {"Titel": "Rekenen", "Prijs per": "vierkant"})
    assert [(row.number, row.verdict) for row in rows_of(batch)] == [(2, "unchanged"), (3, "added"), (4, "refused")]
    assert (batch.status, batch.counts) == ("checked", {"added": 1, "unchanged": 1, "refused": 1})
    assert Offer.objects.get() == known and known.draft is None


def test_a_change_shows_what_it_was_and_what_it_becomes(town: Town):
    known = cast.offer(town)
    row = row_of(brought(town, {"id": str(known.pk), "price": "€ 130", "yearGroups": "5|7", "title": "Voorleesuur"}))
    assert row.verdict == "changed"
    assert row.changes == {"price": ["125,00", "130,00"], "year_groups": ["groep 5 | groep 6", "groep 5 | groep 7"]}


def test_all_wrong_cells_of_a_row_are_named_at_once(town: Town):
    batch = brought(town, NEW | {"Titel": "", "Prijs zonder btw": "abc", "Thema’s": "Ruimtevaart", "Van": "ooit"})
    assert faults_of(batch) == {
        "title": "required",
        "price": "not_an_amount",
        "themes": "unknown",
        "starts_on": "not_a_day",
    }
    (wrong,) = [fault["detail"] for fault in row_of(batch).faults if fault["column"] == "themes"]
    assert "Ruimtevaart" in wrong and "Talentontwikkeling, Zorg op school" in wrong


def test_the_rules_of_the_pages_are_the_rules_here(town: Town):
    """The deed itself is tried: whatever it refuses is the answer, in its own words."""
    with pytest.raises(Invalid) as by_page:
        cast.offer(town, title="x" * 121, lead_time_days=366, publish=False)
    batch = brought(town, NEW | {"Titel": "x" * 121, "Dagen om voor te bereiden": "366"})
    assert {fault.detail for fault in by_page.value.faults} == {fault["detail"] for fault in row_of(batch).faults}
    assert faults_of(batch) == {"title": "max_length", "lead_time_days": "max_value"}


def test_what_is_under_review_is_left_alone(town: Town):
    known = cast.offer(town, publish=False)
    offers.submit(known, by=town.actor("librarian"))
    assert faults_of(brought(town, {"id": str(known.pk), "price": "1"})) == {"": "wrong_state"}
    assert row_of(brought(town, {"id": str(known.pk), "price": "125"})).verdict == "unchanged"


class TestWhichOffer:
    """A row finds its offer by the number in the portal, else by the own reference, else by the title."""

    def test_by_number_only_an_own_offer_of_this_programme(self, town: Town):
        theirs = cast.offer(town, provider="musician")
        for number in (str(theirs.pk), "12", "x" * 300):
            assert faults_of(brought(town, {"id": number, "title": "Les"})) == {"id": "unknown"}

    def test_by_reference_after_an_earlier_import(self, town: Town):
        brought(town, NEW | {"Uw kenmerk": "A1"}, applied=True)
        row = row_of(brought(town, {"Uw kenmerk": "A1", "Titel": "Beter debatteren"}))
        assert (row.verdict, row.changes) == ("changed", {"title": ["Debatteren", "Beter debatteren"]})

    def test_by_title_when_there_is_one(self, town: Town):
        cast.offer(town, title="DEBATTEREN", publish=False)
        assert row_of(brought(town, NEW)).verdict == "changed"
        cast.offer(town, title="Debatteren", publish=False)
        assert faults_of(brought(town, NEW)) == {"title": "ambiguous"}

    def test_the_same_offer_twice_in_one_file(self, town: Town):
        batch = brought(town, NEW, NEW | {"Prijs zonder btw": "9"}, NEW | {"Uw kenmerk": "ander"})
        assert [row.verdict for row in rows_of(batch)] == ["added", "refused", "added"]
        assert "rij 2" in rows_of(batch)[1].faults[0]["detail"]

    def test_a_reference_belongs_to_one_offer(self, town: Town):
        brought(town, NEW | {"Uw kenmerk": "A1"}, applied=True)
        other = cast.offer(town)
        assert faults_of(brought(town, {"id": str(other.pk), "reference": "A1"})) == {"reference": "taken"}
        assert faults_of(brought(town, {"id": str(other.pk), "reference": "x" * 81})) == {"reference": "too_long"}


def test_an_empty_cell_says_nothing_in_a_new_row_and_clears_in_a_known_one(town: Town):
    known = cast.offer(town)
    assert row_of(brought(town, NEW | {"Omschrijving": "", "Eenheden, minstens": ""})).verdict == "added"
    row = row_of(brought(town, {"id": str(known.pk), "capacity": "", "minUnits": "", "description": ""}))
    assert row.changes == {"capacity": ["20", ""], "description": ["Kinderen luisteren en vertellen.", ""]}
    assert faults_of(brought(town, {"id": str(known.pk), "price": ""})) == {"price": "required"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"), (table(NEW)[:60].split(b"\r\n")[0], "unknown_column"), (b"reference;title\n", "empty"),
        (b"reference;title\nA1;Zingen;los", "unknown_column"), (b"%PDF-1.7 \x00", "not_text"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_whole(town: Town, content: bytes, code: str):
    with pytest.raises(Invalid) as refused:
        actions.upload(content, "x", programme=town.programme, by=town.actor("librarian"))
    assert {fault.location for fault in refused.value.faults} == {"#/file"}
    assert code in {fault.code for fault in refused.value.faults}


@pytest.mark.parametrize("who", ["coordinator", "controller", "finance"])
def test_others_bring_nothing_in(town: Town, who: str):
    with pytest.raises(Forbidden):
        brought(town, NEW, who=who)


def test_a_price_of_a_workbook_is_exact(town: Town):
    batch = brought(town, NEW | {"Prijs zonder btw": Decimal("0.10")}, applied=True)
    assert row_of(batch).offer.text.price == Decimal("0.10")
