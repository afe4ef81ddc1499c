"""The budget plan: does it add up? Its lines with what is left of each, its versions, and money that moves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.actor import FINANCE, MUNICIPAL_ROLES, OFFICER, PROJECT_TEAM
from catalogue.errors import Invalid
from catalogue.lifecycle import expect
from catalogue.money import ZERO
from catalogue.programmes.models import Programme
from catalogue.programmes.queries import themes
from frontend.access import deed_page, page
from frontend.charts import Piece, pieces
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm, Reason
from frontend.municipality.basis_form import VersionForm
from frontend.municipality.plan_forms import ConsentForm, Lines, MoveForm
from frontend.municipality.programme import programme_of
from portal.funding import actions, queries, rules
from portal.funding.models import BudgetPlan, PlanMove
from portal.funding.queries import LineStanding
from portal.people.actors import acting


@page(*MUNICIPAL_ROLES)
def plan(request: HttpRequest) -> HttpResponseBase:
    """The version that holds (or the newest); `?version=` shows another one."""
    return _shown(request, programme_of(request))


@page(OFFICER, PROJECT_TEAM, methods=("GET", "HEAD", "POST"))
def new(request: HttpRequest) -> HttpResponseBase:
    """The next version, beginning with the lines of the last one."""
    programme = programme_of(request)
    before = queries.plans_visible_to(acting(request)).filter(programme=programme).first()
    grants = list(queries.grants_visible_to(acting(request)))
    own_themes = list(themes().filter(programme=programme))
    filled = request.POST if request.method == "POST" else None
    lines = Lines(before, own_themes, grants, filled)
    runs = {"starts_on": before.starts_on, "ends_on": before.ends_on} if before else None
    version = VersionForm(filled, initial=runs)
    if filled and all([lines.are_valid, version.is_valid()]):
        answer = attempt(request, lambda: _drafted(request, programme, lines, version))
        if not isinstance(answer, Refusal):
            return answer
        version.take(answer)
        lines.take(answer)
    context = {"programme": programme, "lines": lines, "version": version, "grants": grants, "before": before}
    return render(request, "municipality/plan_new.html", context, status=max(lines.status, version.status))


@deed_page(OFFICER)
def adopt(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """This version holds from now on."""
    return _done(request, pk, Reason(request.POST), lambda row, _given: actions.adopt_plan(row, by=acting(request)),
                 _("Adopted. Every line has its money now."))  # fmt: skip


@deed_page(OFFICER)
def consent(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """A consultation body agreed to a line."""

    def deed(row: BudgetPlan, given: dict[str, Any]) -> None:
        line = next((each for each in row.lines.all() if each.pk == given["line"]), None)
        if line is None:
            raise Invalid.field("#/line", "unknown", _("This line is not in the plan. Choose one of its lines."))
        actions.record_consent(line, on=given["on"], words=given["words"], by=acting(request))

    return _done(request, pk, ConsentForm(request.POST), deed, _("Recorded. The money may be spent now."))


@deed_page(OFFICER)
def move(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Money goes from one line to another, or waits for a second person."""
    row = _mine(request, pk)
    form = MoveForm(list(row.lines.all()), request.POST)

    def deed(row: BudgetPlan, given: dict[str, Any]) -> None:
        lines = {str(line.pk): line for line in row.lines.all()}
        actions.propose_move(
            row, origin=lines[given["origin"]], target=lines[given["target"]], amount=given["amount"],
            reason=given["reason"], by=acting(request),
        )  # fmt: skip

    return _done(request, pk, form, deed, _("Noted. Above the threshold a colleague confirms it first."))


@deed_page(OFFICER, FINANCE)
def second(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """The second person confirms or refuses a move."""
    waiting = get_object_or_404(queries.moves_visible_to(acting(request)), pk=pk)
    words = {"confirm": _("Confirmed: the money moved."), "refuse": _("Refused: nothing moved.")}
    if deed not in words:
        raise Http404
    form = Reason(request.POST)

    def decide(_row: BudgetPlan, given: dict[str, Any]) -> None:
        row: PlanMove = queries.moves_visible_to(acting(request)).get(pk=pk)
        expect(row, given["version"])
        if deed == "confirm":
            actions.confirm_move(row, by=acting(request))
        else:
            actions.refuse_move(row, reason=given["reason"], by=acting(request))

    return _done(request, waiting.plan_id, form, decide, words[deed])


def _done(
    request: HttpRequest, pk: UUID, form: PageForm, deed: Callable[[BudgetPlan, dict[str, Any]], Any], said: str
) -> HttpResponseBase:
    """Do a deed on a version and show it again; or the page with what was refused."""
    row = _mine(request, pk)
    if form.is_valid():

        def once() -> Done:
            deed(_mine(request, pk), form.cleaned_data)
            return Done(_address(row), said)

        answer = attempt(request, once)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, row.programme, row, refused=form)


def _drafted(request: HttpRequest, programme: Programme, lines: Lines, version: VersionForm) -> Done:
    made = actions.draft_plan(programme, lines=lines.said, by=acting(request), **version.cleaned_data)
    return Done(_address(made), _("Kept as version %(number)s. Nothing changes until it is adopted.") % {
        "number": made.number})  # fmt: skip


def _address(row: BudgetPlan) -> str:
    return f"{reverse('municipality:plan')}?programme={row.programme_id}&version={row.number}"


def _mine(request: HttpRequest, pk: UUID) -> BudgetPlan:
    return get_object_or_404(queries.plans_visible_to(acting(request)), pk=pk)


def _shown(
    request: HttpRequest, programme: Programme, row: BudgetPlan | None = None, *, refused: PageForm | None = None
) -> HttpResponseBase:
    actor = acting(request)
    versions = list(queries.plans_visible_to(actor).filter(programme=programme))
    row = row or _asked(versions, request.GET.get("version", ""))
    rows = queries.standings_of(row) if row else []
    known = queries.below([row]) if row else {}
    below = queries.bottom_up(row, known) if row else None
    balances = queries.balances(row) if row else []
    moves = list(queries.moves_visible_to(actor).filter(plan__programme=programme)[:20])
    may = rules.may_divide(actor, programme)
    adopted = row is not None and row.status == "adopted"
    context = {
        "programme": programme,
        "plan": row,
        "versions": versions,
        "rows": [(each, _bar(each), below.of(each.line)) for each in rows] if below else [],
        "balances": balances,
        "total": sum((each.line.amount for each in rows), ZERO),
        "difference": sum((each.difference for each in balances), ZERO),
        "findings": queries.findings(row, known=known) if row else [],
        "others": [each for each in versions if row and each.pk != row.pk],
        "grants": queries.grants_visible_to(actor).exists(),
        "may_plan": rules.may_draft(actor, programme),
        "may_adopt": may and row is not None and row.status == "draft",
        "moves": moves,
        "confirmable": {each.pk for each in moves if rules.may_confirm(actor, each)},
        "move": _form(refused, MoveForm) or (MoveForm([each.line for each in rows]) if may and adopted else None),
        "consent": _form(refused, ConsentForm) or (ConsentForm() if may else None),
        "refused": refused,
    }
    return render(request, "municipality/plan.html", context, status=refused.status if refused else 200)


def _bar(row: LineStanding) -> list[Piece]:
    return pieces([("spent", row.spent), ("reserved", row.committed), ("left", row.left)])


def _form(refused: PageForm | None, kind: type[PageForm]) -> PageForm | None:
    return refused if isinstance(refused, kind) else None


def _asked(versions: list[BudgetPlan], number: str) -> BudgetPlan | None:
    asked = next((each for each in versions if str(each.number) == number), None)
    holds = next((each for each in versions if each.status == "adopted"), None)
    return asked or holds or (versions[0] if versions else None)
