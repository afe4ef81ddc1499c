"""The index follows the offers: whatever happens to one, it is found as it now is, and a rebuild changes nothing."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command

from catalogue.journal import outbox
from catalogue.offers import actions as offers
from catalogue.offers import indexing
from catalogue.offers.models import Filing, Form, Listing, Mention, Word
from catalogue.offers.search import Criteria, facets, found
from catalogue.organisations import actions as organisations
from catalogue.programmes import actions as programmes
from tests import cast
from tests.cast import Town
from tests.many import many_offers


def _titles(q: str) -> list[str]:
    return [offer.text.title for offer in found(Criteria(q=q))]


def _labels(dimension: str) -> list[str]:
    return [each.label for each in facets(Criteria())[1][dimension]]


def _index() -> dict[str, list[Any]]:
    """All of it, without the numbers of the rows."""
    listings = Listing.objects.order_by("offer").values_list("offer", "stems", "themes", "price", "at_school", "layout")
    return {
        "listings": [*listings],
        "filings": sorted(Filing.objects.values_list("listing__offer", "facet__dimension", "facet__value")),
        "mentions": sorted(Mention.objects.values_list("listing__offer", "word__word", "weight")),
        "forms": sorted(Form.objects.values_list("word__word", "form", "part")),
    }


def test_a_revised_offer_is_found_by_its_new_words_only(town: Town):
    made = cast.offer(town, title="Trommelen")
    librarian = town.actor("librarian")
    offers.edit(made, title="Fluiten", by=librarian)
    assert (_titles("trommelen"), _titles("fluiten")) == (["Trommelen"], [])  # not before the officer agrees
    offers.submit(made, by=librarian)
    offers.publish(made, by=town.actor("officer"))
    assert (_titles("trommelen"), _titles("fluiten")) == ([], ["Fluiten"])


def test_a_withdrawn_offer_is_found_no_more_and_counted_nowhere(town: Town):
    made = cast.offer(town, title="Trommelen")
    offers.withdraw(made, by=town.actor("officer"))
    assert _titles("trommelen") == [] and facets(Criteria()) == (0, {name: [] for name in facets(Criteria())[1]})


def test_a_renamed_provider_is_found_by_its_new_name(town: Town):
    cast.offer(town, title="Trommelen", provider="musician")
    organisations.change_details(town.music, name="Popschool De Versterker", by=town.actor("musician"))
    outbox.drain()
    assert (_titles("versterker"), _titles("capo")) == (["Trommelen"], [])
    assert _labels("provider") == ["Popschool De Versterker"]


def test_a_renamed_theme_is_called_by_its_new_name_everywhere(town: Town):
    cast.offer(town, title="Trommelen")
    programmes.change_theme(town.talent, name="Ontdekken", name_en="Discover", by=town.actor("officer"))
    outbox.drain()
    assert (_titles("ontdekken"), _titles("talentontwikkeling")) == (["Trommelen"], [])
    assert _labels("theme") == ["Ontdekken"]
    assert [theme.name_en for theme in found(Criteria())[0].text.themes.all()] == ["Discover"]


def test_a_venue_that_moves_takes_its_offers_along(town: Town):
    librarian = town.actor("librarian")
    venue = organisations.add_venue(town.library, name="Zaal", latitude=52.0, longitude=5.0, by=librarian)
    cast.offer(town, venue=venue)
    organisations.change_venue(venue, latitude=53.0, by=librarian)
    outbox.drain()
    assert Listing.objects.get().latitude == 53.0


def test_rebuilding_changes_nothing(town: Town):
    many_offers(town, 30, providers=3)
    cast.offer(town, title="Foto's en muziekinstrumenten", target_groups=["nt2"])
    before = _index()
    call_command("reindex")
    assert _index() == before


def test_rebuilding_mends_what_is_not_right(town: Town):
    made = cast.offer(town, title="Trommelen")
    right = _index()
    Mention.objects.all().delete()
    Filing.objects.all().delete()
    Form.objects.all().delete()
    Listing.objects.update(stems="", themes=[], filed="")
    draft = cast.offer(town, title="Concept", publish=False)
    Listing.objects.create(
        offer=draft, sort_key=b"", stems="", price=1, since=made.created_at, at_school=False, layout=0
    )
    assert indexing.reindex() == 1
    assert _index() == right


def test_a_new_version_writes_again_only_what_an_older_one_wrote(town: Town):
    old, new = cast.offer(town, title="Oud"), cast.offer(town, title="Nieuw")
    assert indexing.reindex(outdated_only=True) == 0
    Listing.objects.filter(offer=old).update(layout=indexing.LAYOUT - 1, stems="")
    Listing.objects.filter(offer=new).update(stems="untouched")
    assert indexing.reindex(outdated_only=True) == 1
    assert sorted(Listing.objects.values_list("stems", flat=True))[1] == "untouched"
    assert Listing.objects.filter(layout=indexing.LAYOUT).count() == 2


def test_a_word_is_kept_once_however_many_offers_say_it(town: Town):
    cast.offer(town, title="Trommelen één")
    cast.offer(town, title="Trommelen twee")
    assert Word.objects.filter(word="trommelen").count() == 1
