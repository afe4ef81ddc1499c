"""The officer says what is measured."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import OFFICER
from catalogue.offers.models import Offer
from catalogue.offers.queries import visible_to as offers_visible_to
from catalogue.organisations.models import Provider, School
from catalogue.organisations.queries import admissions_visible_to, schools_visible_to
from catalogue.programmes.models import Theme
from catalogue.programmes.queries import themes
from frontend.access import page
from frontend.deeds import Done, Refusal, attempt
from frontend.ids import uuid_of
from frontend.measuring_forms import Define
from frontend.municipality.programme import programme_of
from portal.funding.models import Measure
from portal.funding.queries import measures_visible_to
from portal.monitoring import actions
from portal.people.actors import acting


@page(OFFICER, methods=("GET", "HEAD", "POST"))
def new(request: HttpRequest) -> HttpResponseBase:
    """A new indicator; `?about=measure:…` chooses what it measures."""
    actor, programme = acting(request), programme_of(request)
    admitted = admissions_visible_to(actor).filter(status="admitted")
    executors: list[Provider | School] = [*(each.provider for each in admitted), *schools_visible_to(actor)]
    offer = uuid_of(request.GET.get("about", "").removeprefix("offer:"))
    offers = offers_visible_to(actor).filter(programme=programme, pk=offer) if offer else ()
    measures = measures_visible_to(actor).filter(programme=programme).exclude(status="stopped")
    subjects: list[Measure | Theme | Offer] = [*measures, *themes().filter(programme=programme), *offers]
    first = {"about": request.GET.get("about", ""), "starts_on": timezone.localdate()}
    form = Define(subjects, executors, request.POST if request.method == "POST" else None, first)
    if request.method == "POST" and form.is_valid():

        def define() -> Done:
            made = actions.define(programme, by=actor, **form.said)
            return Done(reverse("indicator", args=[made.pk]), _("Agreed. Who fills it in is asked after each period."))

        answer = attempt(request, define)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    context = {"form": form, "programme": programme, "subjects": subjects}
    return render(request, "municipality/indicator_new.html", context, status=form.status)
