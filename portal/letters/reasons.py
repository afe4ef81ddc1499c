"""The reasons that an approver can choose from: those of the house (`reasons.toml`), in the words of a municipality.

What is typed may be anything else; what was decided keeps the words that it was decided with.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Invalid, Refused, require
from catalogue.lifecycle import added, hold_all
from catalogue.money import is_english
from catalogue.organisations.models import Municipality
from catalogue.validation import validated
from portal.letters.models import ReasonText
from portal.letters.rules import may_write_texts

FILE: Final = Path(__file__).with_name("reasons.toml")
LONGEST_CODE: Final = 60


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence; `about` is `lower` (of a line), `return` or `reject`. `number`: the version of the municipality.

    `number` 0 is the house's own; without English words the Dutch ones count.
    """

    code: str
    about: str
    nl: str
    en: str = ""
    source: str = ""
    number: int = 0

    @property
    def words(self) -> str:
        """In the language of now; an administrative body writes Dutch unless the reader chose otherwise."""
        return self.en if self.en and is_english() else self.nl


@cache
def house() -> tuple[Reason, ...]:
    """The reasons of the house, in the order in which they are shown."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["reason"]
    return tuple(Reason(row["code"], row["for"], row["nl"], row["en"], row["source"]) for row in rows)


def reasons_of(municipality: UUID, on: date) -> list[Reason]:
    """What its approvers can choose on this day: the house's in its own words, then its own. One statement."""
    found = {reason.code: reason for reason in house()}
    for row in ReasonText.objects.filter(municipality=municipality, starts_on__lte=on).order_by("starts_on", "number"):
        found.pop(row.code, None) if not row.offered else found.update({row.code: _said(row)})
    return list(found.values())


def versions_visible_to(actor: Actor) -> QuerySet[ReasonText]:
    """Every version that the own municipality wrote, newest first; others none."""
    rows = ReasonText.objects.order_by("-starts_on", "-created_at")
    return rows.filter(municipality=actor.municipality) if actor.municipality else rows.none()


@deed
def save_reason(
    municipality: Municipality, said: Reason, *, by: Actor, starts_on: date | None = None, offered: bool = True
) -> ReasonText:
    """The next version of a reason from `starts_on` (today) on; not `offered`: it goes off the list. None is changed.

    The `code` of one that is there gives it other words; without a code it is a new one. `Forbidden("wrong_role")`;
    `Invalid` per wrong field, or for a day in the past; `Refused("unchanged")` when it is what counts already.
    """
    may = may_write_texts(by, municipality)
    require(may, "wrong_role", _("Only a policy officer of this municipality can change its reasons."))
    today = timezone.localdate()
    day = starts_on or today
    if day < today:
        raise Invalid.field(
            "#/startsOn", "in_past", _("Choose today or a later day: what was decided keeps its words.")
        )
    hold_all(Municipality.objects.filter(pk=municipality.pk))  # two who write at once follow each other
    code, now = (
        said.code or slugify(said.nl)[:LONGEST_CODE],
        {each.code: each for each in reasons_of(municipality.pk, day)},
    )
    if not said.code and code in now:
        raise Invalid.field("#/nl", "double", _("There is a reason with these words already. Change that one."))
    if _same(now.get(code), said, offered):
        raise Refused("unchanged", _("This is what counts already. Change something before you save it."))
    rows = ReasonText.objects.filter(municipality=municipality, code=code)
    row = ReasonText(
        municipality=municipality, code=code, number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1,
        about=said.about, nl=said.nl.strip(), en=said.en.strip(), source=said.source.strip(), starts_on=day,
        offered=offered, written_by=by.label[:200],
    )  # fmt: skip
    return added(validated(row), by=by, data={"code": code, "number": row.number, "offered": offered})


def _same(now: Reason | None, said: Reason, offered: bool) -> bool:
    if now is None or not offered:
        return now is None and not offered
    return (now.about, now.nl, now.en, now.source) == (
        said.about,
        said.nl.strip(),
        said.en.strip(),
        said.source.strip(),
    )


def _said(row: ReasonText) -> Reason:
    return Reason(row.code, row.about, row.nl, row.en, row.source, row.number)
