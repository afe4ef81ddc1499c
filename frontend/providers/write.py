"""Writing an offer, and writing it better."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from catalogue.actor import PROVIDER_ROLES
from catalogue.errors import Refused
from catalogue.offers import actions, queries, rules
from catalogue.programmes import queries as programmes
from catalogue.programmes.models import Programme
from frontend.access import page
from frontend.deeds import Done, Refusal, attempt
from frontend.providers.offer import address, mine
from frontend.providers.offer_form import OfferForm
from portal.people.actors import acting


@page(*PROVIDER_ROLES, methods=("GET", "HEAD", "POST"))
def new(request: HttpRequest) -> HttpResponseBase:
    """A new offer as a draft; `?programme=` picks, else the newest programme."""
    programme, others = _programme(request)
    form = OfferForm(programme, request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = attempt(request, lambda: _written(request, programme, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    context = {"form": form, "programme": programme, "programmes": others}
    return render(request, "providers/write.html", context, status=form.status)


@page(*PROVIDER_ROLES, methods=("GET", "HEAD", "POST"))
def edit(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Change an own offer; of a published one this makes the next version, which the municipality then looks at."""
    found = mine(request, pk)
    form = OfferForm(found.programme, request.POST or None, offer=found)
    if request.method == "POST" and form.is_valid():
        answer = attempt(request, lambda: _edited(request, pk, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    context = {"form": form, "offer": found, "may_write": rules.may_write(acting(request), found)}
    return render(request, "providers/write.html", context, status=form.status)


def _programme(request: HttpRequest) -> tuple[Programme, list[Programme]]:
    found = list(programmes.programmes())
    asked = request.POST.get("programme") or request.GET.get("programme")
    chosen = next((each for each in found if str(each.pk) == asked), found[0] if found else None)
    if chosen is None:
        raise Refused("no_programme", _("There is no programme yet. The municipality starts one first."))
    return chosen, found


def _written(request: HttpRequest, programme: Programme, form: OfferForm) -> Done:
    made = actions.write(programme, by=acting(request), **form.said)
    return Done(address(made.pk), _("Kept as a draft. Look at it, plan dates, and send it to the municipality."))


def _edited(request: HttpRequest, pk: UUID, form: OfferForm) -> Done:
    actor = acting(request)
    actions.edit(queries.own(actor).get(pk=pk), by=actor, **form.said)
    return Done(address(pk), _("Kept. Send it to the municipality when it is ready."))
