"""Signing the SiSa table of a year: one prepares it, another one signs."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.actor import CONTROLLER, FINANCE
from catalogue.lifecycle import expect
from frontend.access import deed_page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import Reason
from frontend.municipality import sisa
from portal.accountability import queries, signing
from portal.people.actors import acting


@deed_page(FINANCE, CONTROLLER)
def prepare(request: HttpRequest, year: int) -> HttpResponseBase:
    """Propose to sign the table as it is now."""
    own = sisa.own(request)
    found = queries.sisa_table(own, sisa.known(year))
    form = sisa.signing_form(found, request.POST)
    if form.is_valid():

        def deed() -> Done:
            final, answers = form.cleaned_data["final"], form.answers
            signing.prepare(own, year=year, final=final, answers=answers, by=acting(request))
            return Done(reverse("municipality:sisa-year", args=[year]), _("Prepared. A colleague signs it."))

        answer = attempt(request, deed)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return sisa.shown(request, queries.sisa_table(own, year), form)


@deed_page(FINANCE, CONTROLLER)
def second(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """The second person signs it, or somebody refuses it."""
    waiting = get_object_or_404(queries.signatures_visible_to(acting(request)), pk=pk)
    words = {"sign": _("Signed: its figures never change any more."), "refuse": _("Refused. Prepare it anew.")}
    if deed not in words:
        raise Http404
    form = Reason(request.POST)
    if form.is_valid():

        def decide() -> Done:
            row = queries.signatures_visible_to(acting(request)).get(pk=pk)
            expect(row, form.cleaned_data["version"])
            if deed == "sign":
                signing.sign(row, by=acting(request))
            else:
                signing.refuse(row, reason=form.cleaned_data["reason"], by=acting(request))
            return Done(reverse("municipality:sisa-year", args=[row.year]), words[deed])

        answer = attempt(request, decide)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    found = queries.sisa_table(waiting.municipality, waiting.year)
    return sisa.shown(request, found, form)
