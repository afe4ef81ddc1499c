"""The catalogue of a programme as open data and as a table: organisations only, no person in it, free for everybody.

The metadata follow DCAT-AP-NL in small: title, publisher, licence (CC0), language, period, last change, distributions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.brochure.contents import Subject, offers_of
from catalogue.money import cents, euros
from catalogue.offers.models import Offer
from catalogue.sheets import Column, Sheet, as_csv, as_xlsx

LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
# what somebody typed into a text that reaches a person: an e-mail address, a telephone number (but not a date)
E_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
TELEPHONE = r"(?<!\d)(?!\d\d-\d\d-\d{4})\(?(?:\+31|0031|0)(?:[\s().-]{0,2}\d){8,10}(?!\d)"
REACHES_A_PERSON = re.compile(f"{E_MAIL}|{TELEPHONE}")
TAKEN_OUT = "[…]"
FORMATS = {
    "pdf": "application/pdf",
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

Value = Callable[[Offer], Any]
# the name as in the API, what stands above a column for people, how its cells look, and where the value comes from
COLUMNS: tuple[tuple[str, str | Promise, str, Value], ...] = (
    ("id", gettext_lazy("Number"), "text", lambda offer: str(offer.pk)),
    ("title", gettext_lazy("Title"), "", lambda offer: offer.text.title),
    ("titleEn", gettext_lazy("Title in English"), "", lambda offer: offer.text.title_en),
    ("summary", gettext_lazy("In one sentence"), "", lambda offer: without_persons(offer.text.summary)),
    ("description", gettext_lazy("Description"), "", lambda offer: without_persons(offer.text.description)),
    ("kind", gettext_lazy("Kind"), "", lambda offer: offer.kind),
    ("provider", gettext_lazy("Provider"), "", lambda offer: offer.provider.name),
    ("themes", gettext_lazy("Themes"), "", lambda offer: [theme.name for theme in offer.text.themes.all()]),
    ("goal", gettext_lazy("Spending goal"), "", lambda offer: offer.goal.code),
    ("sectors", gettext_lazy("Kinds of school"), "", lambda offer: offer.text.sectors),
    ("yearGroups", gettext_lazy("Year groups"), "", lambda offer: offer.text.year_groups),
    ("targetGroups", gettext_lazy("Target groups"), "", lambda offer: offer.text.target_groups),
    ("menuAreas", gettext_lazy("Menu areas"), "", lambda offer: offer.text.menu_areas),
    ("unit", gettext_lazy("Unit"), "", lambda offer: offer.text.unit),
    ("price", gettext_lazy("Price without VAT"), "euro", lambda offer: euros(cents(offer.text.price))),
    ("minGroupSize", gettext_lazy("Smallest group"), "whole", lambda offer: offer.text.min_group_size),
    ("maxGroupSize", gettext_lazy("Largest group"), "whole", lambda offer: offer.text.max_group_size),
    ("startsOn", gettext_lazy("First day"), "day", lambda offer: offer.text.starts_on),
    ("endsOn", gettext_lazy("Last day"), "day", lambda offer: offer.text.ends_on),
    ("evidenceUrl", gettext_lazy("Evidence (link)"), "", lambda offer: offer.text.evidence_url),
)


def without_persons(text: str) -> str:
    """The text without e-mail addresses and telephone numbers."""
    return REACHES_A_PERSON.sub(TAKEN_OUT, text)


def as_json(subject: Subject, addresses: dict[str, str]) -> bytes:
    """The metadata and every offer as JSON (UTF-8). `addresses` says where each format is, by its ending."""
    with translation.override(subject.language):
        return _json(subject, offers_of(subject), addresses)


def _json(subject: Subject, offers: list[Offer], addresses: dict[str, str]) -> bytes:
    rows = [{name: value(offer) for name, _label, _form, value in COLUMNS} for offer in offers]
    for row, offer in zip(rows, offers, strict=True):
        row |= {"price": str(row["price"]), "address": subject.address_of(offer), "updatedAt": offer.updated_at}
    whole = {"dataset": _metadata(subject, offers, addresses), "offers": rows}
    return json.dumps(whole, ensure_ascii=False, indent=1, default=_iso).encode()


def table_csv(subject: Subject) -> bytes:
    """Every offer as a row; the names of columns are those of the API."""
    return as_csv(Sheet("offers", [name for name, *_rest in COLUMNS] + ["address"], _rows(subject, offers_of(subject))))


def table_xlsx(subject: Subject, addresses: dict[str, str]) -> bytes:
    """The same rows with columns named for people, and a sheet that says what this is and that it is free to use."""
    with translation.override(subject.language):
        offers = offers_of(subject)
        header = [str(label) for _name, label, *_rest in COLUMNS]
        forms = {str(label): Column(form=form) for _name, label, form, _value in COLUMNS if form}
        page = _("Page on the web")
        about = Sheet(_("About"), [_("What"), _("Words")], _about(_metadata(subject, offers, addresses)))
        return as_xlsx(Sheet(_("Offers"), [*header, page], _rows(subject, offers), forms), about)


def _rows(subject: Subject, offers: list[Offer]) -> Iterator[list[Any]]:
    for offer in offers:
        cells = (value(offer) for *_rest, value in COLUMNS)
        yield [*(", ".join(cell) if isinstance(cell, list) else cell for cell in cells), subject.address_of(offer)]


def _about(metadata: dict[str, Any]) -> Iterator[list[str]]:
    for name, value in metadata.items():
        if isinstance(value, str):
            yield [name, value]
    yield ["publisher", metadata["publisher"]["name"]]


def _metadata(subject: Subject, offers: list[Offer], addresses: dict[str, str]) -> dict[str, Any]:
    programme = subject.programme
    municipality = programme.municipality
    changed = max([programme.updated_at, *(offer.updated_at for offer in offers)])
    return {
        "title": f"{programme.name} – {municipality.name}",
        "description": _("What providers do for the children of schools in this municipality: the published offers."),
        "publisher": {"name": municipality.name, "identifier": municipality.oin},
        "license": LICENCE,
        "accessRights": "public",
        "language": ["nl", "en"],
        "temporal": {"startDate": programme.starts_on, "endDate": programme.ends_on},
        "modified": _iso(timezone.localtime(changed)),
        "landingPage": f"{subject.site}/offers",
        "distribution": [
            {"format": ending.upper(), "mediaType": FORMATS[ending], "accessURL": address}
            for ending, address in addresses.items()
        ],
    }


def _iso(value: Any) -> str:
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else str(value.isoformat())
