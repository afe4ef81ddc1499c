"""The fixed offers of the provider: what all schools together have of each, and what each school planned."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render

from catalogue.actor import PROVIDER_ROLES
from frontend.access import page
from portal.entitlements import queries
from portal.entitlements.summaries import summaries_of
from portal.people.actors import acting


@page(*PROVIDER_ROLES)
def entitlements(request: HttpRequest) -> HttpResponseBase:
    """One line per fixed offer in programmes that run."""
    actor = acting(request)
    standings = queries.standings_of(queries.running(queries.pairs_visible_to(actor)))
    context = {"summaries": summaries_of(standings), "opted_out": queries.opted_out(actor)}
    return render(request, "providers/entitlements.html", context)


@page(*PROVIDER_ROLES)
def entitlement(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One fixed offer, school by school; 404 when it is no published fixed offer of the provider."""
    standings = queries.standings_of(queries.pairs_visible_to(acting(request), offer=[pk]))
    if not standings:
        raise Http404
    (summary,) = summaries_of(standings)
    context = {"standings": standings, "summary": summary, "offer": summary.offer}
    return render(request, "providers/entitlement.html", context)
