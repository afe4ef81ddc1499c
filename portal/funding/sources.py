"""The grants that pay a line: read from what somebody said, put in the order of use, and moved with the money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from catalogue.errors import Fault, Refused
from catalogue.money import MOST, ZERO, in_cents, written
from catalogue.programmes.models import Programme, ProgrammeRegulation
from portal.funding.attribution import Source, remaining
from portal.funding.models import Grant, LineSource, PlanLine

Said = Sequence[Mapping[str, Any]]
Order = Mapping[int, int]
LAST = 10_000  # behind every regulation that the programme names


def order_of_use(programme: Programme) -> Order:
    """The place of each regulation of a programme: 1 is used first."""
    rows = ProgrammeRegulation.objects.filter(programme=programme)
    return dict(rows.values_list("regulation_id", "position"))


def sources_of(line: PlanLine, said: Said | None, grant: Grant | None, order: Order) -> list[LineSource]:
    """The sources as rows in the order of use: of two grants of one regulation the one that ends first comes first.

    A line that names only its `grant` is paid by that one. The line's own `grant` becomes the one that is used first.
    """
    given = said or ([{"grant": grant, "amount": line.amount}] if grant else [])
    ordered = sorted(given, key=lambda each: _use(each["grant"], order))
    for each in ordered[:1]:
        line.grant = each["grant"]
    return [
        LineSource(line=line, grant=each["grant"], position=position, amount=each["amount"])
        for position, each in enumerate(ordered, start=1)
    ]


def source_faults(at: str, line: PlanLine, said: Said | None, programme: Programme) -> list[Fault]:
    """What is wrong with the sources that were said of the line at this place (`#/lines/0`)."""
    faults: list[Fault] = []
    given = said or []
    for i, each in enumerate(given):
        if each["grant"].municipality_id != programme.municipality_id:
            faults.append(Fault(f"{at}/sources/{i}/grant", "unknown", _("Choose a grant of this municipality.")))
        if each["grant"].pk in [other["grant"].pk for other in given[:i]]:
            sentence = _("This grant pays this line already. Name each grant once.")
            faults.append(Fault(f"{at}/sources/{i}/grant", "double", sentence))
        if not ZERO <= each["amount"] <= MOST:
            sentence = _("Found %(found)s; expected € 0 or more.") % {"found": written(each["amount"])}
            faults.append(Fault(f"{at}/sources/{i}/amount", "out_of_range", sentence))
    total = sum((each["amount"] for each in given), ZERO)
    if given and not faults and total != line.amount:
        shown = {"total": written(total), "amount": written(line.amount)}
        sentence = _("The grants pay %(total)s of this line, and the line is %(amount)s. Make them equal to the cent.")
        faults.append(Fault(f"{at}/sources", "not_the_sum", sentence % shown))
    return faults


def shared(origin: PlanLine, target: PlanLine) -> None:
    """`Refused("other_grant")` unless one grant at least pays both lines."""
    if not _both(origin, target):
        raise Refused("other_grant", _("These lines are paid from two grants. Money stays within its grant."))


def carry(origin: PlanLine, target: PlanLine, amount: Decimal, *, used: Decimal) -> dict[str, str]:
    """Move the amount within its grants: the one that is used last first, and only what the line has left of it.

    `used` is what the line has used. Returns the amount per grant. `Refused("budget_exhausted")`.
    """
    rows = list(origin.sources.order_by("position"))
    left = remaining([Source(row.grant_id, row.amount) for row in rows], used)
    open_, moved = amount, dict[str, str]()
    for source in reversed(_both(origin, target)):
        part = min(open_, left[source.grant_id])
        if part > 0:
            _shift(origin, source.grant_id, -part)
            _shift(target, source.grant_id, part)
            open_, moved = open_ - part, moved | {str(source.grant_id): str(part)}
    if open_ > 0:
        sentence = _("The grants that pay both lines have %(left)s left on “%(line)s”. Move less.")
        raise Refused("budget_exhausted", sentence % {"line": origin.name, "left": written(amount - open_)})
    return moved


def _both(origin: PlanLine, target: PlanLine) -> list[LineSource]:
    known = set(target.sources.values_list("grant_id", flat=True))
    return [source for source in origin.sources.order_by("position") if source.grant_id in known]


def _shift(line: PlanLine, grant: Any, amount: Decimal) -> None:
    LineSource.objects.filter(line=line, grant=grant).update(amount=F("amount") + in_cents(amount))


def _use(grant: Grant, order: Order) -> tuple[Any, ...]:
    return order.get(grant.regulation_id, LAST), grant.spend_until, grant.created_at, str(grant.pk)
