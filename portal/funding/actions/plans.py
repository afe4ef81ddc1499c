"""The budget plan: written as a draft, adopted when it adds up; its lines become accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max, Sum
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Refused, check, require
from catalogue.journal.outbox import record
from catalogue.lifecycle import added, move
from catalogue.money import ZERO, written
from catalogue.programmes.models import Programme
from catalogue.validation import pointer
from portal.budgets import actions as budgets
from portal.budgets.models import Account
from portal.funding.models import BudgetPlan, LineSource, PlanLine
from portal.funding.queries.plans import adopted_plan, findings, one_at_a_time
from portal.funding.rules import may_divide, may_draft
from portal.funding.sources import Order, order_of_use, source_faults, sources_of


@deed
def draft_plan(
    programme: Programme, *, lines: Sequence[Mapping[str, Any]], by: Actor, reason: str = "", **period: date | None
) -> BudgetPlan:
    """The next version of the plan, as a draft: it need not add up yet (`queries.findings` says what does not).

    `lines` have the fields of `PlanLine`; a `code` that is left out is made from the name. A line has a `grant`, or
    `sources` (a `grant` and an `amount` each) that add up to its amount; they are used in the order of the programme's
    regulations. `reason` says why there is another version; `period` (`starts_on`, `ends_on`) when the plan runs, where
    that is not as long as its programme. `Invalid` per wrong field, as `#/lines/0/amount`.
    """
    require(may_draft(by, programme), "wrong_role", _("Only who works for this municipality can draft its plan."))
    one_at_a_time(programme)
    highest = BudgetPlan.objects.filter(programme=programme).aggregate(last=Max("number"))["last"] or 0
    plan = BudgetPlan(
        municipality_id=programme.municipality_id, programme=programme, number=highest + 1, status="draft",
        reason=reason, **period,
    )  # fmt: skip
    order = order_of_use(programme)
    rows, sources = _rows(plan, lines, order)
    check([*_period_faults(plan), *_faults(programme, rows, lines)])
    plan.save(force_insert=True)
    PlanLine.objects.bulk_create(rows)
    LineSource.objects.bulk_create(sources)
    return added(plan, by=by, because=reason, data={"number": plan.number, "lines": len(rows)})


@deed
def adopt_plan(plan: BudgetPlan, *, by: Actor) -> BudgetPlan:
    """From now on this version holds: every line is an account with its money, the version before is superseded.

    `Refused("plan_unbalanced" | "plan_empty")` unless the lines equal the grants to the cent,
    `Refused("budget_exhausted")` when a line would get less than was chosen, divided or spent of it already.
    """
    _may(by, plan.programme)
    one_at_a_time(plan.programme)
    if blocks := [each for each in findings(plan) if each.blocks]:
        raise Refused(blocks[0].code, " ".join(each.detail for each in blocks))
    if before := adopted_plan(plan.programme_id):
        move(before, "superseded", by=by)
    move(plan, "adopted", by=by, data={"number": plan.number})
    wanted = {line.code: line.amount for line in plan.lines.all()}
    if choice := plan.lines.filter(kind="choice").first():
        wanted[choice.code] -= _divided(plan.programme, choice)
    accounts = [budgets.open_account(plan.programme, line=code) for code in wanted]
    gone = Account.objects.filter(programme=plan.programme_id, school__isnull=True).exclude(line__in=wanted)
    for account in sorted([*accounts, *gone], key=lambda each: each.pk):
        budgets.regrant(account, before=account.granted, to=wanted.get(account.line, ZERO), cause=plan, by=by)
    return plan


@deed
def record_consent(line: PlanLine, *, on: date, words: str, by: Actor) -> PlanLine:
    """The consultation body of the line agreed on a day, in these words (the minutes): its money may be spent now.

    `Refused("wrong_state")` when the line needs no consent or has it already; `Invalid` for a day to come or no words.
    """
    _may(by, line.plan.programme)
    faults = []
    if on > timezone.localdate():
        faults.append(
            Fault("#/on", "in_future", _("This day lies in the future. Record the consent when it is given."))
        )
    if not words.strip():
        faults.append(Fault("#/words", "required", _("Say where the consent is written down, such as the minutes.")))
    check(faults)
    waiting = PlanLine.objects.filter(pk=line.pk, consent_on__isnull=True).exclude(consent_of="")
    if not waiting.update(consent_on=on, consent_words=words):
        raise Refused("wrong_state", _("This line is not waiting for consent. Reload the page."))
    record("budget_plan.consented", line.plan, by=by, because=words, data={"line": line.code, "body": line.consent_of})
    line.consent_on, line.consent_words = on, words
    return line


def _may(by: Actor, programme: Programme) -> None:
    require(
        may_divide(by, programme), "wrong_role", _("Only a policy officer of this municipality can plan its money.")
    )


def _divided(programme: Programme, choice: PlanLine) -> Decimal:
    """What the schools have of the choice line already."""
    schools = Account.objects.filter(programme=programme, school__isnull=False)
    divided: Decimal = schools.aggregate(total=Sum("granted"))["total"] or ZERO
    if divided > choice.amount:
        sentence = _("The schools have %(divided)s already, more than “%(line)s” would hold. Divide less first.")
        raise Refused("budget_exhausted", sentence % {"divided": written(divided), "line": choice.name})
    return divided


def _rows(
    plan: BudgetPlan, lines: Sequence[Mapping[str, Any]], order: Order
) -> tuple[list[PlanLine], list[LineSource]]:
    rows: list[PlanLine] = []
    sources: list[LineSource] = []
    for position, said in enumerate(lines, start=1):
        fields = {name: value for name, value in said.items() if name not in ("grant", "sources")}
        row = PlanLine(plan=plan, position=position, **fields)
        sources += sources_of(row, said.get("sources"), said.get("grant"), order)
        if not row.code:
            stem = slugify(row.name)[:50] or "line"
            taken = {each.code for each in rows}
            row.code = next(code for n in range(1, 1000) if (code := stem if n == 1 else f"{stem}-{n}") not in taken)
        rows.append(row)
    return rows, sources


def _period_faults(plan: BudgetPlan) -> list[Fault]:
    if plan.runs_from <= plan.runs_until:
        return []
    sentence = _("Found %(found)s; expected the first day of the plan, %(first)s, or later.")
    shown = {"found": plan.runs_until.isoformat(), "first": plan.runs_from.isoformat()}
    return [Fault("#/endsOn", "out_of_range", sentence % shown)]


def _faults(programme: Programme, rows: Sequence[PlanLine], lines: Sequence[Mapping[str, Any]]) -> list[Fault]:
    faults = []
    for i, row in enumerate(rows):
        said = lines[i].get("sources")
        faults += source_faults(f"#/lines/{i}", row, said, programme)
        try:
            row.clean_fields(exclude=["plan"])
        except ValidationError as error:
            faults += [
                Fault(f"#/lines/{i}{pointer(field)[1:]}", fault.code or "invalid", message)
                for field, wrong in error.error_dict.items()
                for fault in wrong
                for message in fault.messages
            ]
        if row.code in {each.code for each in rows[:i]}:
            faults.append(Fault(f"#/lines/{i}/code", "double", _("Another line has this code. Give each its own.")))
        if row.kind == "choice" and any(each.kind == "choice" for each in rows[:i]):
            sentence = _("There is a choice line already. A programme has one, which a split divides over the schools.")
            faults.append(Fault(f"#/lines/{i}/kind", "double", sentence))
        grant = lines[i].get("grant")
        if grant and grant.municipality_id != programme.municipality_id:
            faults.append(Fault(f"#/lines/{i}/grant", "unknown", _("Choose a grant of this municipality.")))
        if grant and said and grant.pk not in [each["grant"].pk for each in said]:
            sentence = _("This grant is not one of the sources. Leave it out, or add it to them.")
            faults.append(Fault(f"#/lines/{i}/grant", "not_a_source", sentence))
        if row.theme and row.theme.programme_id != programme.pk:
            faults.append(Fault(f"#/lines/{i}/theme", "unknown", _("Choose only themes of this programme.")))
    return faults
