"""Own sign-up: the activities in which the school can enrol children, and those it enrolled."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.actor import BOARD, SCHOOL_ROLES
from frontend.access import deed_page, page
from frontend.chosen_school import needed
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm, WholeNumber
from portal.enrolments import actions, queries, rules
from portal.enrolments.models import Activity, Enrolment
from portal.people.actors import acting


class Children(PageForm):
    """How many children."""

    children = WholeNumber(most=actions.MOST_AT_ONCE, label=gettext_lazy("How many children?"))


@page(*SCHOOL_ROLES, BOARD)
def activities(request: HttpRequest) -> HttpResponseBase:
    """What is open for sign-up, and what children of the school are in."""
    rows = queries.visible_to(acting(request))
    shown = [(each, rules.is_open(each)) for each in rows]
    shown = [(each, is_open) for each, is_open in shown if is_open or vars(each)["own"]]
    return render(request, "schools/activities.html", {"rows": shown})


@page(*SCHOOL_ROLES, BOARD)
def activity(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One activity: enrol, and what the school has in it."""
    return _shown(request, _visible(request, pk))


@deed_page(*SCHOOL_ROLES, BOARD)
def enrol(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Enrol children of the school."""
    found, school, form = _visible(request, pk), needed(request), Children(request.POST)

    def put() -> Done:
        rows = actions.enrol(found, school, children=form.cleaned_data["children"], by=acting(request))
        placed, waiting = sum(row.placed for row in rows), sum(row.waiting for row in rows)
        said = ngettext("%(number)s child has a place.", "%(number)s children have a place.", placed)
        said = said % {"number": placed}
        if waiting:
            later = ngettext("%(number)s child waits in its turn.", "%(number)s children wait in their turn.", waiting)
            said = f"{said} {later % {'number': waiting}}"
        return Done(_address(pk), said)

    if form.is_valid():
        answer = attempt(request, put)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, found, form)


@deed_page(*SCHOOL_ROLES, BOARD)
def take_back(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Children do not come after all; all of the row when no number is filled in."""
    row = _mine(request, pk)
    form = Children(request.POST, prefix=str(pk))
    form.fields["children"].required = False

    def take() -> Done:
        actions.take_back(_mine(request, pk), children=form.cleaned_data["children"], by=acting(request))
        return Done(_address(row.activity_id), _("Taken back. A place that came free goes to who waits longest."))

    if form.is_valid():
        answer = attempt(request, take)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, _visible(request, row.activity_id), failed=form)


def _visible(request: HttpRequest, pk: UUID) -> Activity:
    found: Activity = get_object_or_404(queries.visible_to(acting(request)), pk=pk)
    return found


def _mine(request: HttpRequest, pk: UUID) -> Enrolment:
    return get_object_or_404(queries.enrolments_visible_to(acting(request)), pk=pk)


def _address(pk: UUID) -> str:
    return reverse("schools:activity", args=[pk])


def _shown(
    request: HttpRequest, found: Activity, form: Children | None = None, failed: Children | None = None
) -> HttpResponseBase:
    actor, school = acting(request), needed(request)
    mine = queries.enrolments_visible_to(actor).filter(activity=found, school=school, wanted__gt=0)
    may = rules.may_enrol(actor, found, school)
    own = next((each for each in queries.per_school(found) if each.school == school), None)
    context = {
        "activity": found,
        "school": school,
        "form": form or (Children() if may else None),
        "failed": failed,
        "rows": [(row, rules.may_take_back(actor, row)) for row in mine.order_by("number")],
        "dates": [(each, own.present.get(each.pk) if own else None) for each in queries.dates_of(found)],
    }
    shown = form or failed
    return render(request, "schools/activity.html", context, status=shown.status if shown else 200)
