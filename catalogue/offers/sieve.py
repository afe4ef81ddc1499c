"""What of everything that was given fits into a draft now, and what does not (yet)."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from typing import Any

from catalogue.errors import Invalid
from catalogue.offers.fields import pair_faults, read
from catalogue.offers.models import Offer
from catalogue.offers.states import KINDS
from catalogue.programmes.models import Theme
from catalogue.validation import check_fields, name_of

PAIRED = ("entitlement_units", "entitlement_period")


@dataclass(slots=True)
class Sifted:
    """What fits: fields of the revision (`said`), its themes, and what changes in the offer itself (`about`)."""

    said: dict[str, Any] = field(default_factory=dict)
    themes: list[Theme] | None = None
    about: dict[str, Any] = field(default_factory=dict)

    @property
    def names(self) -> set[str]:
        """Every field that fits."""
        return {*self.said, *self.about} | ({"themes"} if self.themes is not None else set())


def sifted(offer: Offer, given: dict[str, Any]) -> Sifted:
    """Each value on its own: one that does not fit keeps none of the others out."""
    fits = Sifted()
    for name, value in given.items():
        _take(offer, fits, name, value)
    row = copy(offer.draft or offer.text)
    for name in _wrong_fields(offer, fits):
        del fits.said[name]
    for name, value in fits.said.items():
        setattr(row, name, value)
    if any(pair_faults(row)):
        for name in PAIRED:
            fits.said.pop(name, None)
    return fits


def _take(offer: Offer, fits: Sifted, name: str, value: Any) -> None:
    if name == "kind":
        if value in dict(KINDS) and offer.revision_id is None:
            fits.about["kind"] = value
        return
    try:
        found = read(offer.programme, offer.provider_id, {name: value})
    except Invalid:
        return
    if found.goal is not None and (offer.revision_id is None or found.goal.pk == offer.goal_id):
        fits.about["goal"] = found.goal
    if found.themes is not None:
        fits.themes = found.themes
    fits.said |= found.said


def _wrong_fields(offer: Offer, fits: Sifted) -> set[str]:
    try:
        check_fields(offer.draft or offer.text, **fits.said)
    except Invalid as error:
        return {name_of(fault.location) for fault in error.faults}
    return set()
