"""The searches that somebody keeps: open one again, name it, get e-mails about what is new, or forget it."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.actor import BOARD, SCHOOL_ROLES
from catalogue.errors import Refused
from catalogue.offers import search as catalogue
from catalogue.organisations.queries import school_spots
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.public.chips import chosen_of
from frontend.public.criteria import address_of, criteria_from, pairs_of
from frontend.public.keeping import Kept
from portal.people.actors import acting, membership_of
from portal.searches import actions, queries
from portal.searches.keeping import from_json
from portal.searches.models import SavedSearch


@dataclass(frozen=True, slots=True)
class Shown:
    """A kept search on the page: what it looks for in words, where it opens, and the form to change it."""

    search: SavedSearch
    words: list[str]
    form: Kept


@dataclass(frozen=True, slots=True)
class Unkept:
    """A search that could not be kept: its form, and its criteria as fields."""

    form: Kept
    pairs: list[tuple[str, str]] = field(default_factory=list)


@page(*SCHOOL_ROLES, BOARD)
def searches(request: HttpRequest) -> HttpResponseBase:
    """All that the person keeps in this role, by name."""
    return _shown(request)


@page(*SCHOOL_ROLES, BOARD)
def search(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Open it: the catalogue with its filters, as they can be looked at now."""
    found = get_object_or_404(queries.own(acting(request)), pk=pk)
    return HttpResponseRedirect(reverse("public:offers") + address_of(from_json(found.criteria)))


@deed_page(*SCHOOL_ROLES, BOARD)
def save(request: HttpRequest) -> HttpResponseBase:
    """Keep the filters that the form carries; a refusal shows them again with what is wrong."""
    form, criteria = Kept(request.POST), criteria_from(request.POST, catalogue.places_of(school_spots()))
    if form.is_valid():

        def keep() -> Done:
            membership = membership_of(request)
            assert membership is not None  # who has a role here has one
            made = actions.keep(membership, criteria=criteria, by=acting(request), **form.cleaned_data)
            said = _("Kept as “%(name)s”.") % {"name": made.name}
            return Done(reverse("public:offers") + address_of(criteria), said)

        answer = attempt(request, keep)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, unkept=Unkept(form, pairs_of(criteria)))


@deed_page(*SCHOOL_ROLES, BOARD)
def edit(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Another name, or e-mails at other times."""
    found = get_object_or_404(queries.own(acting(request)), pk=pk)
    form = Kept(request.POST, prefix=_prefix(found))
    if form.is_valid():

        def change() -> Done:
            actions.edit(found, by=acting(request), **form.cleaned_data)
            return Done(reverse("schools:searches"), _("Changed."))

        answer = attempt(request, change)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, failed=(pk, form))


@deed_page(*SCHOOL_ROLES, BOARD)
def remove(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Forget it."""
    found = get_object_or_404(queries.own(acting(request)), pk=pk)

    def away() -> Done:
        actions.remove(found, by=acting(request))
        return Done(reverse("schools:searches"), _("“%(name)s” was removed.") % {"name": found.name})

    answer = attempt(request, away)
    if isinstance(answer, Refusal):
        raise Refused("refused", answer.sentence)
    return answer


def _prefix(search: SavedSearch) -> str:
    return f"search-{search.pk}"


def _shown(
    request: HttpRequest, *, failed: tuple[UUID, Kept] | None = None, unkept: Unkept | None = None
) -> HttpResponseBase:
    rows = list(queries.own(acting(request)))
    _total, facets = catalogue.facets(catalogue.Criteria()) if rows else (0, {})
    shown = []
    for row in rows:
        form = failed[1] if failed and failed[0] == row.pk else Kept(
            initial={"name": row.name, "frequency": row.frequency}, prefix=_prefix(row)
        )  # fmt: skip
        words = [chip.label for chip in chosen_of(from_json(row.criteria), facets)]
        shown.append(Shown(row, words, form))
    wrong = unkept.form if unkept else failed and failed[1]
    context = {"searches": shown, "unkept": unkept, "open": failed and failed[0]}
    return render(request, "schools/searches.html", context, status=wrong.status if wrong else 200)
