"""Counts of pupils that the source masks: which there are, and the form for who knows the number."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import ADMIN, MUNICIPAL_ROLES, OFFICER
from catalogue.lifecycle import expect
from catalogue.organisations import actions, queries
from catalogue.organisations.actions.counts import MOST_MASKED
from frontend.access import page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm, WholeNumber, Words
from frontend.listing import page_of
from portal.people.actors import acting


class Figure(PageForm):
    """The number, and how it is known; `version` is what the person was looking at."""

    pupils = WholeNumber(least=0, most=MOST_MASKED, label=gettext_lazy("How many pupils?"))
    reason = Words(
        most=500, rows=2, label=gettext_lazy("How do you know this?"),
        help_text=gettext_lazy("For example: told by the school on this day. Write no names of children."),
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


@page(*MUNICIPAL_ROLES)
def masked(request: HttpRequest) -> HttpResponseBase:
    """Every masked count, the newest first; `?school=` those of one school."""
    actor = acting(request)
    rows = queries.masked_visible_to(actor)
    if school := _asked(request):
        rows = rows.filter(school=school)
    context = {"page": page_of(request, rows, size=50), "may": actor.is_one_of(OFFICER, ADMIN)}
    return render(request, "municipality/masked.html", context)


@page(OFFICER, ADMIN, methods=("GET", "HEAD", "POST"))
def fill_in(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say what the source masks; 404 for a count of another municipality, or one that is not masked."""
    count = get_object_or_404(queries.masked_visible_to(acting(request)), pk=pk)
    known: dict[str, Any] = {"pupils": count.pupils, "reason": count.reason, "version": count.version}
    form = Figure(request.POST) if request.method == "POST" else Figure(initial=known)
    if request.method == "POST" and form.is_valid():
        answer = attempt(request, lambda: _filled_in(request, pk, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return render(request, "municipality/fill_in.html", {"count": count, "form": form}, status=form.status)


def _filled_in(request: HttpRequest, pk: int, form: Figure) -> Done:
    given = form.cleaned_data
    count = queries.masked_visible_to(acting(request)).get(pk=pk)
    expect(count, given["version"])
    actions.fill_in(count, pupils=given["pupils"], reason=given["reason"], by=acting(request))
    return Done(reverse("municipality:masked-counts"), _("Filled in. It counts from now on, wherever pupils count."))


def _asked(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("school", ""))
    except ValueError:
        return None
