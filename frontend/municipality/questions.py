"""Questions of the controller: what runs and what was concluded, one by one and added up by year and regulation."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.actor import MUNICIPAL_ROLES, Actor
from catalogue.journal.queries import history_of
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.history import told
from frontend.listing import page_of
from frontend.municipality.question_forms import Answering, Concluding
from frontend.private_files import sent
from frontend.tables import table, way_asked
from portal.accountability.questioned import Doubted, doubted, sheet_of, sums_of
from portal.invoices.models import Invoice
from portal.invoices.rules import may_credit
from portal.people.actors import acting
from portal.questions import actions, queries, rules
from portal.questions.models import AuditQuestion
from portal.questions.states import STATUSES


@page(*MUNICIPAL_ROLES)
def questions(request: HttpRequest) -> HttpResponseBase:
    """The list and its sums; `?status=`, `?year=` and `?regulation=` pick, `?format=` gives it as a file."""
    own = acting(request).municipality
    every = doubted(own) if own else []
    asked = {name: request.GET.get(name, "") for name in ("year", "regulation", "status")}
    within = [row for row in every if _fits(row, asked["year"], asked["regulation"])]
    rows = [row for row in within if asked["status"] in ("", row.question.status)]
    if way := way_asked(request):
        return table(sheet_of(rows), way)
    context = {
        "page": page_of(request, rows), "asked": asked, "statuses": STATUSES, "sums": sums_of(within),
        "years": sorted({str(row.of.year) for row in every if row.of.year}, reverse=True),
        "regulations": sorted({row.of.regulation for row in every if row.of.regulation}),
    }  # fmt: skip
    return render(request, "municipality/questions.html", context)


@page(*MUNICIPAL_ROLES)
def one(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One question with all that was written; 404 for another municipality's."""
    return _shown(request, _mine(request, pk))


@deed_page(*MUNICIPAL_ROLES)
def write(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Answer, or ask on; a refusal shows the page with the sentence of the rule, and what was written."""
    found, form = _mine(request, pk), Answering(request.POST, request.FILES)
    if form.is_valid():
        answer = attempt(request, lambda: _written(request, pk, form.cleaned_data))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
        found = _mine(request, pk)
    return _shown(request, found, form)


@deed_page(*MUNICIPAL_ROLES)
def conclude(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Close it; a refusal shows the page with the sentence of the rule, and what was filled in."""
    found = _mine(request, pk)
    form = Concluding(found.MOVES[found.status], request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _concluded(request, pk, form.cleaned_data))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
        found = _mine(request, pk)
    return _shown(request, found, concluding=form)


@page(*MUNICIPAL_ROLES)
def file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """A private file of a question, as a download or with `?show` in the browser; 404 for another municipality's."""
    found = get_object_or_404(queries.files_visible_to(acting(request)), pk=pk)
    with found.file.open("rb") as kept:
        content: bytes = kept.read()
    return sent(content, name=found.name, content_type=found.content_type, inline="show" in request.GET)


def _fits(row: Doubted, year: str, regulation: str) -> bool:
    return year in ("", str(row.of.year)) and regulation in ("", row.of.regulation)


def _written(request: HttpRequest, pk: UUID, given: dict[str, Any]) -> Done:
    actions.write(
        _mine(request, pk), words=given["words"], file=given["file"], version=given["version"], by=acting(request)
    )
    return Done(reverse("municipality:question", args=[pk]), _("Sent. The other side reads it here."))


def _concluded(request: HttpRequest, pk: UUID, given: dict[str, Any]) -> Done:
    actions.conclude(
        _mine(request, pk), given["conclusion"], reason=given["reason"], amount=given["amount"],
        version=given["version"], by=acting(request),
    )  # fmt: skip
    return Done(reverse("municipality:question", args=[pk]), _("Concluded. Who answers for it reads why."))


def _mine(request: HttpRequest, pk: UUID) -> AuditQuestion:
    return get_object_or_404(queries.visible_to(acting(request)), pk=pk)


def _ways_back(actor: Actor, found: AuditQuestion) -> list[tuple[Invoice, bool]]:
    """The invoices by which an expense that was not accepted is put right, and whether the actor can credit each."""
    if found.status != "not_accepted":
        return []
    rows = found.line.claim.invoices.exclude(kind="credit_note").order_by("issued_on", "number")
    return [(each, may_credit(actor, each)) for each in rows]


def _shown(
    request: HttpRequest, found: AuditQuestion, writing: Answering | None = None, concluding: Concluding | None = None
) -> HttpResponseBase:
    actor = acting(request)
    writes, concludes = rules.may_write(actor, found), rules.may_conclude(actor, found)
    kept_away = rules.kept_away(actor, found.line.claim, found)[1] if writes or concludes else ""
    if writes and not kept_away:
        writing = writing or Answering(version=found.version)
    if concludes and not kept_away:
        concluding = concluding or Concluding(found.MOVES[found.status], version=found.version)
    side = rules.side_of(actor, found.municipality_id)
    context = {
        "found": found, "line": found.line, "claim": found.line.claim, "side": side,
        "said": [(each, each.side == side, each.files.all()) for each in found.remarks.all()],
        "writing": writing, "concluding": concluding, "kept_away": kept_away,
        "ways_back": _ways_back(actor, found), "steps": told(history_of(found.pk)),
    }  # fmt: skip
    status = max(form.status if form else 200 for form in (writing, concluding))
    return render(request, "municipality/question.html", context, status=status)
