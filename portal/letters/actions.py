"""The deeds on letters: a municipality changes a text; a deed elsewhere writes a letter, and the worker sets it.

`write` freezes what a letter says in the transaction of the deed that it tells about. `render` sets the pages outside
any transaction, `issue` keeps the file. Both may be called twice: the letter stays the one that it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from catalogue.actor import Actor, system
from catalogue.deeds import deed
from catalogue.errors import Fault, Refused, check, require
from catalogue.lifecycle import Thing, added, move
from catalogue.organisations.models import Board, Municipality, School
from catalogue.validation import validated
from portal.letters.drafting import Recipient, Text, content_of, last_day_to_object
from portal.letters.models import Letter, LetterFile, LetterTemplate
from portal.letters.pdf import render_pdf
from portal.letters.queries import template_of, text_of
from portal.letters.rules import may_write_texts
from portal.letters.states import KINDS, LANGUAGES
from portal.letters.texts import default
from portal.letters.wording import Value, faults

WORKER = system("letters")


@deed
def save_text(municipality: Municipality, said: Text, *, by: Actor) -> LetterTemplate:
    """The next version of a text; letters that were sent keep theirs.

    `Invalid` for a word that cannot be filled in (by its name), one that must be there, or a kind nobody knows;
    `Refused("unchanged")` when it is what counts already.
    """
    may = may_write_texts(by, municipality)
    require(may, "wrong_role", _("Only a policy officer of this municipality can change the text of its letters."))
    check(_unknown(said))
    check(faults(KINDS[said.kind], said.subject, said.text))
    now = text_of(municipality, said.kind, said.language)
    text = said.text.replace("\r\n", "\n").strip()
    if (now.subject, now.text) == (said.subject, text):
        raise Refused("unchanged", _("This is the text that counts already. Change something before you save it."))
    rows = LetterTemplate.objects.filter(municipality=municipality, kind=said.kind, language=said.language)
    highest = rows.aggregate(last=Max("number"))["last"] or 0
    row = LetterTemplate(
        municipality=municipality, kind=said.kind, language=said.language, number=highest + 1, subject=said.subject,
        text=text, written_by=by.label[:200],
    )  # fmt: skip
    return added(validated(row), by=by, data={"kind": row.kind, "language": row.language, "number": row.number})


def reset_text(municipality: Municipality, kind: str, language: str, *, by: Actor) -> LetterTemplate:
    """The text of the house counts again, as a new version. `Refused("unchanged")` when it does so already."""
    check(_unknown(Text(kind, language, "", "")))
    return save_text(municipality, default(kind, language), by=by)


@deed
def write(
    kind: str,
    *,
    cause: Thing,
    municipality: Municipality,
    to: Board | School,
    values: Mapping[str, Value],
    language: str,
    by: Actor,
) -> Letter:
    """A letter of this kind to a board or school, with today's date: it says what counts now and never changes.

    `values` fill in the words of its kind (`states.KINDS`). Called within the deed that it tells about; its pages are
    made by the worker.
    """
    today = timezone.localdate()
    own = template_of(municipality, kind, language)
    text = Text(kind, language, own.subject, own.text, own.number) if own else default(kind, language)
    letter = Letter(
        status="pending", municipality=municipality, kind=kind, language=language, recipient=to.name, sent_on=today,
        objection_until=last_day_to_object(kind, today), template=own, cause=cause.KIND, cause_id=cause.pk,
    )  # fmt: skip
    letter.board, letter.school = (to, None) if isinstance(to, Board) else (None, to)
    letter.number = f"{municipality.code}-{today.year}-{letter.pk.hex[:8].upper()}"
    with translation.override(language):
        recipient = _recipient(to)
    letter.content = content_of(text, municipality, recipient, reference=letter.number, on=today, values=values)
    letter.subject = letter.content["subject"][:400]
    letter.save(force_insert=True)
    return added(letter, by=by, data={"number": letter.number, "kind": kind})


def render(letter_id: UUID) -> bytes:
    """The PDF of a written letter: slow, and changes nothing."""
    return render_pdf(Letter.objects.get(pk=letter_id).content)


@deed
def issue(letter_id: UUID, content: bytes) -> Letter:
    """Keep the PDF and send the letter; does nothing when that was done before."""
    letter = Letter.objects.get(pk=letter_id)
    if letter.status != "pending":
        return letter
    LetterFile.objects.create(letter=letter, content=content, sha256=hashlib.sha256(content).hexdigest())
    return move(letter, "issued", by=WORKER, data={"number": letter.number})


def _recipient(to: Board | School) -> Recipient:
    if isinstance(to, Board):
        return Recipient(to.name, (_("To the board"), _("Board number %s") % to.number))
    lines: list[Any] = [to.street, f"{to.postcode} {to.city}".strip()]
    return Recipient(to.name, tuple(line for line in lines if line))


def _unknown(said: Text) -> list[Fault]:
    wrong = []
    for name, found, known in (("kind", said.kind, tuple(KINDS)), ("language", said.language, LANGUAGES)):
        if found not in known:
            shown = {"found": found, "known": ", ".join(known)}
            wrong.append(Fault(f"#/{name}", "unknown", _("Found “%(found)s”; expected one of %(known)s.") % shown))
    return wrong
