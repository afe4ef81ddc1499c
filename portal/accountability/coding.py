"""General-ledger and Iv3 codes of what is paid: the newest that a municipality set for a programme and kind, by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from catalogue.actor import FINANCE, OFFICER, Actor
from catalogue.deeds import deed
from catalogue.errors import require
from catalogue.lifecycle import added
from catalogue.organisations.models import Municipality
from catalogue.programmes.models import LegalFact
from catalogue.programmes.queries import facts
from catalogue.validation import validated
from portal.accountability.models import LedgerCode


@dataclass(frozen=True, slots=True)
class Codes:
    """Where a line is booked: `general_ledger` is empty until the municipality says it; `source` says who says so."""

    general_ledger: str
    task: str
    category: str
    source: str


def may_code(actor: Actor, municipality: UUID) -> bool:
    """Finance or a policy officer of the municipality."""
    return actor.is_one_of(FINANCE, OFFICER) and actor.municipality == municipality


def visible_to(actor: Actor) -> QuerySet[LedgerCode]:
    """The codes that the own municipality set, the latest first."""
    rows = LedgerCode.objects.select_related("programme")
    return rows.filter(municipality_id=actor.municipality) if actor.municipality else rows.none()


@deed
def set_codes(municipality: Municipality, *, by: Actor, **fields: Any) -> LedgerCode:
    """Codes of a kind of line from a day on, of one programme or of all; those that were there stay for earlier days.

    `fields` are those of `LedgerCode`. `Forbidden("wrong_role")` unless finance or an officer; `Invalid` per field.
    """
    sentence = _("Only finance or a policy officer of this municipality sets the codes of its bookkeeping.")
    require(may_code(by, municipality.pk), "wrong_role", sentence)
    row = validated(LedgerCode(municipality=municipality, **fields))
    data = {"kind": row.line_kind, "ledger": row.general_ledger, "task": row.task, "category": row.category}
    return added(row, by=by, data=data)


class CodeBook:
    """All codes of a municipality, read once: two statements, however many lines are coded."""

    def __init__(self, municipality: UUID) -> None:
        rows = LedgerCode.objects.filter(municipality=municipality).order_by("valid_from", "created_at")
        self._rows = list(rows)
        self._facts = list(facts().filter(code__startswith="iv3."))

    def of(self, programme: UUID, kind: str, on: date) -> Codes:
        """The codes that count on a day: of the programme, else of all programmes, else those of the house."""
        fits = [row for row in self._rows if row.line_kind == kind and row.valid_from <= on]
        for wanted in (programme, None):
            found = [row for row in fits if row.programme_id == wanted]
            if found:
                last = found[-1]
                return Codes(last.general_ledger, last.task, last.category, last.source)
        return self._house(kind, on)

    def _house(self, kind: str, on: date) -> Codes:
        task, category = self._fact("iv3.task", on), self._fact(f"iv3.category.{kind}", on)
        return Codes("", task.value, category.value, category.source)

    def _fact(self, code: str, on: date) -> LegalFact:
        fits = [each for each in self._facts if each.code == code and each.valid_from <= on]
        if not fits:
            raise LookupError(f"no fact {code!r} is valid on {on}; load it with `portal load_facts` or add it")
        return fits[-1]
