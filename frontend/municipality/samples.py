"""The sample of an auditor: n paid lines with everything behind them, as one file to keep."""

from __future__ import annotations

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
from catalogue.programmes.models import Programme, Regulation
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm, WholeNumber
from portal.accountability import samples
from portal.accountability.sampling import MOST
from portal.jobs import queries as jobs
from portal.people.actors import acting

WAYS = [
    ("random", gettext_lazy("every line as likely")),
    ("amount", gettext_lazy("large amounts more likely")),
]
SHOWN = 10


class SampleForm(PageForm):
    """Of what, how many and how."""

    year = WholeNumber(label=gettext_lazy("Paid in the year"), least=2000, most=2100)
    number = WholeNumber(label=gettext_lazy("How many items?"), least=1, most=MOST)
    programme = forms.ChoiceField(label=gettext_lazy("Programme"), required=False)
    sisa_code = forms.ChoiceField(label=gettext_lazy("SiSa code"), required=False)
    way = forms.ChoiceField(label=gettext_lazy("How is it drawn?"), choices=WAYS, widget=forms.RadioSelect)
    seed = forms.CharField(
        label=gettext_lazy("Seed"), max_length=40, required=False,
        help_text=gettext_lazy("The same seed draws the same items again. Leave it empty to draw a new one."),
    )  # fmt: skip

    def __init__(self, municipality: UUID, filled: Any = None) -> None:
        super().__init__(filled, initial={"year": timezone.localdate().year, "number": 25, "way": "random"})
        every = [("", _("All"))]
        programmes = Programme.objects.filter(municipality=municipality).order_by("-starts_on", "name")
        codes = Regulation.objects.exclude(sisa_code="").order_by("sisa_code")
        choices = {
            "programme": [(str(each.pk), each.name) for each in programmes],
            "sisa_code": [(code, code) for code in dict.fromkeys(codes.values_list("sisa_code", flat=True))],
        }
        for name, known in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [*every, *known]


@page(*MUNICIPAL_ROLES)
def sample(request: HttpRequest) -> HttpResponseBase:
    """Ask for a sample, and those asked before that are still kept."""
    return _shown(request)


@deed_page(CONTROLLER, FINANCE, OFFICER)
def ask(request: HttpRequest) -> HttpResponseBase:
    """Start making it; its page says how far it is."""
    form = SampleForm(_own(request), request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _asked(request, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, form)


def _asked(request: HttpRequest, form: SampleForm) -> Done:
    given = form.cleaned_data
    job = samples.ask(
        year=given["year"], number=given["number"], way=given["way"], seed=given["seed"],
        programme=UUID(given["programme"]) if given["programme"] else None, sisa_code=given["sisa_code"],
        by=acting(request),
    )  # fmt: skip
    return Done(reverse("job", args=[job.pk]), _("The sample is being made."))


def _own(request: HttpRequest) -> UUID:
    own = acting(request).municipality
    assert own is not None  # every municipal role has one
    return own


def _shown(request: HttpRequest, form: SampleForm | None = None) -> HttpResponseBase:
    actor = acting(request)
    context = {
        "form": (form or SampleForm(_own(request))) if samples.may_sample(actor) else None,
        "jobs": jobs.own(actor).filter(kind=samples.KIND).order_by("-created_at")[:SHOWN],
    }
    return render(request, "municipality/sample.html", context, status=form.status if form else 200)
