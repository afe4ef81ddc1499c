"""The form of an offer, in five steps on one page: from what the draft says to what is shown, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.actor import Actor
from catalogue.offers.models import Offer
from catalogue.offers.queries import remarks_of
from catalogue.offers.said import LABELS
from catalogue.organisations import queries as organisations
from catalogue.programmes import queries as programmes
from catalogue.programmes.eligibility import cases_of
from catalogue.programmes.models import Programme, Theme
from frontend.providers.offer_fields import OfferFields
from frontend.providers.picture_form import NAMES, NEW
from frontend.sayings import name_of

STEPS: tuple[tuple[str | Promise, str | Promise, tuple[tuple[str, ...] | str, ...]], ...] = (
    (
        _("1. What is it?"),
        _("This is what teachers read first, between two lessons."),
        ("kind", "title", "summary", "description", "motif"),
    ),
    (
        _("2. For whom?"),
        _("Schools filter on this."),
        ("themes", "sectors", "year_groups", "target_groups", "menu_areas", "goal", "cases"),
    ),
    (
        _("3. How much and what does it cost?"),
        _("Prices without VAT. The portal adds VAT to the invoice when you charge it."),
        (
            ("unit", "price"), ("min_units", "max_units", "weeks"), ("min_group_size", "max_group_size"), ("capacity",),
            ("entitlement_units", "entitlement_period", "entitlement_per_pupils"),
        ),
    ),
    (
        _("4. When and where?"),
        _("Dates with a fixed hour you plan after you saved the offer."),
        (
            ("starts_on", "ends_on", "lead_time_days"), ("venue", "place"), ("contact_person", "contact"),
            ("cancel_free_days", "cancel_late_percent"), "cancellation_terms",
        ),
    ),
    (
        _("5. What else helps?"),
        _("The municipality looks at evidence. English is for parents and teachers who do not read Dutch yet."),
        (
            "evidence_url", ("evidence_months", "evidence_strength", "evidence_cost"), "title_en", "summary_en",
            "description_en",
        ),
    ),
)  # fmt: skip
NEEDED = frozenset({"kind", "title", "summary", "description", "themes", "goal", "unit", "price", "min_units",
                    "lead_time_days"})  # fmt: skip
FIXED_ONCE_PUBLISHED = ("kind", "goal")
BESIDE_A_PHOTOGRAPH = ("alt", "alt_en", "credit")
IF_EMPTY = {"min_units": 1, "lead_time_days": 0}  # what an empty field of these means
FIELD_OF = {"image": "picture"}  # where the form has another name for a field of the offer


@dataclass(frozen=True, slots=True)
class Asked:
    """A field on the page, whether an offer needs it before it can be sent, and what the municipality asked there."""

    bound: forms.BoundField
    needed: bool
    remark: str = ""


class OfferForm(OfferFields):
    """What an offer says, for whoever writes it.

    `typed` (what a window sent before, by field) stands over what the offer says: a wrong price as it was typed.
    """

    def __init__(
        self,
        actor: Actor,
        programme: Programme,
        data: Any = None,
        files: Any = None,
        *,
        offer: Offer | None = None,
        typed: Mapping[str, list[str]] | None = None,
    ) -> None:
        super().__init__(data, files, initial=_initial(offer) | _shown(typed or {}))
        _choose(self, "themes", [(str(each.pk), name_of(each)) for each in _themes(programme)])
        _choose(self, "goal", [("", gettext("Choose a goal")), *_goals(programme)])
        _choose(self, "cases", cases_of(programme, timezone.localdate()))
        _choose(self, "venue", [("", "—"), *_named(organisations.own_venues(actor).filter(closed=False))])
        _choose(self, "contact_person", [("", "—"), *_named(organisations.own_contacts(actor).filter(ended=False))])
        self.offer_pictures(actor, (offer.draft or offer.text).image if offer else None)
        self.remarks = _remarks(offer)
        for name in FIXED_ONCE_PUBLISHED if offer and offer.revision_id else ():
            del self.fields[name]

    def steps(self) -> Iterator[dict[str, Any]]:
        """The five steps, each with its rows of fields; fields of one row stand side by side."""
        for title, words, rows in STEPS:
            names = [(row,) if isinstance(row, str) else row for row in rows]
            found = [[self._asked(name) for name in row if name in self.fields] for row in names]
            yield {"title": title, "words": words, "rows": [row for row in found if row]}

    def remarks_elsewhere(self) -> list[tuple[str | Promise, str]]:
        """What was asked about something that stands in no row of the steps (the picture), with its label."""
        shown = {asked.bound.name for step in self.steps() for row in step["rows"] for asked in row}
        return [(LABELS[field], words) for field, words in self.remarks.items() if field not in shown]

    def _asked(self, name: str) -> Asked:
        return Asked(self[name], name in NEEDED, self.remarks.get(name, ""))

    @property
    def raw(self) -> dict[str, list[str]]:
        """Everything that was typed, as it was typed, by the field of the offer."""
        data: Any = self.data  # as it came from a browser: a QueryDict
        found = {name: data.getlist(name) for name in self.fields if name not in NAMES}
        picture = data.get("picture", "")
        described = {name: data.getlist(name) for name in BESIDE_A_PHOTOGRAPH if data.get(name)}
        return found | {"image": [picture]} | (described if picture in ("", NEW) else {})

    @property
    def said(self) -> dict[str, Any]:
        """What of it could be read, as `offers.actions` takes it."""
        wrong = self.errors  # looks at every field, once
        said = {name: value for name, value in self.cleaned_data.items() if name not in (*NAMES, *wrong)}
        for name, nothing in IF_EMPTY.items():
            if name in said and said[name] is None:
                said[name] = nothing
        for name in ("venue", "contact_person"):
            if name in said:
                said[name] = UUID(said[name]) if said[name] else None
        if "themes" in said:
            said["themes"] = [UUID(each) for each in said["themes"]]
        picture = self.cleaned_data.get("picture")
        return said | ({} if picture in (None, NEW) else {"image": UUID(picture) if picture else None})

    @property
    def unreadable(self) -> dict[str, str]:
        """What could not be read: the sentence beside each such field."""
        return {name: " ".join(str(each) for each in found) for name, found in self.errors.items()}


def sentences_of(actor: Actor, offer: Offer) -> dict[str, str]:
    """The sentence beside each field in which something stands that could not be read when it was typed."""
    unread: dict[str, list[str]] = offer.draft.unread if offer.draft else {}
    if not unread:
        return {}
    data = QueryDict(mutable=True)
    for name, values in unread.items():
        data.setlist(FIELD_OF.get(name, name), values)
    found = OfferForm(actor, offer.programme, data, offer=offer).unreadable
    return {name: sentence for name, sentence in found.items() if name in unread}


def _initial(offer: Offer | None) -> dict[str, Any]:
    """What the newest version of the offer says."""
    if offer is None:
        return {}
    revision = offer.draft or offer.text
    found = {name: getattr(revision, name) for name in OfferFields.base_fields if hasattr(revision, name)}
    found |= {name: str(getattr(revision, f"{name}_id") or "") for name in ("venue", "contact_person")}
    themes = [str(each.pk) for each in revision.themes.all()]
    return found | {"themes": themes, "goal": offer.goal.code, "kind": offer.kind} | _shown(revision.unread)


def _shown(typed: Mapping[str, list[str]]) -> dict[str, Any]:
    """What was typed, as first contents of the form."""
    several = {name for name, each in OfferFields.base_fields.items() if isinstance(each, forms.MultipleChoiceField)}
    return {
        FIELD_OF.get(name, name): list(values) if name in several else next(iter(values), "")
        for name, values in typed.items()
    }


def _choose(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _themes(programme: Programme) -> QuerySet[Theme]:
    return programmes.themes().filter(programme=programme)


def _goals(programme: Programme) -> list[tuple[str, str]]:
    regulations = programmes.regulations().filter(programmeregulation__programme=programme)
    return [(goal.code, goal.label) for each in regulations for goal in each.goals.all()]


def _named(rows: QuerySet[Any]) -> list[tuple[str, str]]:
    return [(str(each.pk), each.name) for each in rows]


def _remarks(offer: Offer | None) -> dict[str, str]:
    """What the municipality asked when it returned this version, by the field of the offer."""
    if offer is None or offer.draft is None or offer.draft.status != "returned":
        return {}
    return {each.field: each.words for each in remarks_of(offer.draft)}
