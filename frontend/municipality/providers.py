"""The providers: who takes part, who asks to, how fresh what they say is; and letting them take part or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.actor import MUNICIPAL_ROLES, Actor
from catalogue.journal.queries import history_of
from catalogue.offers import directory
from catalogue.offers import queries as offers
from catalogue.organisations import actions, queries, rules
from catalogue.organisations.models import Admission
from frontend.access import deed_page, page
from frontend.buttons import Button, named, press, shown
from frontend.chips import Stages, by_status, words_asked
from frontend.forms import Reason
from frontend.history import told
from frontend.listing import page_of
from portal.bookings import queries as bookings
from portal.people import queries as people
from portal.people.actors import acting
from portal.people.screening import checks_of

STAGES: Stages = {
    "": (_("All"), ()),
    "requested": (_("Ask to take part"), ("requested",)),
    "invited": (_("Invited"), ("invited",)),
    "admitted": (_("Take part"), ("admitted",)),
    "suspended": (_("Suspended"), ("suspended",)),
    "refused": (_("Not admitted"), ("refused",)),
}
ORDERS: dict[str, tuple[str | Promise, tuple[str | OrderBy, ...]]] = {
    "name": (_("by name"), ("provider__name", "pk")),
    "checked": (_("least recently checked first"), (F("provider__checked_on").asc(nulls_first=True), "pk")),
    "newest": (_("newest first"), ("-created_at", "pk")),
}


def _when(*statuses: str) -> Callable[[Actor, Admission], bool]:
    """Who may decide, while the admission has one of these statuses."""
    return lambda actor, each: rules.may_decide(actor, each.municipality) and each.status in statuses


BUTTONS: tuple[Button[Admission], ...] = (
    Button(
        "admit",
        _when("requested", "invited"),
        lambda admission, by, _reason: actions.admit(admission, by=by),
        _("Let this provider take part"),
        _("It can send offers from now on, and gets an e-mail."),
        _("Admitted. The provider gets an e-mail."),
        kind="primary-action",
    ),
    Button(
        "refuse",
        _when("requested", "invited"),
        lambda admission, by, reason: actions.refuse(admission, reason=reason, by=by),
        _("Do not admit"),
        _("The provider reads your reason in an e-mail, and may ask again."),
        _("Not admitted. The provider gets an e-mail with your reason."),
        asks_reason=True,
    ),
    Button(
        "suspend",
        _when("admitted"),
        lambda admission, by, reason: actions.suspend(admission, reason=reason, by=by),
        _("Suspend this provider"),
        _("Schools cannot book its offers for now; bookings that were made stay. You can undo this at any time."),
        _("Suspended. The provider gets an e-mail with your reason."),
        kind="danger",
        asks_reason=True,
    ),
    Button(
        "readmit",
        _when("suspended"),
        lambda admission, by, _reason: actions.admit(admission, by=by),
        _("End the suspension"),
        _("Schools can book its offers again at once."),
        _("The provider takes part again."),
        kind="primary-action",
    ),
    Button(
        "invite-again",
        _when("refused"),
        lambda admission, by, _reason: actions.invite(admission.municipality, admission.provider, by=by),
        _("Invite this provider after all"),
        _("It gets an e-mail, and says yes on its own page."),
        _("Invited."),
    ),
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What the provider does here, in numbers."""

    offers: int
    bookings: int


@page(*MUNICIPAL_ROLES)
def providers(request: HttpRequest) -> HttpResponseBase:
    """Everybody who takes part, asks to or was asked; `?q=` searches, `?status=` and `?stale=yes` pick, `?sort=`."""
    wanted, order = words_asked(request), request.GET.get("sort", "")
    rows = _annotated(queries.admissions_visible_to(acting(request)))
    if wanted:
        rows = rows.filter(
            Q(provider__name__icontains=wanted)
            | Q(provider__kvk__contains=wanted)
            | Q(provider__city__icontains=wanted)
        )
    if request.GET.get("stale") == "yes":
        rows = rows.filter(directory.too_long_ago("provider__"))
    rows, chips = by_status(rows, STAGES, request.GET.get("status", ""))
    chosen = order if order in ORDERS else "name"
    context = {
        "page": page_of(request, rows.order_by(*ORDERS[chosen][1]), size=24), "chips": chips, "q": wanted,
        "orders": [(value, label) for value, (label, _by) in ORDERS.items()], "sort": chosen,
        "only_stale": request.GET.get("stale") == "yes",
    }  # fmt: skip
    return render(request, "municipality/providers.html", context)


@page(*MUNICIPAL_ROLES)
def provider(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One provider in this municipality, by its admission; 404 for another municipality's."""
    return _shown(request, _mine(request, pk))


@deed_page(*MUNICIPAL_ROLES)
def do(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """Admit, refuse, suspend, let in again; a refusal shows the page with the sentence of the rule."""
    _mine(request, pk)
    button = named(BUTTONS, deed)
    answer = press(
        request, button, lambda: _mine(request, pk), lambda each: reverse("municipality:provider", args=[each.pk])
    )
    if isinstance(answer, HttpResponseRedirect):
        return answer
    return _shown(request, _mine(request, pk), failed=(deed, answer))


def _annotated(rows: QuerySet[Admission]) -> QuerySet[Admission]:
    return rows.annotate(is_stale_now=directory.stale("provider__"), has_contact=queries.has_contact("provider_id"))


def _mine(request: HttpRequest, pk: UUID) -> Admission:
    return get_object_or_404(queries.admissions_visible_to(acting(request)), pk=pk)


def _shown(request: HttpRequest, found: Admission, failed: tuple[str, Reason] | None = None) -> HttpResponseBase:
    actor = acting(request)
    theirs = offers.visible_to(actor).filter(provider=found.provider, municipality=found.municipality)
    context = {
        "admission": found,
        "provider": found.provider,
        "stale": directory.is_stale(found.provider),
        "checks": checks_of(found.provider),
        "managers": people.managers_of(found.provider),
        "contacts": queries.contacts_of(found.provider),
        "offers": theirs.order_by("-updated_at")[:8],
        "figures": Figures(theirs.count(), bookings.visible_to(actor).filter(provider=found.provider).count()),
        "elsewhere": found.provider.admissions.exclude(pk=found.pk).filter(status="admitted").count(),
        "buttons": shown(
            BUTTONS, actor, found, lambda name: reverse("municipality:provider-deed", args=[found.pk, name]), failed
        ),
        "steps": told(history_of(found.pk)),
    }
    return render(request, "municipality/provider.html", context, status=failed[1].status if failed else 200)
