"""From a text and what fills it in to all that a letter says, as data: no layout, nothing that still changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.house_style import style_of
from catalogue.organisations.models import Municipality
from catalogue.programmes.queries import fact, term_ends
from portal.letters.states import DECISION, KINDS
from portal.letters.wording import Value, blocks, filled

NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Text:
    """What is to be filled in. `number` is the version of the municipality, 0 for the text of the house."""

    kind: str
    language: str
    subject: str
    text: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a letter is for; `address` has its lines, as many as are known."""

    name: str
    address: tuple[str, ...] = ()


def day(when: date) -> str:
    """15 maart 2027, in the language that is active."""
    return date_format(when, "j F Y").replace(" ", NO_BREAK)


def last_day_to_object(kind: str, on: date) -> date | None:
    """Six weeks from the day after a decision was sent (Awb 6:7 and 6:8); `None` for a text that decides nothing."""
    return term_ends(on, "objection.weeks") if KINDS[kind].required >= DECISION else None


def content_of(
    text: Text,
    municipality: Municipality,
    to: Recipient | None,
    *,
    reference: str,
    on: date,
    values: Mapping[str, Value],
) -> dict[str, Any]:
    """The letter as JSON: sender, recipient, facts, subject and paragraphs, and the colours and logo it is set in.

    `values` are what its kind fills in beside what every letter knows. To nobody: a text in the style of the house.
    `LookupError` when a fact is not loaded.
    """
    with translation.override(text.language):
        known = {**_known(text, municipality, reference=reference, on=on), **values}
        known |= {"recipient": to.name} if to else {}
        style, subject = style_of(municipality.house_style), filled(text.subject, known)
        facts = [[_("Date"), day(on)], [_("Our reference"), reference]]
        return {
            "language": text.language,
            "kind": text.kind,
            "sender": {"name": _of(municipality), "address": _address(municipality)},
            "recipient": {"name": to.name if to else "", "address": list(to.address) if to else []},
            "facts": facts if to else [],
            "subject": subject,
            "blocks": blocks(filled(text.text, known)),
            "closing": [_("Yours sincerely,"), _("the mayor and aldermen of %s") % _place(municipality)] if to else [],
            "page": _("Page {page} of {pages}"),
            "replaced": _("A character that cannot be printed shows as □."),
            "on": on.isoformat(),
            "number": reference,
            "colours": asdict(style.colours),
            "logo": style.logo,
        }


def _known(text: Text, municipality: Municipality, *, reference: str, on: date) -> dict[str, Value]:
    """What every letter is filled in with."""
    code = text.language
    known: dict[str, Value] = {
        "municipality": _place(municipality),
        "date": day(on),
        "reference": reference,
        "legal_ground": fact(f"legal_ground.{text.kind}.{code}", on),
        "payment_days": fact("claim.decision.days", on),
        "decision_weeks": fact("decision.weeks", on),
    }
    if "appeal" in KINDS[text.kind].required:
        words = {"until": day(term_ends(on, "appeal.weeks"))}
        known["appeal"] = filled(fact(f"appeal.words.{code}", on), words)
    if until := last_day_to_object(text.kind, on):
        address = ", ".join(_address(municipality)) or municipality.name
        words = {"until": day(until), "municipality": _place(municipality), "address": address, "reference": reference}
        clause = f"{fact(f'objection.words.{code}', on)}\n{fact(f'objection.contents.{code}', on)}"
        known |= {"objection_until": day(until), "objection": filled(clause, words)}
    return known


def _of(municipality: Municipality) -> str:
    return _("Municipality of %s") % _place(municipality)


def _place(municipality: Municipality) -> str:
    """The name alone, also when somebody wrote “Gemeente” before it."""
    return municipality.name.removeprefix("Gemeente ")


def _address(municipality: Municipality) -> list[str]:
    return [line for line in (municipality.street, f"{municipality.postcode} {municipality.city}".strip()) if line]
