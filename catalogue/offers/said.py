"""Everything that a revision says, in reading order, with the words that people use for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from catalogue.money import is_english, written
from catalogue.offers import states
from catalogue.offers.models import Revision
from catalogue.organisations.models import SECTORS, ContactPerson, Venue
from catalogue.pictures.models import Picture
from catalogue.programmes.models import Theme

Words = str | Promise

# What a revision keeps for the house itself: nobody writes it, so nobody reviews it.
NOT_SAID = frozenset({"id", "version", "created_at", "updated_at", "status", "offer", "number", "unread"})

LABELS: dict[str, Words] = {
    "title": _("Title"),
    "title_en": _("Title in English"),
    "summary": _("Promise"),
    "summary_en": _("Promise in English"),
    "description": _("Description"),
    "description_en": _("Description in English"),
    "image": _("Picture"),
    "motif": _("Illustration"),
    "themes": _("Themes"),
    "sectors": _("Kinds of schools"),
    "year_groups": _("Year groups"),
    "target_groups": _("Target groups"),
    "menu_areas": _("Parts of the intervention menu"),
    "cases": _("Cases to look at for the payment"),
    "evidence_url": _("Research"),
    "evidence_months": _("Progress in months"),
    "evidence_strength": _("Strength of the evidence (0 to 5)"),
    "evidence_cost": _("Cost of the approach (0 to 5)"),
    "unit": _("Sold per"),
    "price": _("Price"),
    "vat_percent": _("VAT in percent"),
    "min_units": _("At least"),
    "max_units": _("At most"),
    "min_group_size": _("Smallest group"),
    "max_group_size": _("Largest group"),
    "weeks": _("Hours a week, for so many weeks"),
    "capacity": _("Places in all"),
    "entitlement_units": _("For every school"),
    "entitlement_period": _("For every school, per"),
    "entitlement_per_pupils": _("For every school, once for each number of pupils"),
    "starts_on": _("From"),
    "ends_on": _("Until"),
    "lead_time_days": _("Days to prepare"),
    "cancel_free_days": _("Free cancelling, days before"),
    "cancel_late_percent": _("Later cancelling, percent of the price"),
    "cancellation_terms": _("Cancelling"),
    "place": _("Place"),
    "venue": _("Venue"),
    "contact": _("Contact"),
    "contact_person": _("Contact person"),
}
# Text that is read as text: compared word by word.
PROSE = frozenset({
    "title", "title_en", "summary", "summary_en", "description", "description_en", "cancellation_terms", "place",
    "contact",
})  # fmt: skip
CODES: Mapping[str, Mapping[str, Words]] = {
    "sectors": dict(SECTORS),
    "year_groups": dict(states.YEAR_GROUPS),
    "target_groups": dict(states.TARGET_GROUPS),
    "menu_areas": {code: format_lazy("{}: {}", code, words) for code, words in states.MENU_AREAS},
    "unit": dict(states.UNITS),
    "entitlement_period": dict(states.PERIODS),
}
LISTS = frozenset({"themes", "sectors", "year_groups", "target_groups", "menu_areas", "cases"})


def value_of(revision: Revision, field: str) -> Any:
    """What a field holds; the themes as a list, in the order of the programme."""
    return list(revision.themes.all()) if field == "themes" else getattr(revision, field)


def in_words(field: str, value: Any, cases: Mapping[str, str] | None = None) -> str:
    """One value of a field (one entry, of a list) for people; empty when nothing was said. `cases` are code → words."""
    if value is None or value == "":
        return ""
    if field == "cases":
        return (cases or {}).get(value, str(value))
    if field in CODES:
        return str(CODES[field].get(value, value))
    return _written(field, value)


def _written(field: str, value: Any) -> str:
    if field == "price":
        return written(Decimal(value))
    for kind, words in _KINDS:
        if isinstance(value, kind):
            return words(value)
    return str(value)


_KINDS: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    (date, lambda day: date_format(day, "D j F Y")),
    (Theme, lambda theme: (is_english() and theme.name_en) or theme.name),
    (Picture, lambda picture: f"{picture.alt} ({picture.credit})"),
    (Venue, lambda venue: f"{venue.name}, {venue.city}" if venue.city else venue.name),
    (ContactPerson, lambda person: person.name),
    (int | Decimal, lambda number: number_format(number, force_grouping=True)),
)
