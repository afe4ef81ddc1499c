"""Deciding later on own costs of a school: a day and a reason; the school gets a letter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import MUNICIPAL_ROLES, Actor
from frontend.access import deed_page, refused
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import Day, PageForm
from portal.claims import queries
from portal.claims.delaying import may_postpone, postpone
from portal.claims.models import Claim
from portal.letters.queries import letters_about
from portal.people.actors import acting


class Later(PageForm):
    """The later day, and why."""

    until = Day(label=gettext_lazy("Decide before"))
    reason = forms.CharField(label=gettext_lazy("Why does it take longer?"), max_length=500)


@deed_page(*MUNICIPAL_ROLES)
def put_off(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Decide later; 404 for another municipality's claim."""
    found, form = get_object_or_404(queries.visible_to(acting(request)), pk=pk), Later(request.POST)
    if not form.is_valid():
        return refused(request, 400, " ".join(str(each) for errors in form.errors.values() for each in errors))

    def deed() -> Done:
        postpone(found, form.cleaned_data["until"], reason=form.cleaned_data["reason"], by=acting(request))
        return Done(reverse("municipality:claim", args=[pk]), _("The school gets a letter about the later day."))

    answer = attempt(request, deed)
    if isinstance(answer, Refusal):
        return refused(request, answer.status, " ".join([answer.sentence, *(each.detail for each in answer.faults)]))
    return answer


def shown_of(actor: Actor, claim: Claim) -> dict[str, Any]:
    """What the page of a claim shows of it: each delay, the letters, and the form for who may."""
    later = Later(initial={"until": claim.due_on}) if may_postpone(actor, claim) else None
    return {"delays": claim.delays.all(), "later": later, "letters": letters_about([claim.pk])}
