"""Deciding on a claim: is this right, and why?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.actor import MUNICIPAL_ROLES, Actor
from catalogue.journal.models import JournalLine
from catalogue.journal.queries import history_of
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.history import Step, told
from frontend.municipality.asking import asked_about
from frontend.municipality.comparison import compared, of_the_whole
from frontend.municipality.decision_form import Decide
from frontend.municipality.objections import about
from frontend.municipality.postponing import shown_of
from frontend.private_files import IMAGES
from frontend.wording import euro
from portal.claims import decisions, queries, rules
from portal.claims.checks import Check, checks_of
from portal.claims.interest import interest
from portal.claims.models import Claim, ClaimLine, Decision
from portal.claims.sampling import sample_of
from portal.claims.submissions import differences
from portal.people.actors import acting


@dataclass(frozen=True, slots=True)
class FourEyes:
    """Whether two people are needed, who was first, and whether that was the one who looks."""

    needed: bool
    first: Decision | None
    mine: bool


@page(*MUNICIPAL_ROLES)
def claim(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The page of a claim that was submitted to the own municipality; 404 for another's."""
    found = _mine(request, pk)
    return _shown(request, found)


@deed_page(*MUNICIPAL_ROLES)
def decide(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Approve, return or reject; `then=next` goes on to the next claim of the queue.

    When the claim changed in the meantime the page says what happened since it was opened; what was typed stays.
    """
    found = _mine(request, pk)
    form = Decide(_lines(found), request.POST, town=found.municipality_id)
    if form.is_valid():
        answer = attempt(request, lambda: _decided(request, pk, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
        found = _mine(request, pk)
    return _shown(request, found, form)


def _decided(request: HttpRequest, pk: UUID, form: Decide) -> Done:
    actor = acting(request)
    row = queries.visible_to(actor).get(pk=pk)
    row = decisions.decide(row, form.said, by=actor, version=form.cleaned_data["version"])
    return Done(_after(request, actor, pk), _sentence(row))


def _sentence(row: Claim) -> str:
    if row.status == "approved":
        shown = {"amount": euro(row.sanctioned)}
        if row.is_of_a_school:
            return _("Approved: %(amount)s.") % shown
        return _("Approved: %(amount)s. The invoice is being made.") % shown
    if row.status == "submitted":
        return _("You approved as the first person. A colleague looks at it now.")
    return (
        _("Returned. The claimant reads why.") if row.status == "returned" else _("Rejected. The claimant reads why.")
    )


def _after(request: HttpRequest, actor: Actor, pk: UUID) -> str:
    """Where to go: the next claim of the queue when that was asked, else back to this one."""
    if request.POST.get("then") == "next":
        following = queries.queue_of(actor).exclude(pk=pk).exclude(decisions__person=actor.person, status="submitted")
        found = following.prefetch_related(None).first()
        return reverse("municipality:claim", args=[found.pk]) if found else reverse("municipality:claims")
    return reverse("municipality:claim", args=[pk])


def _mine(request: HttpRequest, pk: UUID) -> Claim:
    rows: QuerySet[Claim] = queries.visible_to(acting(request)).prefetch_related(
        "lines__booking__revision", "lines__booking__offer", "lines__booking__deliveries", "lines__request__theme"
    )
    return get_object_or_404(rows, pk=pk)


def _lines(found: Claim) -> list[ClaimLine]:
    return list(found.lines.all())


def _four_eyes(found: Claim, actor: Actor) -> FourEyes:
    first = queries.first_approval(found) if found.status == "submitted" else None
    return FourEyes(
        rules.needs_second(found, list(found.lines.all())), first, bool(first and first.person == actor.person)
    )


def _shown(request: HttpRequest, found: Claim, form: Decide | None = None) -> HttpResponseBase:
    actor, lines, checks = acting(request), _lines(found), checks_of(found)
    history = list(history_of(found.pk))
    waits = rules.decides(actor, found) and found.status == "submitted"
    conflict = interest(actor.person, found) if waits else ""
    may_decide = waits and not conflict
    if form is None and may_decide:
        seen = history[-1].pk if history else 0
        form = Decide(lines, town=found.municipality_id, version=found.version, seen=seen)
    context = {
        **shown_of(actor, found),
        **about(actor, found),
        **asked_about(actor, found),
        "claim": found,
        "rows": [(each, form.of(each.line) if form else None) for each in compared(lines, checks)],
        "checks": of_the_whole(checks),
        "counts": _counts(checks),
        "evidence": found.evidence.all(),
        "pictures": IMAGES,
        "differences": differences(found),
        "invoices": found.invoices.all(),
        "form": form if may_decide else None,
        "conflict": conflict,
        "sample": sample_of(found) if waits else None,
        "eyes": _four_eyes(found, actor),
        "decided": found.status in ("approved", "settled", "failed", "rejected"),
        "steps": told(history),
        "since": _since(history, form),
    }
    return render(request, "municipality/claim.html", context, status=form.status if form else 200)


def _counts(checks: Sequence[Check]) -> dict[str, int]:
    return {verdict: sum(each.verdict == verdict for each in checks) for verdict in ("block", "warn", "pass")}


def _since(history: Sequence[JournalLine], form: Decide | None) -> list[Step]:
    """What happened since the person opened the page, when that made the decision stale."""
    seen: Any = form.cleaned_data.get("seen") if form and form.refusal and form.refusal.status == 412 else None
    return told(line for line in history if line.pk > seen) if seen is not None else []
