"""The columns of a table of offers: one for each thing that an offer says, under its Dutch and its English name.

A test holds this table against the fields of `Revision`: a new field gets its column here, or a reason not to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from catalogue.errors import Fault, Invalid
from catalogue.imports.cells import Day, Euros, Kind, One, Some, Text, Whole, in_every_language
from catalogue.offers.models import Offer
from catalogue.validation import pointer


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field of an offer that it fills (`key`), its name, what it holds, and a sentence of help.

    `needed`: a new offer cannot do without it. `about` names the columns that say which offer a row is about; they
    fill nothing. `told` columns are there for the reader of an export; what stands in them is not read.
    """

    key: str
    name: str | Promise
    kind: Kind
    needed: bool = field(default=False, kw_only=True)
    about: bool = field(default=False, kw_only=True)
    told: bool = field(default=False, kw_only=True)
    help: str | Promise = field(kw_only=True)

    @property
    def names(self) -> list[str]:
        """Every name under which the column is known: the reader's own first, as the API calls it last."""
        return [*in_every_language(self.name), pointer(self.key).removeprefix("#/"), self.key]


ID, KEY, KVK, PROVIDER, STATUS = "id", "reference", "kvk", "provider", "status"

# what of a revision stands in no column, and why
NOT_IN_A_TABLE = {
    "image": "a picture is uploaded on the page of the offer",
    "vat_percent": "follows from the provider and the law",
    "unread": "what somebody typed on a page and could not be read yet",
}

WHICH = (
    Column(ID, lazy("Number in the portal"), Text(), about=True,
           help=lazy("Leave it as it is: the portal knows the offer by it. Empty: a new offer.")),
    Column(KEY, lazy("Your reference"), Text(), about=True,
           help=lazy("What you call this offer in your own files. With it, the next file finds the same offer again.")),
    Column(KVK, lazy("KvK number"), Text(), about=True,
           help=lazy("Whose offer this is: the 8 digits of an admitted provider.")),
    Column(PROVIDER, lazy("Provider"), Text(), told=True,
           help=lazy("For the reader: it is not read back.")),
    Column(STATUS, lazy("Status"), One("status"), told=True,
           help=lazy("For the reader: it is not read back.")),
)  # fmt: skip

SAID = (
    Column("kind", lazy("Fixed or optional"), One("kind"), needed=True,
           help=lazy("Fixed: for every school, paid by the municipality. Optional: chosen by schools.")),
    Column("title", lazy("Title"), Text(), needed=True,
           help=lazy("Short and concrete, at most 120 characters.")),
    Column("summary", lazy("Promise"), Text(),
           help=lazy("In one sentence what children get out of it, at most 300 characters.")),
    Column("description", lazy("Description"), Text(),
           help=lazy("What happens, how often, what the teacher prepares; at most 5,000 characters.")),
    Column("themes", lazy("Themes"), Some("themes"),
           help=lazy("Themes of the programme; between several a |.")),
    Column("goal", lazy("Spending goal"), One("goal"), needed=True,
           help=lazy("From which goal the municipality may pay this.")),
    Column("sectors", lazy("Kinds of schools"), Some("sectors"),
           help=lazy("Empty: every school. Between several a |.")),
    Column("year_groups", lazy("Year groups"), Some("year_groups"),
           help=lazy("“group 5” or 5; between several a |.")),
    Column("target_groups", lazy("Target groups"), Some("target_groups"),
           help=lazy("For which children in particular; between several a |.")),
    Column("menu_areas", lazy("Parts of the intervention menu"), Some("menu_areas"),
           help=lazy("A to F; between several a |.")),
    Column("unit", lazy("Sold per"), One("unit"), needed=True,
           help=lazy("What the price is for.")),
    Column("price", lazy("Price without VAT"), Euros(), needed=True,
           help=lazy("In euros, such as 12,50.")),
    Column("min_units", lazy("Units, at least"), Whole(empty=1),
           help=lazy("How many a school books at least. Empty: 1.")),
    Column("max_units", lazy("Units, at most"), Whole(),
           help=lazy("Empty: no limit.")),
    Column("min_group_size", lazy("Smallest group"), Whole(),
           help=lazy("In pupils.")),
    Column("max_group_size", lazy("Largest group"), Whole(),
           help=lazy("In pupils.")),
    Column("capacity", lazy("Places in all"), Whole(),
           help=lazy("Units (or pupils) in the whole period. Empty: no limit.")),
    Column("weeks", lazy("Hours a week, weeks"), Whole(),
           help=lazy("Per hour only: at least and at most are hours a week for so many weeks.")),
    Column("entitlement_units", lazy("Right of every school, units"), Whole(),
           help=lazy("Of a fixed offer: how many every school may have per period.")),
    Column("entitlement_period", lazy("Right of every school, per"), One("periods"),
           help=lazy("Month, school term or school year.")),
    Column("entitlement_per_pupils", lazy("Right of every school, once per pupils"), Whole(),
           help=lazy("Empty: every school the same.")),
    Column("starts_on", lazy("From"), Day(),
           help=lazy("First day, such as 15-03-2027.")),
    Column("ends_on", lazy("Until"), Day(),
           help=lazy("Last day.")),
    Column("lead_time_days", lazy("Days to prepare"), Whole(empty=0),
           help=lazy("How long before the first day a school books.")),
    Column("cancel_free_days", lazy("Cancelling free until days before"), Whole(),
           help=lazy("Empty: the terms of the programme.")),
    Column("cancel_late_percent", lazy("Cancelling later, percent of the price"), Whole(),
           help=lazy("From 0 to 100.")),
    Column("cancellation_terms", lazy("Cancelling in words"), Text(),
           help=lazy("What else a school has to know.")),
    Column("place", lazy("Place"), Text(),
           help=lazy("“At school” is fine.")),
    Column("venue", lazy("Place of the provider"), One("venues", empty=None),
           help=lazy("The name of one of your places in the portal.")),
    Column("contact", lazy("Contact"), Text(),
           help=lazy("Where schools can ask something.")),
    Column("contact_person", lazy("Contact person"), One("contacts", empty=None),
           help=lazy("The name of one of your contact persons in the portal.")),
    Column("evidence_url", lazy("Research"), Text(),
           help=lazy("The address where the research can be read.")),
    Column("evidence_months", lazy("Progress in months"), Whole(),
           help=lazy("What the research found, from 0 to 24.")),
    Column("evidence_strength", lazy("Strength of the evidence"), Whole(),
           help=lazy("From 0 to 5.")),
    Column("evidence_cost", lazy("Cost of the approach"), Whole(),
           help=lazy("From 0 to 5.")),
    Column("cases", lazy("Cases to ask the accountant about"), Some("cases"),
           help=lazy("Only when the municipality asks for them; between several a |.")),
    Column("title_en", lazy("Title in English"), Text(),
           help=lazy("For parents and teachers who do not read Dutch yet.")),
    Column("summary_en", lazy("Promise in English"), Text(),
           help=lazy("At most 300 characters.")),
    Column("description_en", lazy("Description in English"), Text(),
           help=lazy("At most 5,000 characters.")),
    Column("motif", lazy("Illustration"), Text(),
           help=lazy("The drawing on the card. Empty: the portal chooses one.")),
)  # fmt: skip
BY_KEY = {column.key: column for column in (*WHICH, *SAID)}


def columns_for(several_providers: bool) -> list[Column]:
    """The columns of a file, in order: a provider knows whose offers they are."""
    return [each for each in (*WHICH, *SAID) if several_providers or each.key not in (KVK, PROVIDER)]


def resolve(header: Sequence[str], several_providers: bool) -> list[Column | None]:
    """Which column each name of a header is; `None` for an empty name. `Invalid` at `#/file` for what is not known.

    Codes: `unknown_column`, `duplicate_column` (the same under two names), `missing_column`.
    """
    known = {name.casefold(): column for column in columns_for(several_providers) for name in column.names}
    found = [known.get(name.strip().rstrip("*").casefold()) if name else None for name in header]
    faults = [_unknown(name) for name, column in zip(header, found, strict=True) if name and column is None]
    there = [column.key for column in found if column]
    faults += [_twice(BY_KEY[key]) for key in dict.fromkeys(there) if there.count(key) > 1]
    # without the columns of a new offer, only offers that are known already can be changed
    wanted = {KVK} if several_providers and ID not in there else set()
    if not {ID, KEY} & set(there):
        wanted |= {column.key for column in SAID if column.needed}
    faults += [_missing(BY_KEY[key]) for key in BY_KEY if key in wanted - set(there)]
    if faults:
        raise Invalid(*faults)
    return found


def said_now(offer: Offer, key: str) -> Any:
    """What the newest version of an offer says for a column, in the form in which the deeds take it."""
    if key == "kind":
        return offer.kind
    if key == "goal":
        return offer.goal.code
    if key == STATUS:
        return offer.status
    revision = offer.draft or offer.text
    if key == "themes":
        return [theme.pk for theme in revision.themes.all()]
    if key in ("venue", "contact_person"):
        return getattr(revision, f"{key}_id")
    return getattr(revision, key)


def _unknown(name: str) -> Fault:
    message = _("The column “%(name)s” is not known. Use the names of the template, or leave the column out.")
    return Fault("#/file", "unknown_column", message % {"name": name[:80]})


def _twice(column: Column) -> Fault:
    message = _("The column “%(name)s” is there twice, under two names. Remove one of them.")
    return Fault("#/file", "duplicate_column", message % {"name": column.name})


def _missing(column: Column) -> Fault:
    message = _("The column “%(name)s” is missing. Add it, or start from the template.")
    return Fault("#/file", "missing_column", message % {"name": column.name})
