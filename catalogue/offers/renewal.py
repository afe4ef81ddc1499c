"""What a renewed offer says differently from last year, and what its provider should look at before sending it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.money import written
from catalogue.offers.attention import Point
from catalogue.offers.differences import Difference, differences
from catalogue.offers.models import Offer, Revision

# What is left out when it is not there any more, and the sentence for it.
_ROWS = ("venue", "contact_person", "image")


def changes_of(offer: Offer, cases: Mapping[str, str] | None = None) -> list[Difference]:
    """The differences with the version that it was renewed from; `cases` are the words of the cases by code."""
    before = offer.renewed_from.revision if offer.renewed_from else None
    return differences(before, offer.draft or offer.text, cases)


def notes_of(offer: Offer) -> list[Point]:
    """What was moved, left out or taken over as it was: the list to walk through before sending the renewed offer."""
    before = offer.renewed_from.revision if offer.renewed_from else None
    if before is None or offer.renewed_from is None:
        return []
    now = offer.draft or offer.text
    notes = [*_price(before, now), *_days(before, now), *_left_out(before, now)]
    if dates := offer.renewed_from.sessions.count():
        sentence = ngettext(
            "%(number)s date of last year was not taken over: plan the new ones.",
            "%(number)s dates of last year were not taken over: plan the new ones.",
            dates,
        )
        notes.append(("starts_on", sentence % {"number": dates}))
    return [Point(field, words) for field, words in notes]


def _price(before: Revision, now: Revision) -> Iterator[tuple[str, str]]:
    if (before.price, before.unit) == (now.price, now.unit):
        yield "price", _("The price is as it was: %(price)s. Is it still right?") % {"price": written(now.price)}
    if before.vat_percent != now.vat_percent:
        yield "vat_percent", _("The VAT rate is not what it was last year.")


def _days(before: Revision, now: Revision) -> Iterator[tuple[str, str]]:
    sentences = {
        "starts_on": (
            _("The first day moved by whole weeks."),
            _("The first day is empty: it would lie outside the new programme."),
        ),
        "ends_on": (
            _("The last day moved by whole weeks."),
            _("The last day is empty: it would lie outside the new programme."),
        ),
    }
    for field, (moved, emptied) in sentences.items():
        old, new = getattr(before, field), getattr(now, field)
        if old and old != new:
            yield field, moved if new else emptied


def _left_out(before: Revision, now: Revision) -> Iterator[tuple[str, str]]:
    names = {theme.name for theme in now.themes.all()}
    if gone := [theme.name for theme in before.themes.all() if theme.name not in names]:
        sentence = _("The new programme does not have these themes: %(themes)s. Choose others.")
        yield "themes", sentence % {"themes": ", ".join(gone)}
    if gone_cases := [case for case in before.cases if case not in now.cases]:
        sentence = _("No rule is known any more for: %(cases)s.")
        yield "cases", sentence % {"cases": ", ".join(gone_cases)}
    for field in _ROWS:
        if getattr(before, f"{field}_id") and not getattr(now, f"{field}_id"):
            yield field, _("What stood here last year cannot be chosen any more. Choose another, or leave it empty.")
