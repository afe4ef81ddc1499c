"""The queue of claims: what is due first stands on top."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalogue.actor import ASSESSOR, MUNICIPAL_ROLES, OFFICER
from frontend import list_tables
from frontend.access import deed_page, page
from frontend.chips import Stages, by_status, words_asked
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm, Words
from frontend.listing import page_of
from frontend.tables import table, way_asked
from portal.claims import queries
from portal.claims.deciding_many import decide_many
from portal.claims.decisions import Verdict
from portal.claims.sampling import samples
from portal.people.actors import acting

STAGES: Stages = {
    "submitted": (_("To decide"), ("submitted",)),
    "returned": (_("Returned"), ("returned",)),
    "approved": (_("Approved"), ("approved", "failed")),
    "paid": (_("Paid"), ("settled",)),
    "rejected": (_("Rejected"), ("rejected",)),
    "all": (_("All"), ()),
}


class Many(PageForm):
    """Which claims, and what is decided on all of them."""

    claims = forms.TypedMultipleChoiceField(coerce=UUID, required=False)
    verdict = forms.ChoiceField(choices=[(each, each) for each in ("approve", "return")])
    reason = Words(
        most=2000, rows=2, required=False, label=_("What is the question?"),
        help_text=_("Only to return: every claimant of a ticked claim reads this."),
    )  # fmt: skip


@page(*MUNICIPAL_ROLES)
def claims(request: HttpRequest) -> HttpResponseBase:
    """The list by due date; `?status=` picks, `?q=` searches the claimant, `?tick=all` all that is not sampled."""
    return _shown(request)


@deed_page(OFFICER, ASSESSOR)
def many(request: HttpRequest) -> HttpResponseBase:
    """Approve or return everything that is ticked; a refused one stops no other."""
    form = Many(request.POST)
    field = form.fields["claims"]
    assert isinstance(field, forms.TypedMultipleChoiceField)
    waiting = queries.queue_of(acting(request)).prefetch_related(None).values_list("pk", flat=True)
    ticked = request.POST.getlist("claims")
    field.choices = [(str(pk), str(pk)) for pk in waiting if str(pk) in ticked]
    if form.is_valid() and not form.cleaned_data["claims"]:
        form.add_error(None, gettext("Tick at least one claim."))
    if form.is_valid():
        answer = attempt(request, lambda: _decided(request, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, form)


def _decided(request: HttpRequest, form: Many) -> Done:
    given = form.cleaned_data
    results = decide_many(given["claims"], Verdict(given["verdict"], given["reason"]), by=acting(request))
    good = sum(not each.refused for each in results)
    words = {
        "approve": ngettext("%(number)s claim approved.", "%(number)s claims approved.", good),
        "return": ngettext("%(number)s claim returned.", "%(number)s claims returned.", good),
    }
    sentence = words[given["verdict"]] % {"number": good} if good else ""
    refused = tuple((False, f"{each.title}: {each.refused}") for each in results if each.refused)
    return Done(reverse("municipality:claims"), sentence, refused)


def _shown(request: HttpRequest, form: Many | None = None) -> HttpResponseBase:
    actor = acting(request)
    rows = queries.visible_to(actor).prefetch_related(None)
    wanted = words_asked(request)
    if wanted:
        rows = rows.filter(Q(provider__name__icontains=wanted) | Q(school__name__icontains=wanted))
    rows, chips = by_status(rows, STAGES, request.GET.get("status", ""))
    rows = rows.prefetch_related("decisions", "lines", "evidence").order_by("due_on", "submitted_at")
    if way := way_asked(request):
        return table(list_tables.claims(rows), way)
    shown = page_of(request, rows, size=20)
    waiting = [each for each in shown if each.status == "submitted"]
    found = samples(waiting) if waiting else {}
    ticked = set(request.POST.getlist("claims"))
    if request.GET.get("tick") == "all":
        ticked = {str(pk) for pk, sample in found.items() if not sample.full}
    may = bool(waiting) and actor.is_one_of(OFFICER, ASSESSOR)
    context = {
        "page": shown, "chips": chips, "q": wanted, "form": form or (Many() if may else None), "ticked": ticked,
        "claims": [(each, found.get(each.pk)) for each in shown],
    }  # fmt: skip
    return render(request, "municipality/claims.html", context, status=form.status if form else 200)
