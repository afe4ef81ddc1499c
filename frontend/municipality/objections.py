"""Objections of schools: what came in, by when it must be decided, and the decision."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import MUNICIPAL_ROLES, Actor
from catalogue.journal.queries import history_of
from frontend.access import deed_page, page, refused
from frontend.deeds import Done, Refusal, attempt
from frontend.euro_field import Euros
from frontend.forms import Day, PageForm, Words
from frontend.history import told
from frontend.listing import page_of
from portal.claims import queries as claims
from portal.claims.models import Claim, ClaimLine
from portal.letters.queries import letters_about
from portal.objections import actions, queries, rules
from portal.objections.models import Objection
from portal.objections.states import STATUSES
from portal.people.actors import acting


class Received(PageForm):
    """What came by post."""

    received_on = Day(label=gettext_lazy("Received on"))
    grounds = Words(most=4000, rows=4, label=gettext_lazy("Why does the school disagree?"))
    committee = forms.BooleanField(required=False, label=gettext_lazy("A committee gives advice"))


class OutcomeForm(PageForm):
    """The decision: what each line gets now, and why."""

    verdict = forms.ChoiceField(choices=[(each, each) for each in ("upheld", "dismissed", "inadmissible")])
    reason = Words(
        most=4000, rows=5, required=False, label=gettext_lazy("Reasons: the school reads them in its letter")
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, lines: list[ClaimLine], filled: Any = None, *, version: int = 0) -> None:
        super().__init__(filled, initial={"version": version})
        self.lines = lines
        for line in lines:
            self.fields[f"amount-{line.pk}"] = Euros(required=False, label=_("Becomes, in euros"), initial=line.net)

    @property
    def rows(self) -> list[tuple[ClaimLine, forms.BoundField]]:
        """Each line with its field."""
        return [(line, self[f"amount-{line.pk}"]) for line in self.lines]

    @property
    def said(self) -> actions.Outcome:
        """The outcome as the deed takes it; amounts count only when it is upheld."""
        given = self.cleaned_data
        amounts: dict[UUID, Decimal] = {
            line.pk: amount for line in self.lines if (amount := given[f"amount-{line.pk}"]) is not None
        }
        return actions.Outcome(given["verdict"], given["reason"], amounts if given["verdict"] == "upheld" else {})


@page(*MUNICIPAL_ROLES)
def objections(request: HttpRequest) -> HttpResponseBase:
    """What came in, what is due first on top; `?status=` picks."""
    status = request.GET.get("status", "")
    rows = queries.visible_to(acting(request))
    if status in dict(STATUSES):
        rows = rows.filter(status=status)
    context = {"page": page_of(request, rows), "status": status, "statuses": STATUSES}
    return render(request, "municipality/objections.html", context)


@page(*MUNICIPAL_ROLES)
def one(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One objection, with what was decided and what is decided now; 404 for another municipality's."""
    return _shown(request, _mine(request, pk))


@deed_page(*MUNICIPAL_ROLES)
def decide(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Uphold, dismiss, or leave out of consideration."""
    found = _mine(request, pk)
    form = OutcomeForm(_lines(found), request.POST)
    if form.is_valid():

        def deed() -> Done:
            actions.decide(_mine(request, pk), form.said, by=acting(request), version=form.cleaned_data["version"])
            return Done(reverse("municipality:objection", args=[pk]), _("Decided. The school gets a letter."))

        answer = attempt(request, deed)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, found, form)


@deed_page(*MUNICIPAL_ROLES)
def record(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Write down an objection to the decision on this claim."""
    found, form = get_object_or_404(claims.visible_to(acting(request)), pk=pk), Received(request.POST)
    if not form.is_valid():
        return refused(request, 400, " ".join(str(each) for errors in form.errors.values() for each in errors))

    def deed() -> Done:
        made = actions.record(found, by=acting(request), **form.cleaned_data)
        return Done(reverse("municipality:objection", args=[made.pk]), _("The objection was written down."))

    answer = attempt(request, deed)
    if isinstance(answer, Refusal):
        return refused(request, answer.status, answer.sentence)
    return answer


def about(actor: Actor, claim: Claim) -> dict[str, Any]:
    """What the page of a claim shows: its objections, and the form for who may write one down."""
    letter = queries.decision_letter_of(claim) if rules.works_on(actor, claim.municipality_id) else None
    may = letter is not None and queries.live_of(letter) is None
    rows = queries.visible_to(actor).filter(claim=claim)
    return {"objections": rows, "received": Received() if may else None}


def _mine(request: HttpRequest, pk: UUID) -> Objection:
    return get_object_or_404(queries.visible_to(acting(request)), pk=pk)


def _lines(found: Objection) -> list[ClaimLine]:
    return list(found.claim.lines.order_by("position"))


def _shown(request: HttpRequest, found: Objection, form: OutcomeForm | None = None) -> HttpResponseBase:
    actor, lines = acting(request), _lines(found)
    may = rules.may_decide(actor, found)
    waits = rules.works_on(actor, found.municipality_id) and found.status == "open"
    context = {
        "found": found,
        "lines": lines,
        "form": form or (OutcomeForm(lines, version=found.version) if may else None),
        "kept_away": waits and not may,
        "letters": letters_about([found.pk, found.claim_id]),
        "steps": told(history_of(found.pk)),
    }
    return render(request, "municipality/objection.html", context, status=form.status if form else 200)
