"""The same offer in the next school year: who asks for it, what is taken over, and what to look at."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import PROVIDER_ROLES
from catalogue.offers import actions, queries, renewal
from catalogue.programmes.eligibility import cases_of
from frontend.access import page
from frontend.deeds import Done, Refusal, attempt
from frontend.differences import in_our_words
from frontend.providers.offer import mine
from frontend.providers.renewal_form import Renew
from portal.people.actors import acting


@page(*PROVIDER_ROLES, methods=("GET", "HEAD", "POST"))
def renew(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Renew an own offer for the next programme; 404 for another's."""
    found = mine(request, pk)
    following = queries.next_programme(found)
    form = Renew(following, found.goal, request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = attempt(request, lambda: _renewed(request, pk, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    context = {
        "offer": found,
        "following": following,
        "again": queries.renewal_of(found, following) if following else None,
        "wishes": list(queries.wishes_of(found)),
        "form": form,
    }
    return render(request, "providers/renew.html", context, status=form.status)


@page(*PROVIDER_ROLES)
def renewed(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """What is different in a renewed offer, and what to look at; 404 for an offer that was not renewed."""
    found = mine(request, pk)
    if found.renewed_from is None:
        raise Http404
    cases = dict(cases_of(found.programme, timezone.localdate()))
    context = {
        "offer": found,
        "said": found.draft or found.text,
        "notes": renewal.notes_of(found),
        "changes": [in_our_words(each) for each in renewal.changes_of(found, cases)],
    }
    return render(request, "providers/renewal.html", context)


def _renewed(request: HttpRequest, pk: UUID, form: Renew) -> Done:
    made = actions.renew(mine(request, pk), goal=form.chosen, by=acting(request))
    return Done(
        reverse("providers:renewal", args=[made.pk]), _("Renewed as a draft. Walk through the list, then send it.")
    )
