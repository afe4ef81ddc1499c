"""Words for the page of one offer: evidence as a meter, for whom, whom to ask, the terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.functional import Promise

from catalogue.actor import Actor
from catalogue.offers import terms
from catalogue.offers.models import Revision
from catalogue.offers.states import COSTS, STRENGTHS, TARGET_GROUPS
from catalogue.organisations.models import ContactPerson
from catalogue.organisations.queries import whom_to_ask

register = template.Library()
register.filter(terms.cancelling_in_words.__name__, terms.cancelling_in_words)

TARGET_WORDS = dict(TARGET_GROUPS)
STEPS = 5


@dataclass(frozen=True, slots=True)
class Meter:
    """A scale of five small bars, with its words."""

    bars: tuple[bool, ...]
    words: str | Promise
    number: int


def _meter(number: int | None, words: Sequence[str | Promise]) -> Meter | None:
    if number is None:
        return None
    return Meter(tuple(step < number for step in range(STEPS)), words[number], number)


@register.inclusion_tag("components/evidence.html")
def evidence(said: Revision) -> dict[str, Any]:
    """`{% evidence offer.text %}`: how strong it is, what it gives and costs, and where it can be read."""
    return {
        "said": said,
        "strength": _meter(said.evidence_strength, STRENGTHS),
        "cost": _meter(said.evidence_cost, COSTS),
    }


@register.filter
def target_words(said: Revision) -> str:
    """`{{ offer.text|target_words }}`: “children who need more challenge, …”."""
    return ", ".join(str(TARGET_WORDS.get(each, each)) for each in said.target_groups)


@register.simple_tag(takes_context=True)
def whom_to_call(context: dict[str, Any], said: Revision) -> ContactPerson | None:
    """`{% whom_to_call offer.text as person %}`: the contact person, or who stands in today, for who may know it.

    The public sees only those whom the provider shows to everybody.
    """
    actor: Actor | None = context.get("actor")
    person = whom_to_ask(said.contact_person) if said.contact_person else None
    known = person is not None and (person.public or (actor is not None and not actor.is_public))
    return person if known else None
