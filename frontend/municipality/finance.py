"""Files for the finance system of the municipality, and the codes that their lines get."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import CONTROLLER, FINANCE, MUNICIPAL_ROLES, OFFICER
from catalogue.organisations.models import Municipality
from catalogue.programmes.models import Programme
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import Day, PageForm
from frontend.tables import KINDS, download
from portal.accountability import coding, exporting
from portal.claims.states import KINDS as LINE_KINDS
from portal.jobs import queries as jobs
from portal.people.actors import acting

SHOWN = 10
ROLES = (CONTROLLER, FINANCE, OFFICER)


class Period(PageForm):
    """From which day until which, and in which form."""

    since = Day(label=gettext_lazy("First day"))
    until = Day(label=gettext_lazy("Last day"))
    way = forms.ChoiceField(
        label=gettext_lazy("As what?"), widget=forms.RadioSelect,
        choices=[
            ("zip", gettext_lazy("everything: the table and every invoice (ZIP)")),
            ("xlsx", gettext_lazy("the table for Excel (XLSX)")), ("csv", gettext_lazy("the table as CSV")),
        ],
    )  # fmt: skip

    def __init__(self, filled: Any = None) -> None:
        today = timezone.localdate()
        super().__init__(filled, initial={"since": date(today.year, 1, 1), "until": today, "way": "zip"})


class NewCodes(PageForm):
    """The codes of a kind of line, from a day on."""

    programme = forms.ChoiceField(label=gettext_lazy("Programme"), required=False)
    line_kind = forms.ChoiceField(label=gettext_lazy("What is paid"), choices=LINE_KINDS)
    general_ledger = forms.CharField(label=gettext_lazy("General-ledger account"), max_length=20)
    task = forms.CharField(label=gettext_lazy("Task (Iv3)"), max_length=10)
    category = forms.CharField(label=gettext_lazy("Category (Iv3)"), max_length=10)
    valid_from = Day(label=gettext_lazy("From which day?"))
    source = forms.CharField(label=gettext_lazy("Who says so?"), max_length=300)

    def __init__(self, municipality: UUID, filled: Any = None) -> None:
        super().__init__(filled, initial={"task": "4.3", "valid_from": timezone.localdate()})
        field = self.fields["programme"]
        assert isinstance(field, forms.ChoiceField)
        rows = Programme.objects.filter(municipality=municipality)
        field.choices = [("", _("All programmes")), *((str(row.pk), row.name) for row in rows)]


@page(*MUNICIPAL_ROLES)
def finance(request: HttpRequest) -> HttpResponseBase:
    """Ask for files, those asked before, and the codes."""
    return _shown(request)


@deed_page(*ROLES)
def export(request: HttpRequest) -> HttpResponseBase:
    """The table at once, or the ZIP as long work with a page of its own."""
    form = Period(request.POST)
    if form.is_valid():
        given, actor = form.cleaned_data, acting(request)
        since, until, way = given["since"], given["until"], given["way"]
        if way in KINDS and since <= until:
            return download(exporting.table(since, until, way, by=actor), f"finance {since} {until}", way)
        answer = attempt(request, lambda: _asked(request, since, until))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, form=form)


@deed_page(FINANCE, OFFICER)
def codes(request: HttpRequest) -> HttpResponseBase:
    """Set codes; those that were there stay for earlier days."""
    form = NewCodes(_own(request), request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _set(request, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, coded=form)


def _asked(request: HttpRequest, since: date, until: date) -> Done:
    job = exporting.ask(since, until, by=acting(request))
    return Done(reverse("job", args=[job.pk]), _("The files are being made."))


def _set(request: HttpRequest, form: NewCodes) -> Done:
    given = dict(form.cleaned_data)
    given["programme"] = Programme.objects.get(pk=given["programme"]) if given["programme"] else None
    municipality = Municipality.objects.get(pk=_own(request))
    coding.set_codes(municipality, by=acting(request), **given)
    return Done(reverse("municipality:finance"), _("Saved. Lines from that day on get these codes."))


def _own(request: HttpRequest) -> UUID:
    own = acting(request).municipality
    assert own is not None  # every municipal role has one
    return own


def _shown(request: HttpRequest, form: Period | None = None, coded: NewCodes | None = None) -> HttpResponseBase:
    actor, own = acting(request), _own(request)
    may_code = coding.may_code(actor, own)
    context = {
        "form": (form or Period()) if exporting.may_export(actor) else None,
        "coded": (coded or NewCodes(own)) if may_code else None,
        "codes": coding.visible_to(actor)[:50],
        "jobs": jobs.own(actor).filter(kind=exporting.KIND).order_by("-created_at")[:SHOWN],
    }
    wrong = form or coded
    return render(request, "municipality/finance.html", context, status=wrong.status if wrong else 200)
