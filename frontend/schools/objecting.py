"""Disagreeing with a decision on own costs: what was decided, until when one can object, and what became of it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import BOARD, SCHOOL_ROLES
from frontend.access import deed_page, page, refused
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm, Words
from portal.claims import queries as claims
from portal.claims.models import Claim
from portal.letters.queries import letters_about
from portal.objections import actions, queries, rules
from portal.people.actors import acting

ROLES = (*SCHOOL_ROLES, BOARD)


class Grounds(PageForm):
    """Why the decision is wrong."""

    grounds = Words(
        most=4000, rows=6, label=gettext_lazy("Why do you disagree?"),
        help_text=gettext_lazy("Say what the municipality did not know or did not weigh. Name no pupils."),
    )  # fmt: skip


@page(*ROLES, methods=("GET", "HEAD", "POST"))
def objection(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The decision on a claim and the objections to it; 404 for another's claim, and before there is a decision."""
    found = _decided(request, pk)
    form = Grounds(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def send() -> Done:
            actions.record(_decided(request, pk), grounds=form.cleaned_data["grounds"], by=acting(request))
            said = _("Your objection is sent. The municipality looks at the decision anew and writes to you.")
            return Done(reverse("schools:objection", args=[pk]), said)

        answer = attempt(request, send)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, found, form)


@deed_page(*ROLES)
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Take an objection back."""
    row = get_object_or_404(queries.visible_to(acting(request)), pk=pk)

    def back() -> Done:
        actions.withdraw(queries.visible_to(acting(request)).get(pk=pk), by=acting(request))
        return Done(reverse("schools:objection", args=[row.claim_id]), _("Your objection is taken back."))

    answer = attempt(request, back)
    return refused(request, answer.status, answer.sentence) if isinstance(answer, Refusal) else answer


def _decided(request: HttpRequest, pk: UUID) -> Claim:
    found = get_object_or_404(claims.visible_to(acting(request)), pk=pk)
    if queries.decision_letter_of(found) is None:
        raise Http404
    return found


def _shown(request: HttpRequest, found: Claim, form: Grounds) -> HttpResponseBase:
    actor, letter = acting(request), queries.decision_letter_of(found)
    rows = list(queries.visible_to(actor).filter(claim=found))
    may = rules.may_object(actor, found)
    context = {
        "claim": found,
        "lines": found.lines.all(),
        "letter": letter,
        "letters": letters_about([found.pk, *(row.pk for row in rows)]).filter(status="issued"),
        "late": letter is not None and letter.objection_until is not None
        and timezone.localdate() > letter.objection_until,
        "objections": rows,
        "may": may,
        "form": form if may and not any(row.status != "withdrawn" for row in rows) else None,
    }  # fmt: skip
    return render(request, "schools/objection.html", context, status=form.status)
