"""Long work: how far is it, and where is what it made? The page may be left and come back to."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontend.access import deed_page, page
from frontend.buttons import Button, press, shown
from frontend.forms import Reason
from frontend.private_files import sent
from portal.jobs import actions, queries, rules
from portal.jobs.models import Job
from portal.jobs.states import LIVE
from portal.people.actors import acting


@dataclass(frozen=True, slots=True)
class Kind:
    """What one kind of work is called, and the page (by URL name) where people ask for it."""

    title: str | Promise
    back: str
    back_label: str | Promise


KINDS: dict[str, Kind] = {
    "brochure": Kind(_("Brochure"), "public:brochures", _("To the brochures")),
    "audit_sample": Kind(_("Sample for the auditor"), "municipality:sample", _("To the samples")),
    "finance_export": Kind(_("Export for the bookkeeping"), "municipality:finance", _("To the figures")),
    "register": Kind(_("Registers of DUO"), "municipality:registers", _("To the registers")),
}
OTHER = Kind(_("Work in the background"), "home", _("To your overview"))
AGAIN: Button[Job] = Button(
    "again", rules.may_try_again, lambda job, actor, _why: actions.try_again(job, by=actor), _("Try again"),
    _("It starts from the beginning; nothing is done twice."), _("It is being tried again."), kind="primary-action",
)  # fmt: skip


@page()
def job(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """How far it is; 404 for the work of another organisation. The page looks again by itself until it ended."""
    return _shown(request, _visible(request, pk))


@page()
def file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """What it made; 404 while it is being made, and when it was thrown away."""
    row = queries.file_of(_visible(request, pk))
    if row is None:
        raise Http404
    return sent(bytes(row.content), name=row.name, content_type=row.media_type, inline="show" in request.GET)


@deed_page()
def again(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Try failed work again; 404 for the work of another organisation."""
    _visible(request, pk)
    answer = press(request, AGAIN, lambda: _visible(request, pk), lambda each: reverse("job", args=[each.pk]))
    return answer if isinstance(answer, HttpResponseRedirect) else _shown(request, _visible(request, pk), answer)


def _visible(request: HttpRequest, pk: UUID) -> Job:
    return get_object_or_404(queries.visible_to(acting(request)), pk=pk)


def _shown(request: HttpRequest, found: Job, failed: Reason | None = None) -> HttpResponseBase:
    kind = KINDS.get(found.kind, OTHER)
    context = {
        "job": found,
        "kind": kind,
        "back": reverse(kind.back),
        "live": found.status in LIVE,
        "file": getattr(found, "file", None),
        "days": queries.kept_until()[0].days,
        "buttons": shown(
            [AGAIN], acting(request), found, lambda _name: reverse("job-again", args=[found.pk]),
            ("again", failed) if failed else None,
        ),
    }  # fmt: skip
    answer = render(request, "jobs/job.html", context, status=failed.status if failed else 200)
    answer["Cache-Control"] = "private, no-store"
    return answer
