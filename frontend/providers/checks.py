"""What an offer still misses, by the same rules as when it is sent: beside the fields, and as one list at the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.forms import RadioSelect
from django.utils.functional import Promise

from catalogue.actor import Actor
from catalogue.errors import Fault, Refused
from catalogue.offers import rules
from catalogue.offers.eligibility import refuse_what_may_not
from catalogue.offers.models import Offer, Revision
from catalogue.validation import name_of
from frontend.providers.offer_fields import OfferFields
from frontend.providers.offer_form import FIELD_OF, sentences_of

UNSAID = ("title", "goal", "price")  # what a new offer has no value for


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to do before it can be sent, with a link to its field."""

    label: str | Promise
    sentence: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Checks:
    """`beside`: the sentence beside each field in which something is wrong; `missing`: everything, to walk through."""

    beside: dict[str, str] = field(default_factory=dict)
    missing: list[Missing] = field(default_factory=list)


def checks_of(actor: Actor, offer: Offer | None) -> Checks:
    """What the newest version of the offer misses; of a new offer (`None`) everything that is needed."""
    said = sentences_of(actor, offer) if offer else {}
    found = Checks()
    for fault in _faults(offer):
        name = name_of(fault.location)
        sentence = said.get(name, str(fault.detail))
        if fault.code != "required" or said.get(name):
            found.beside[name] = sentence
        found.missing.append(Missing(_label(name), sentence, anchor_of(name)))
    return found


def anchor_of(name: str) -> str:
    """Where the field is on the page of writing: its control, or the first one of several."""
    name = FIELD_OF.get(name, name)
    one_by_one = isinstance(OfferFields.base_fields[name].widget, RadioSelect)  # ticks too: they are of this kind
    return f"id_{name}_0" if one_by_one else f"id_{name}"


def _label(name: str) -> str | Promise:
    label = OfferFields.base_fields[FIELD_OF.get(name, name)].label
    assert label is not None
    return label


def _faults(offer: Offer | None) -> Iterator[Fault]:
    if offer is None:
        empty = Revision(offer=Offer(kind="optional"), unread={name: [] for name in UNSAID})
        yield from rules.faults_of(empty, 0)
        return
    revision = offer.draft or offer.text
    yield from rules.faults_of(revision, len(revision.themes.all()))
    try:
        refuse_what_may_not(offer, revision)
    except Refused as refused:
        yield Fault("#/cases", refused.code, refused.sentence)
