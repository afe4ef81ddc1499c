"""The offers that wait for a review: one by one, or many at once with a result for each."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.actor import MUNICIPAL_ROLES, OFFICER
from catalogue.offers import actions, queries
from catalogue.offers.actions.reviewing_many import VERDICTS
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm, Words
from frontend.listing import page_of
from portal.people.actors import acting

AT_ONCE = 50


class Many(PageForm):
    """Which offers, and what becomes of them."""

    offers = forms.TypedMultipleChoiceField(coerce=UUID, required=False)
    verdict = forms.ChoiceField(choices=[(each, each) for each in VERDICTS])
    reason = Words(
        most=500, rows=2, required=False, label=gettext_lazy("What should be different?"),
        help_text=gettext_lazy("Only to return: every provider of a ticked offer reads this."),
    )  # fmt: skip


@page(*MUNICIPAL_ROLES)
def offers(request: HttpRequest) -> HttpResponseBase:
    """What waits for a review, longest waiting first; `?tick=all` ticks what is on the page."""
    return _shown(request)


@deed_page(OFFICER)
def many(request: HttpRequest) -> HttpResponseBase:
    """Publish or return everything that is ticked; a refused one stops no other."""
    form = Many(request.POST)
    field = form.fields["offers"]
    assert isinstance(field, forms.TypedMultipleChoiceField)
    waiting = queries.to_review(acting(request)).values_list("pk", flat=True)
    ticked = request.POST.getlist("offers")
    field.choices = [(str(pk), str(pk)) for pk in waiting if str(pk) in ticked]
    if form.is_valid() and not form.cleaned_data["offers"]:
        form.add_error(None, _("Tick at least one offer."))
    if form.is_valid():
        answer = attempt(request, lambda: _reviewed(request, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, form)


def _reviewed(request: HttpRequest, form: Many) -> Done:
    given = form.cleaned_data
    said = actions.Review(given["verdict"], given["reason"])
    results = actions.review_many(given["offers"], said, by=acting(request))
    good = sum(not each.refused for each in results)
    words = {
        "publish": ngettext("%(number)s offer published.", "%(number)s offers published.", good),
        "return": ngettext("%(number)s offer returned.", "%(number)s offers returned.", good),
    }
    sentence = words[given["verdict"]] % {"number": good} if good else ""
    refused = tuple((False, f"{each.title}: {each.refused}") for each in results if each.refused)
    return Done(reverse("municipality:offers"), sentence, refused)


def _shown(request: HttpRequest, form: Many | None = None) -> HttpResponseBase:
    actor = acting(request)
    shown = page_of(request, queries.to_review(actor), size=AT_ONCE)
    ticked = (
        {str(each.pk) for each in shown} if request.GET.get("tick") == "all" else set(request.POST.getlist("offers"))
    )
    context = {
        "page": shown,
        "form": form or (Many() if actor.role == OFFICER else None),
        "ticked": ticked,
        "may_review": actor.role == OFFICER,
    }
    return render(request, "municipality/offers.html", context, status=form.status if form else 200)
