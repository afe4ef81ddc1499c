"""All bookings of the municipality: who gets what, and how far it is."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.actor import MUNICIPAL_ROLES
from catalogue.journal.queries import history_of
from frontend import list_tables
from frontend.access import page
from frontend.chips import Stages, by_status, words_asked
from frontend.forms import PageForm, Words
from frontend.history import told
from frontend.listing import page_of
from frontend.municipality.extending import later_of
from frontend.tables import table, way_asked
from portal.bookings import queries, rules
from portal.bookings.models import Booking
from portal.bookings.reports import report_of
from portal.bookings.states import VERDICTS
from portal.people.actors import acting

STAGES: Stages = {
    "": (_("All"), ()),
    "waiting": (_("Waiting"), ("proposed", "requested")),
    "confirmed": (_("Planned"), ("confirmed",)),
    "delivered": (_("Delivered"), ("delivered",)),
    "accepted": (_("Accepted"), ("accepted",)),
    "disputed": (_("Disputed"), ("disputed",)),
    "ended": (_("Ended"), ("declined", "withdrawn", "cancelled", "cancelled_late")),
}


class Deciding(PageForm):
    """What the officer decides when school and provider do not agree."""

    verdict = forms.ChoiceField(label=_("What counts?"), choices=VERDICTS, widget=forms.RadioSelect)
    reason = Words(most=500, required=False, label=_("Why? The school and the provider read this."))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


@page(*MUNICIPAL_ROLES)
def bookings(request: HttpRequest) -> HttpResponseBase:
    """The list, newest first; `?status=` picks, `?q=` searches school, provider and title."""
    rows = queries.visible_to(acting(request)).prefetch_related(None)
    wanted = words_asked(request)
    if wanted:
        named = Q(school__name__icontains=wanted) | Q(provider__name__icontains=wanted)
        rows = rows.filter(named | Q(revision__title__icontains=wanted))
    rows, chips = by_status(rows, STAGES, request.GET.get("status", ""))
    if way := way_asked(request):
        return table(list_tables.bookings(rows), way)
    context = {"page": page_of(request, rows, size=25), "chips": chips, "q": wanted}
    return render(request, "municipality/bookings.html", context)


@page(*MUNICIPAL_ROLES)
def booking(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One booking, to read, and to decide while it is disputed; 404 for another municipality's."""
    return booking_page(request, mine(request, pk))


def mine(request: HttpRequest, pk: UUID) -> Booking:
    """A booking of the own municipality; 404 for another's."""
    rows = queries.with_disputes(queries.visible_to(acting(request))).select_related("session")
    return get_object_or_404(rows.prefetch_related("claim_lines__claim"), pk=pk)


def booking_page(request: HttpRequest, found: Booking, *, deciding: Deciding | None = None) -> HttpResponseBase:
    """The page, with what was refused beside the form."""
    actor = acting(request)
    decides = rules.may_decide_dispute(actor, found)
    start = queries.officer_decides_from(found) if decides else None
    context = later_of(actor, found, reverse("municipality:booking-until", args=[found.pk])) | {
        "booking": found,
        "revision": found.revision,
        "claims": [line.claim for line in found.claim_lines.all() if line.claim.submitted_at],
        "steps": told(history_of(found.pk)),
        "report": report_of(found),
        "deciding": deciding or (Deciding(initial={"version": found.version}) if decides else None),
        "decides_from": start if start and start > timezone.localdate() else None,
    }
    return render(request, "municipality/booking.html", context, status=deciding.status if deciding else 200)
