"""Reading budget plans: what does not add up, what is left on a line, and which line pays for an offer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch, QuerySet, Sum
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.errors import Refused
from catalogue.lifecycle import hold_all
from catalogue.money import ZERO, written
from catalogue.offers.models import Offer
from catalogue.programmes.models import Programme
from portal.budgets.actions import FIXED_LINE
from portal.budgets.models import Account
from portal.funding.models import BudgetPlan, Grant, LineSource, PlanLine, PlanMove


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a plan that does not add up, in words. `blocks`: the plan cannot be adopted while it is so."""

    code: str
    detail: str
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class Balance:
    """A grant and what it pays of the lines: `difference` is planned too much (or, below zero, too little)."""

    grant: Grant
    planned: Decimal
    elsewhere: Decimal

    @property
    def difference(self) -> Decimal:
        """Zero when every cent of the grant has its line."""
        planned: Decimal = self.planned + self.elsewhere - self.grant.to_plan
        return planned


def plans_visible_to(actor: Actor) -> QuerySet[BudgetPlan]:
    """The plans of the own municipality, newest version first."""
    rows = BudgetPlan.objects.select_related("programme", "municipality")
    lines = PlanLine.objects.select_related("theme", "grant__regulation")
    sources = LineSource.objects.select_related("grant__regulation")
    rows = rows.prefetch_related(Prefetch("lines", lines), Prefetch("lines__sources", sources))
    rows = rows.order_by("programme", "-number")
    return rows.filter(municipality_id=actor.municipality) if actor.municipality else rows.none()


def moves_visible_to(actor: Actor) -> QuerySet[PlanMove]:
    """The moves between lines of the own municipality, newest first."""
    rows = PlanMove.objects.select_related("plan__programme", "origin", "target")
    return rows.filter(municipality_id=actor.municipality) if actor.municipality else rows.none()


def adopted_plan(programme: Programme | UUID) -> BudgetPlan | None:
    """The plan that holds now."""
    return BudgetPlan.objects.filter(programme=programme, status="adopted").first()


def one_at_a_time(programme: Programme) -> None:
    """Who changes the plan of a programme waits here for who is at it: versions follow each other, one is adopted."""
    hold_all(Programme.objects.filter(pk=programme.pk))


def accounts_of(plan: BudgetPlan) -> dict[str, Account]:
    """The accounts of the lines of an adopted plan, by the code of the line."""
    rows = Account.objects.filter(programme_id=plan.programme_id, school__isnull=True)
    return {account.line: account for account in rows}


Planned = Mapping[tuple[UUID, UUID], Decimal]


def planned_of(municipalities: Iterable[UUID]) -> Planned:
    """What the adopted plans of these municipalities plan, by grant and programme. One statement."""
    rows = LineSource.objects.filter(line__plan__status="adopted", line__plan__municipality__in=set(municipalities))
    sums = rows.order_by().values_list("grant", "line__plan__programme").annotate(total=Sum("amount"))
    return {(grant, programme): total for grant, programme, total in sums}


def balances(plan: BudgetPlan, adopted: Planned | None = None) -> list[Balance]:
    """Each grant of the plan against its lines, those of adopted plans of other programmes counted in.

    `adopted` is what `planned_of` read, for who looks at many plans.
    """
    others = planned_of([plan.municipality_id]) if adopted is None else adopted
    planned: dict[UUID, Decimal] = defaultdict(lambda: ZERO)
    grants: dict[UUID, Grant] = {}
    for source in (source for line in plan.lines.all() for source in line.sources.all()):
        planned[source.grant_id] += source.amount
        grants[source.grant_id] = source.grant
    return [Balance(grant, planned[pk], _elsewhere(plan, pk, others)) for pk, grant in grants.items()]


def _elsewhere(plan: BudgetPlan, grant: UUID, adopted: Planned) -> Decimal:
    sums = [total for (of, programme), total in adopted.items() if of == grant and programme != plan.programme_id]
    return sum(sums, ZERO)


def findings(plan: BudgetPlan, adopted: Planned | None = None) -> list[Finding]:
    """Everything in the plan that does not add up; what blocks its adoption comes first."""
    unbalanced = [each for each in balances(plan, adopted) if each.difference]
    found = [Finding("plan_unbalanced", _unbalanced(each), blocks=True) for each in unbalanced]
    lines = list(plan.lines.all())
    if not lines:
        found.append(Finding("plan_empty", _("There is no line yet. Give the money a purpose."), blocks=True))
    found += [
        Finding("line_empty", _("“%(line)s” has no money. Leave it out, or plan something.") % {"line": line.name})
        for line in lines
        if not line.amount
    ]
    return found


def paying_line(offer: Offer) -> str:
    """The code of the line that pays this fixed offer: that of its theme, else the one without a theme, else any.

    `Refused("consent_first")` when the line waits for the consent of a consultation body. Without an adopted plan it is
    the line that the operator filled (`budgets.FIXED_LINE`). One statement.
    """
    return line_among(offer, fixed_lines({offer.programme_id}).get(offer.programme_id, []))


def fixed_lines(programmes: Collection[UUID]) -> dict[UUID, list[PlanLine]]:
    """The lines for fixed offers of the adopted plans of these programmes, in their order. One statement."""
    rows = PlanLine.objects.filter(plan__programme__in=programmes, plan__status="adopted", kind="fixed_offers")
    found: dict[UUID, list[PlanLine]] = {}
    for row in rows.select_related("plan").order_by("position"):
        found.setdefault(row.plan.programme_id, []).append(row)
    return found


def line_among(offer: Offer, lines: Sequence[PlanLine]) -> str:
    """The code of the line among these that pays the offer; as `paying_line`, without a statement."""
    if not lines:
        return FIXED_LINE
    themes = {theme.pk for theme in offer.text.themes.all()}
    own = [line for line in lines if line.theme_id in themes]
    line = [*own, *(line for line in lines if line.theme_id is None), *lines][0]
    agreed(line)
    return line.code


def agreed(line: PlanLine) -> None:
    """`Refused("consent_first")` while the line waits for the consent of a consultation body."""
    if line.consent_of and line.consent_on is None:
        sentence = _("The money of “%(line)s” may be spent only after the consent of %(body)s. Record it first.")
        raise Refused("consent_first", sentence % {"line": line.name, "body": line.consent_of})


def _unbalanced(balance: Balance) -> str:
    shown = {"grant": balance.grant.regulation.code, "amount": written(abs(balance.difference))}
    if balance.difference > 0:
        return _("The lines plan %(amount)s more than the grant %(grant)s holds. Lower one of them.") % shown
    return _("%(amount)s of the grant %(grant)s has no line yet. Plan it, or put it in the reserve.") % shown
