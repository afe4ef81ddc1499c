"""Reading letters and their texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.organisations.models import Municipality
from portal.letters import examples
from portal.letters.drafting import Recipient, Text, content_of
from portal.letters.models import Letter, LetterFile, LetterTemplate
from portal.letters.states import KINDS, LANGUAGES
from portal.letters.texts import default


def letters_visible_to(actor: Actor) -> QuerySet[Letter]:
    """The letters of the own municipality, newest first; for a board or school those that were sent to it."""
    rows = (
        Letter.objects.select_related("municipality", "template").defer("content").order_by("-sent_on", "-created_at")
    )
    if actor.municipality:
        return rows.filter(municipality_id=actor.municipality)
    if actor.board:
        return rows.filter(board_id=actor.board, status="issued")
    if actor.school:
        return rows.filter(school_id=actor.school, status="issued")
    return rows.none()


def letters_about(cause_ids: Iterable[Any]) -> QuerySet[Letter]:
    """The letters about things that the caller may see, newest first."""
    return Letter.objects.filter(cause_id__in=list(cause_ids)).defer("content").order_by("-created_at")


def file_of(letter: Letter) -> LetterFile | None:
    """The PDF of a letter that the caller got by `letters_visible_to`; `None` while it is being made."""
    return LetterFile.objects.filter(letter=letter).first()


def templates_visible_to(actor: Actor) -> QuerySet[LetterTemplate]:
    """Every version of every text of the own municipality, newest first."""
    rows = LetterTemplate.objects.select_related("municipality")
    return rows.filter(municipality_id=actor.municipality) if actor.municipality else rows.none()


def template_of(municipality: Municipality, kind: str, language: str) -> LetterTemplate | None:
    """The version that counts; `None` while the municipality uses the text of the house."""
    rows = LetterTemplate.objects.filter(municipality=municipality, kind=kind, language=language)
    return rows.order_by("-number").first()


def text_of(municipality: Municipality, kind: str, language: str) -> Text:
    """What a letter of this kind is made from now."""
    own = template_of(municipality, kind, language)
    return Text(kind, language, own.subject, own.text, own.number) if own else default(kind, language)


@dataclass(frozen=True, slots=True)
class Standing:
    """A kind of text in a language, and the version that the municipality wrote of it."""

    kind: str
    label: str
    language: str
    own: LetterTemplate | None

    @property
    def changed(self) -> bool:
        """Whether it says something else than the text of the house."""
        house = default(self.kind, self.language)
        return self.own is not None and (self.own.subject, self.own.text) != (house.subject, house.text)


def standings_of(municipality: Municipality) -> list[Standing]:
    """Every kind in both languages. One statement."""
    newest: dict[tuple[str, str], LetterTemplate] = {}
    for row in LetterTemplate.objects.filter(municipality=municipality).order_by("number"):
        newest[row.kind, row.language] = row
    return [
        Standing(kind.code, str(kind.label), language, newest.get((kind.code, language)))
        for kind in KINDS.values()
        for language in LANGUAGES
    ]


def example_of(text: Text, municipality: Municipality, on: date) -> dict[str, Any]:
    """How a letter of this text would read, with invented facts. The caller checked the text (`wording.faults`)."""
    with translation.override(text.language):
        to = Recipient(_("Foundation The Meadow")) if "recipient" in KINDS[text.kind].required else None
        values, reference = examples.values(), f"{municipality.code}-{_('EXAMPLE')}"
    return content_of(text, municipality, to, reference=reference, on=on, values=values)
