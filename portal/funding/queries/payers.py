"""Which grants may pay what is booked: asked in the order of use, with the reason when none of them may."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Exists, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.errors import Refused
from catalogue.offers.models import AddedCase, Offer, Revision
from catalogue.programmes.models import Programme, Regulation, SpendingGoal
from catalogue.programmes.payers import Payers
from portal.funding.models import Grant, LineSource
from portal.funding.queries.finals import Finals, closed, finals_of
from portal.funding.queries.plans import fixed_lines, line_among, paying_line


def grants_paying(offer: Offer, revision: Revision, *, last_day: date) -> list[Grant]:
    """The grants that may pay this offer when it ends on this day, the one that is used first on top.

    Asked are the grants of the line that pays: the one of a fixed offer, else the choice line. None of them:
    `Refused("no_grant_pays")` when no regulation may pay it, `Refused("grant_closed")` when those that may are settled,
    `Refused("after_term")` when their money must be spent before that day. Without an adopted plan no grant is known:
    the list is empty, and only the offer's own regulation is asked: `Refused("regulation_closed")` when it is accounted
    for, `Refused("after_term")` after its last day.
    """
    sources = list(_sources(offer))
    cases = list(revision.cases)
    if any(getattr(source, "with_cases", False) for source in sources):
        cases += offer.added_cases.values_list("case", flat=True)
    return _among(sources, offer.goal, cases, last_day, town=offer.municipality_id)


class Paying:
    """Which grants may pay these offers, asked as often as needed: the rules of `grants_paying`, read once for all.

    Three statements, and those of `Payers` when a case or a goal of another regulation is asked for; one more per
    municipality when something has no plan.
    """

    def __init__(self, offers: Collection[Offer]) -> None:
        """Read the lines, their grants and the added cases of these offers."""
        programmes = {offer.programme_id for offer in offers}
        self._lines = fixed_lines(programmes) if any(offer.kind == "fixed" for offer in offers) else {}
        rows = LineSource.objects.filter(line__plan__programme__in=programmes, line__plan__status="adopted")
        self._sources: dict[UUID, list[LineSource]] = {}
        for row in rows.select_related("line__plan", "grant__regulation").order_by("position"):
            self._sources.setdefault(row.line.plan.programme_id, []).append(row)
        self._cases: dict[UUID, list[str]] = {}
        for offer_id, case in AddedCase.objects.filter(offer__in=offers).values_list("offer_id", "case"):
            self._cases.setdefault(offer_id, []).append(case)
        self._payers: dict[UUID, Payers] = {}
        self._finals: dict[UUID, Finals] = {}

    def line_of(self, offer: Offer) -> str:
        """The code of the line that pays a fixed offer (`paying_line`)."""
        return line_among(offer, self._lines.get(offer.programme_id, []))

    def grants(self, offer: Offer, revision: Revision, *, last_day: date) -> list[Grant]:
        """Those that may pay it until this day, the one that is used first on top; refuses as `grants_paying` does."""
        known = self._sources.get(offer.programme_id, [])
        if offer.kind == "fixed":
            code = self.line_of(offer)
            sources = [row for row in known if row.line.code == code]
        else:
            sources = [row for row in known if row.line.kind == "choice"]
        cases = [*revision.cases, *self._cases.get(offer.pk, [])]
        town = offer.municipality_id
        return _among(sources, offer.goal, cases, last_day, self._payers, self._finals, town=town)


def grants_of_choice(programme: Programme, goal: SpendingGoal, cases: Sequence[str], *, last_day: date) -> list[Grant]:
    """The grants that may pay what a school asks for itself, from the choice line; refuses as `grants_paying` does."""
    rows = LineSource.objects.filter(line__plan__programme=programme, line__plan__status="adopted", line__kind="choice")
    sources = list(rows.select_related("line", "grant__regulation").order_by("position"))
    return _among(sources, goal, cases, last_day, town=programme.municipality_id)


def _among(
    sources: Sequence[LineSource], goal: SpendingGoal, cases: Sequence[str], last_day: date,
    known: dict[UUID, Payers] | None = None, finals: dict[UUID, Finals] | None = None, *, town: UUID,
) -> list[Grant]:  # fmt: skip
    if not sources:
        _without_plan(goal.regulation, last_day, town, {} if finals is None else finals)
        return []
    grants = [source.grant for source in sources]
    if not (may := fitting(goal, cases, grants, {} if known is None else known)):
        shown = {"line": sources[0].line.name, "regulations": _codes(grants)}
        sentence = _("“%(line)s” is paid from %(regulations)s, and none of these may pay this. Ask the municipality.")
        raise Refused("no_grant_pays", sentence % shown)
    if not (open_ := [grant for grant in may if grant.closed_on is None]):
        sentence = _("The money of %(regulations)s is settled: nothing of it can be spent. Ask the municipality.")
        raise Refused("grant_closed", sentence % {"regulations": _codes(may)})
    if not (in_time := [grant for grant in open_ if last_day <= grant.spend_until]):
        raise _too_late(last_day, max(grant.spend_until for grant in open_), [_codes(open_)])
    return in_time


def _without_plan(own: Regulation, last_day: date, town: UUID, finals: dict[UUID, Finals]) -> None:
    if town not in finals:
        finals[town] = finals_of(town)
    if final := finals[town].get(own.pk):
        raise closed(final)
    if own.spend_until and last_day > own.spend_until:
        raise _too_late(last_day, own.spend_until, [own.code])


def _sources(offer: Offer) -> QuerySet[LineSource]:
    """Of the line that pays; `with_cases`: the officer added a case to the offer."""
    line = {"line__code": paying_line(offer)} if offer.kind == "fixed" else {"line__kind": "choice"}
    rows = LineSource.objects.filter(line__plan__programme=offer.programme_id, line__plan__status="adopted", **line)
    rows = rows.annotate(with_cases=Exists(AddedCase.objects.filter(offer=offer.pk)))
    return rows.select_related("line", "grant__regulation").order_by("position")


def fitting(
    goal: SpendingGoal, cases: Sequence[str], grants: Sequence[Grant], known: dict[UUID, Payers]
) -> list[Grant]:  # fmt: skip
    """The grants of which the regulation may pay the goal and every case.

    When all are of the regulation of the goal and there is no case, nothing needs to be looked up.
    """
    if not cases and {grant.regulation_id for grant in grants} == {goal.regulation_id}:
        return list(grants)
    town = grants[0].municipality_id
    if town not in known:
        known[town] = Payers(town)
    goals = known[town].goals_for(goal.pk, cases, timezone.localdate())
    return [grant for grant in grants if grant.regulation_id in goals]


def _codes(grants: Sequence[Grant]) -> str:
    return ", ".join(dict.fromkeys(grant.regulation.code for grant in grants))


def _too_late(last_day: date, until: date, codes: Sequence[str]) -> Refused:
    shown = {
        "day": date_format(last_day, "j F Y"), "until": date_format(until, "j F Y"), "regulations": ", ".join(codes),
    }  # fmt: skip
    sentence = _(
        "This would be on %(day)s. The money of %(regulations)s must be spent until %(until)s: choose an earlier day."
    )
    return Refused("after_term", sentence % shown)
