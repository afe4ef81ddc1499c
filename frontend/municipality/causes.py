"""What the entries of the ledger were for: in words, with the page of it where there is one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from frontend.municipality.journal_kinds import THINGS
from portal.bookings import queries as bookings
from portal.budgets.models import Entry
from portal.funding import queries as funding


@dataclass(frozen=True, slots=True)
class Cause:
    """Why an entry was written, and where more about it stands (empty: nowhere)."""

    words: str
    address: str = ""


Causes = dict[tuple[str, UUID], Cause]


def causes_of(actor: Actor, entries: Iterable[Entry]) -> list[Cause]:
    """The cause of each entry, in the same order. One statement per kind of cause."""
    rows = list(entries)
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for entry in rows:
        wanted[entry.cause].add(entry.cause_id)
    known: Causes = {}
    for kind, ids in wanted.items():
        known |= {(kind, pk): cause for pk, cause in _read(actor, kind, ids)}
    return [known.get((entry.cause, entry.cause_id)) or Cause(_thing(entry.cause)) for entry in rows]


def _read(actor: Actor, kind: str, ids: set[UUID]) -> Iterator[tuple[UUID, Cause]]:
    if kind == "booking":
        booked = bookings.visible_to(actor).filter(pk__in=ids).order_by().prefetch_related(None)
        for pk, title, school in booked.values_list("pk", "revision__title", "school__name"):
            yield pk, Cause(f"{title} · {school}", reverse("municipality:booking", args=[pk]))
    elif kind == "split":
        yield from ((pk, Cause(_thing(kind), reverse("municipality:split"))) for pk in ids)
    elif kind == "budget_plan":
        plans = funding.plans_visible_to(actor).filter(pk__in=ids).order_by().prefetch_related(None)
        for pk, programme, number in plans.values_list("pk", "programme", "number"):
            address = f"{reverse('municipality:plan')}?programme={programme}&version={number}"
            yield pk, Cause(_("Budget plan, version %(number)s") % {"number": number}, address)
    else:
        yield from _by_hand(actor, kind, ids)


def _by_hand(actor: Actor, kind: str, ids: set[UUID]) -> Iterator[tuple[UUID, Cause]]:
    if kind == "plan_move":
        for move in funding.moves_visible_to(actor).filter(pk__in=ids):
            shown = {"origin": move.origin.name, "target": move.target.name, "why": move.reason}
            words = _("From “%(origin)s” to “%(target)s”: %(why)s") % shown
            yield move.pk, Cause(words, f"{reverse('municipality:plan')}?programme={move.plan.programme_id}")
    elif kind == "correction":
        for row in funding.corrections_visible_to(actor).filter(pk__in=ids):
            yield row.pk, Cause(_("Correction: %(why)s") % {"why": row.reason})
    elif kind == "handover":
        for each in funding.handovers_visible_to(actor).filter(pk__in=ids):
            words = _("To %(town)s: %(basis)s") % {"town": each.to_name, "basis": each.basis}
            yield each.pk, Cause(words, reverse("municipality:handovers"))
    elif kind == "programme":
        yield from ((pk, Cause(_("Money put on this line"))) for pk in ids)


def _thing(kind: str) -> str:
    return str(THINGS.get(kind, kind))
