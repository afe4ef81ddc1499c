"""Grants schemes: written from a form, read as a text, adopted, and decided under."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from catalogue.actor import FINANCE, MUNICIPAL_ROLES, OFFICER
from catalogue.lifecycle import expect
from frontend.access import deed_page, page
from frontend.charts import pieces
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm, Reason
from frontend.listing import page_of
from frontend.municipality.scheme_forms import ApplicationForm, SchemeForm
from frontend.private_files import sent
from portal.letters.queries import letters_about
from portal.people.actors import acting
from portal.subsidies import actions, queries, rules
from portal.subsidies.models import Scheme, SchemeCeiling
from portal.subsidies.regulation import pdf_of_scheme, text_of_scheme


@page(*MUNICIPAL_ROLES)
def schemes(request: HttpRequest) -> HttpResponseBase:
    """Every scheme with what is left of its ceilings, newest first."""
    shown = page_of(request, queries.schemes_visible_to(acting(request)), size=25)
    context = {"page": shown, "may_write": acting(request).role == OFFICER}
    return render(request, "municipality/schemes.html", context)


@page(OFFICER, methods=("GET", "HEAD", "POST"))
def new(request: HttpRequest) -> HttpResponseBase:
    """Write a scheme as a draft."""
    return _form(request, None)


@page(OFFICER, methods=("GET", "HEAD", "POST"))
def edit(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Change a draft."""
    return _form(request, _mine(request, pk))


@page(*MUNICIPAL_ROLES)
def scheme(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The text of a scheme, its ceilings, and what was decided; 404 for another municipality's."""
    return _shown(request, _mine(request, pk))


@page(*MUNICIPAL_ROLES)
def pdf(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The text as a file."""
    row = _mine(request, pk)
    name = f"{slugify(row.name) or 'scheme'}.pdf"
    return sent(pdf_of_scheme(row), name=name, content_type="application/pdf", inline=True)


@deed_page(OFFICER)
def adopt(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The text is frozen, applications can be decided."""
    form = Reason(request.POST)

    def deed() -> Done:
        row = _mine(request, pk)
        expect(row, form.cleaned_data["version"])
        actions.adopt_scheme(row, by=acting(request))
        return _done(pk, _("Adopted. Applications can be decided now."))

    return _tried(request, pk, form, deed)


@deed_page(OFFICER)
def decide(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Grant or refuse what a board asked."""
    form = ApplicationForm(acting(request), _mine(request, pk), request.POST)

    def deed() -> Done:
        made = actions.decide_application(_mine(request, pk), by=acting(request), **form.said)
        if made.status == "proposed":
            return _done(pk, _("Noted. A colleague confirms it first."))
        return _done(pk, _("Decided. The letter about it is being made."))

    return _tried(request, pk, form, deed)


@deed_page(OFFICER, FINANCE)
def second(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """The second person confirms a grant under a scheme, or drops it."""
    row = get_object_or_404(queries.applications_visible_to(acting(request)), pk=pk)
    if deed not in ("confirm", "drop"):
        raise Http404
    form = Reason(request.POST)

    def once() -> Done:
        made = queries.applications_visible_to(acting(request)).get(pk=pk)
        expect(made, form.cleaned_data["version"])
        if deed == "confirm":
            actions.confirm_application(made, by=acting(request))
            return _done(row.scheme_id, _("Confirmed. The letter about it is being made."))
        actions.drop_application(made, reason=form.cleaned_data["reason"], by=acting(request))
        return _done(row.scheme_id, _("Dropped. Nothing was decided."))

    return _tried(request, row.scheme_id, form, once)


def _form(request: HttpRequest, row: Scheme | None) -> HttpResponseBase:
    form = SchemeForm(acting(request), request.POST if request.method == "POST" else None, row)

    def deed() -> Done:
        programme = form.programmes[form.cleaned_data["programme"]]
        if row is None:
            made = actions.draft_scheme(programme, by=acting(request), **form.said)
        else:
            made = actions.change_scheme(_mine(request, row.pk), by=acting(request), programme=programme, **form.said)
        return _done(made.pk, _("Kept as a draft. Read the text below before you adopt it."))

    if request.method == "POST" and form.is_valid():
        answer = attempt(request, deed)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return render(request, "municipality/scheme_form.html", {"form": form, "scheme": row}, status=form.status)


def _tried(request: HttpRequest, pk: UUID, form: PageForm, deed: Callable[[], Done]) -> HttpResponseBase:
    row = _mine(request, pk)
    if form.is_valid():
        answer = attempt(request, deed)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, row, form)


def _done(pk: UUID, sentence: str) -> Done:
    return Done(reverse("municipality:scheme", args=[pk]), sentence)


def _mine(request: HttpRequest, pk: UUID) -> Scheme:
    return get_object_or_404(queries.schemes_visible_to(acting(request)), pk=pk)


def _shown(request: HttpRequest, row: Scheme, form: PageForm | None = None) -> HttpResponseBase:
    actor = acting(request)
    applications = list(queries.applications_visible_to(actor).filter(scheme=row))
    letters = {letter.cause_id: letter for letter in letters_about(each.pk for each in applications)}
    may = rules.may_grant(actor, row.municipality)
    decide_ = form if isinstance(form, ApplicationForm) else None
    context = {
        "scheme": row,
        "text": text_of_scheme(row),
        "ceilings": [(each, each.amount - each.granted, _bar(each)) for each in row.ceilings.all()],
        "applications": [(each, letters.get(each.pk)) for each in applications],
        "confirmable": {each.pk for each in applications if rules.may_confirm(actor, each)},
        "may_write": may and row.status == "draft",
        "decide": (decide_ or ApplicationForm(actor, row)) if may and row.status == "adopted" else None,
        "form": form,
    }
    return render(request, "municipality/scheme.html", context, status=form.status if form else 200)


def _bar(ceiling: SchemeCeiling) -> object:
    return pieces([("spent", ceiling.granted), ("left", ceiling.amount - ceiling.granted)])
