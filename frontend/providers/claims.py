"""The claims of the provider, and what is ready to be claimed."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.actor import PROVIDER_ROLES
from frontend import list_tables
from frontend.access import deed_page, page, refused
from frontend.chips import Stages, by_status
from frontend.deeds import Done, Refusal, attempt
from frontend.listing import page_of
from frontend.tables import table, way_asked
from portal.claims import gathering, queries, rules
from portal.people.actors import acting

STAGES: Stages = {
    "": (_("All"), ()),
    "open": (_("To finish"), ("draft", "returned")),
    "submitted": (_("At the municipality"), ("submitted",)),
    "approved": (_("Approved"), ("approved", "failed")),
    "paid": (_("Paid"), ("settled",)),
    "ended": (_("Ended"), ("rejected", "withdrawn")),
}


class Together(forms.Form):
    """All that is ready of a programme, or only what was delivered in the month of a day."""

    programme = forms.UUIDField()
    month = forms.DateField(required=False, input_formats=["%Y-%m-%d"])


@page(*PROVIDER_ROLES)
def claims(request: HttpRequest) -> HttpResponseBase:
    """The list, newest first; `?status=` picks."""
    actor = acting(request)
    rows, chips = by_status(queries.visible_to(actor), STAGES, request.GET.get("status", ""))
    rows = rows.prefetch_related(None).prefetch_related("lines", "invoices").order_by("-created_at")
    if way := way_asked(request):
        return table(list_tables.claims(rows), way)
    context = {
        "page": page_of(request, rows, size=20),
        "chips": chips,
        "ready": gathering.ready(actor),
        "may_claim": rules.may_claim(actor),
    }
    return render(request, "providers/claims.html", context)


@deed_page(*PROVIDER_ROLES)
def gather(request: HttpRequest) -> HttpResponseBase:
    """One claim of all that is ready: the page of that claim, to look at and to send."""
    form = Together(request.POST)
    if not form.is_valid():
        return refused(request, 400, gettext("Choose what to claim from your list. Reload the page."))
    programme = get_object_or_404(gathering.programmes_of(acting(request)), pk=form.cleaned_data["programme"])

    def make() -> Done:
        row = gathering.gather(programme, month=form.cleaned_data["month"], by=acting(request))
        said = gettext("Your claim is made. Add evidence when you have it, and submit it.")
        return Done(reverse("providers:claim", args=[row.pk]), said)

    answer = attempt(request, make)
    return refused(request, answer.status, answer.sentence) if isinstance(answer, Refusal) else answer
