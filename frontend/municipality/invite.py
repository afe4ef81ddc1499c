"""Inviting a provider: one that works in another municipality here already, or a new one by e-mail."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import ADMIN, OFFICER
from catalogue.organisations import actions, queries
from catalogue.organisations.models import Municipality
from frontend.access import deed_page, page
from frontend.chips import words_asked
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm
from frontend.listing import page_of
from portal.people.actors import acting
from portal.people.invitations import invite_newcomer


class Newcomer(PageForm):
    """Whom to write."""

    name = forms.CharField(label=gettext_lazy("Name of the organisation"), max_length=120)
    email = forms.EmailField(label=gettext_lazy("E-mail address"))


@page(OFFICER, ADMIN, methods=("GET", "HEAD", "POST"))
def invite(request: HttpRequest) -> HttpResponseBase:
    """A letter to an organisation that is not here yet, and a search among those that are here already."""
    form = Newcomer(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = attempt(request, lambda: _written(request, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    actor, wanted = acting(request), words_asked(request)
    known = queries.may_be_invited(actor)
    if wanted:
        known = known.filter(Q(name__icontains=wanted) | Q(city__icontains=wanted))
    context = {
        "form": form, "q": wanted, "page": page_of(request, known.order_by("name", "pk"), size=12),
        "open": queries.invitations_of(actor)[:20],
    }  # fmt: skip
    return render(request, "municipality/invite.html", context, status=form.status)


@deed_page(OFFICER, ADMIN)
def existing(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Invite a provider of another municipality; 404 for one that was asked here already."""
    get_object_or_404(queries.may_be_invited(acting(request)), pk=pk)
    answer = attempt(request, lambda: _asked(request, pk))
    return answer if not isinstance(answer, Refusal) else invite(request)


def _written(request: HttpRequest, form: Newcomer) -> Done:
    given = form.cleaned_data
    invite_newcomer(_here(request), name=given["name"], email=given["email"], by=acting(request))
    said = _("The invitation is on its way to %(email)s.") % {"email": given["email"]}
    return Done(reverse("municipality:invite"), said)


def _asked(request: HttpRequest, pk: UUID) -> Done:
    actor = acting(request)
    made = actions.invite(_here(request), queries.may_be_invited(actor).get(pk=pk), by=actor)
    said = _("Invited. The provider gets an e-mail, and says yes on its own page.")
    return Done(reverse("municipality:provider", args=[made.pk]), said)


def _here(request: HttpRequest) -> Municipality:
    actor = acting(request)
    assert actor.municipality is not None  # every municipal role has one
    return queries.municipalities().get(pk=actor.municipality)
