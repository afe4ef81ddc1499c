"""The terms of a programme: what cancelling late and not being there costs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import MUNICIPAL_ROLES, OFFICER
from catalogue.programmes.cancelling import set_cancelling
from catalogue.programmes.models import Programme
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm, WholeNumber
from frontend.municipality.programme import programme_of
from portal.people.actors import acting


class Terms(PageForm):
    """Empty: nothing was agreed, so it is free."""

    free_days = WholeNumber(
        label=gettext_lazy("Free until so many days before"), least=0, most=365, required=False,
        help_text=gettext_lazy("A school cancels and moves for free until then."),
    )  # fmt: skip
    late_percent = WholeNumber(
        label=gettext_lazy("After that, percent of the amount"), least=0, most=100, required=False
    )
    no_show_percent = WholeNumber(
        label=gettext_lazy("Nobody was there, percent of the amount"), least=0, most=100, required=False,
        help_text=gettext_lazy("Empty: as much as for cancelling late."),
    )  # fmt: skip


@page(*MUNICIPAL_ROLES)
def cancelling(request: HttpRequest) -> HttpResponseBase:
    """What holds now; an officer can change it."""
    return _shown(request, programme_of(request))


@deed_page(OFFICER)
def keep(request: HttpRequest) -> HttpResponseBase:
    """Other terms, for every booking from now on."""
    programme, form = programme_of(request), Terms(request.POST)
    if form.is_valid():

        def deed() -> Done:
            set_cancelling(programme, by=acting(request), **form.cleaned_data)
            where = f"{reverse('municipality:cancelling')}?programme={programme.pk}"
            return Done(where, _("Kept. It holds for every booking from now on; older bookings keep their own terms."))

        answer = attempt(request, deed)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, programme, form)


def _shown(request: HttpRequest, programme: Programme, refused: Terms | None = None) -> HttpResponseBase:
    now = {
        "free_days": programme.cancel_free_days, "late_percent": programme.cancel_late_percent,
        "no_show_percent": programme.no_show_percent,
    }  # fmt: skip
    context = {"programme": programme, "form": refused or Terms(initial=now), "may": acting(request).role == OFFICER}
    return render(request, "municipality/cancelling.html", context, status=refused.status if refused else 200)
