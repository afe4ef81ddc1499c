"""Writes what search reads: the listing of an offer, its facets and its words. Always rebuilt from the offer itself.

Nothing is taken away but what an offer itself has. A word or facet that no offer uses any more is found by nobody, and
leaving it there lets two offers be published at the same moment without waiting for each other.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from catalogue.deeds import unit_of_work
from catalogue.offers.filing import Value, spot_of, themes_of, values_of, words_of
from catalogue.offers.models import Facet, Filing, Form, Listing, Mention, Offer, Word
from catalogue.offers.queries import ADMITTED
from catalogue.offers.words import first_form, forms, parts_of, plain, spelled

LAYOUT = 1  # raise it when the index has to be written otherwise: `portal up prepare` then writes it again
BATCH = 100
_SHOWN = ("label", "label_en", "colour", "position")
_LISTED = ("filed", "sort_key", "stems", "themes", "price", "since", "at_school", "latitude", "longitude", "layout")


def index(offer: Offer) -> None:
    """Make the offer findable as it now is; an offer that is not published leaves the index."""
    index_all([offer.pk])


def dates_changed(offer: Offer) -> None:
    """Its months may be other ones now; nothing to do for an offer that nobody can find."""
    if offer.status == "published":
        index(offer)


def index_all(ids: Iterable[UUID]) -> int:
    """The same for several offers, in batches of one transaction each; returns how many are findable now.

    Who searches meanwhile sees each batch as it was or as it becomes. Offers are held for the length of their batch, so
    that nothing older overwrites what somebody publishes at this moment.
    """
    return sum(_index_batch(batch) for batch in _batches(sorted(set(ids))))


def reindex(*, outdated_only: bool = False) -> int:
    """Write the whole index again, or only what an older version of the indexing wrote; returns how many offers."""
    offers = Offer.objects.filter(Q(status="published") | Q(listing__isnull=False))
    if outdated_only:
        offers = offers.exclude(status="published", listing__layout=LAYOUT)
    else:
        _form_again()
    return index_all(offers.values_list("pk", flat=True))


def _batches(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def _index_batch(ids: Sequence[UUID]) -> int:
    with unit_of_work():
        offers = list(_published(ids))
        Listing.objects.filter(offer__in=ids).exclude(offer__in=[offer.pk for offer in offers]).delete()
        if not offers:
            return 0
        filed = _filed(offers)
        listings = _listed(offers, filed)
        _file(listings, filed)
        _mention(offers, listings)
        return len(offers)


def _published(ids: Sequence[UUID]) -> QuerySet[Offer]:
    """Those that can be found: published, by a provider that takes part now."""
    rows = Offer.objects.filter(ADMITTED, pk__in=ids, status="published")
    rows = rows.order_by("pk").select_for_update(of=("self",))
    related = rows.select_related("provider", "programme", "municipality", "goal", "revision__venue")
    return related.prefetch_related("revision__themes", "sessions")


def _filed(offers: list[Offer]) -> dict[UUID, list[int]]:
    """The numbers of the facets of each offer."""
    values = {offer.pk: values_of(offer) for offer in offers}
    ids = _facets({value.key: value for each in values.values() for value in each})
    return {pk: sorted({ids[value.key] for value in each}) for pk, each in values.items()}


def _listed(offers: list[Offer], filed: dict[UUID, list[int]]) -> dict[UUID, int]:
    """The listing of each offer, made or brought up to date."""
    rows = [_listing(offer, filed[offer.pk]) for offer in offers]
    Listing.objects.bulk_create(rows, update_conflicts=True, unique_fields=["offer"], update_fields=_LISTED)
    return dict(Listing.objects.filter(offer__in=offers).values_list("offer_id", "pk"))


def _listing(offer: Offer, filed: list[int]) -> Listing:
    spot, text = spot_of(offer), offer.text
    stems = " ".join(first_form(each.word) for each in spelled(f"{text.title} {text.summary}"))
    return Listing(
        offer=offer, sort_key=plain(text.title).encode()[:240], stems=f" {stems} ", themes=themes_of(offer),
        filed=array("I", filed).tobytes().hex(), price=text.price, since=offer.created_at, at_school=spot.at_school,
        latitude=spot.latitude, longitude=spot.longitude, layout=LAYOUT,
    )  # fmt: skip


def _file(listings: dict[UUID, int], filed: dict[UUID, list[int]]) -> None:
    Filing.objects.filter(listing__in=listings.values()).delete()
    Filing.objects.bulk_create(
        Filing(facet_id=facet, listing_id=listings[offer]) for offer, ids in filed.items() for facet in ids
    )


def _facets(values: dict[tuple[str, str], Value]) -> dict[tuple[str, str], int]:
    """The row of each value; new ones are made, and those that are called otherwise by now are renamed."""
    there = _facets_there(values)
    if missing := sorted(values.keys() - there.keys()):  # in one order, so that two who add the same never deadlock
        rows = [Facet(dimension=d, value=v, **_look(values[d, v])) for d, v in missing]
        Facet.objects.bulk_create(rows, ignore_conflicts=True)
        there = _facets_there(values)
    renamed = [there[key] for key in sorted(values) if _look(there[key]) != _look(values[key])]
    for facet in renamed:
        for name, shown in _look(values[facet.dimension, facet.value]).items():
            setattr(facet, name, shown)
    if renamed:
        Facet.objects.bulk_update(renamed, _SHOWN)
    return {key: facet.pk for key, facet in there.items()}


def _facets_there(values: dict[tuple[str, str], Value]) -> dict[tuple[str, str], Facet]:
    rows = Facet.objects.filter(value__in={value for _dimension, value in values})
    return {key: facet for facet in rows if (key := (facet.dimension, facet.value)) in values}


def _look(of: Value | Facet) -> dict[str, Any]:
    return {name: getattr(of, name) for name in _SHOWN}


def _mention(offers: list[Offer], listings: dict[UUID, int]) -> None:
    said = {offer.pk: words_of(offer) for offer in offers}
    ids = _words({word: written for words in said.values() for word, (written, _weight) in words.items()})
    Mention.objects.filter(listing__in=listings.values()).delete()
    Mention.objects.bulk_create(
        Mention(word_id=ids[word], listing_id=listings[offer], weight=weight)
        for offer, words in said.items()
        for word, (_written, weight) in words.items()
    )


def _words(written: dict[str, str]) -> dict[str, int]:
    """The row of each word; new ones come with their forms."""
    there = _words_there(written)
    if missing := sorted(written.keys() - there.keys()):
        Word.objects.bulk_create((Word(word=word, written=written[word]) for word in missing), ignore_conflicts=True)
        there |= _words_there(missing)
        Form.objects.bulk_create(_forms((there[word], word) for word in missing), ignore_conflicts=True)
    return there


def _words_there(words: Iterable[str]) -> dict[str, int]:
    return dict(Word.objects.filter(word__in=list(words)).values_list("word", "pk"))


def _forms(words: Iterable[tuple[int, str]]) -> Iterator[Form]:
    for pk, word in words:
        yield from (Form(word_id=pk, form=form, part=False) for form in sorted(forms(word)))
        yield from (Form(word_id=pk, form=form, part=True) for form in sorted(parts_of(word)))


def _form_again() -> None:
    """The forms of every word anew: the vocabulary may have been extended."""
    for batch in _batches(list(Word.objects.order_by("pk").values_list("pk", "word"))):
        with unit_of_work():
            Form.objects.filter(word__in=[pk for pk, _word in batch]).delete()
            Form.objects.bulk_create(_forms(batch), ignore_conflicts=True)
