"""Staff of the provider: everybody's weeks beside each other, and who is planned where."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import PROVIDER_ROLES
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import Day, PageForm
from portal.people.actors import acting
from portal.staffing import actions, queries, rules
from portal.staffing.models import MOST_HOURS, Deployment, Worker

WEEKS, MANY = 12, 100


class HoursField(forms.DecimalField):
    """Hours a week, with a comma or a point."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=Decimal("0.25"), max_value=MOST_HOURS, decimal_places=2, localize=True, **kwargs)


class WorkerForm(PageForm):
    """Somebody, and the contract."""

    name = forms.CharField(
        max_length=80, label=gettext_lazy("Name or function"), help_text=gettext_lazy("Such as “Youth worker 3”.")
    )
    contract_hours = HoursField(label=gettext_lazy("Hours a week in the contract"))
    starts_on = Day(label=gettext_lazy("Contract from"))
    ends_on = Day(required=False, label=gettext_lazy("Contract until"))


class ContractForm(PageForm):
    """Another contract."""

    contract_hours = HoursField(label=gettext_lazy("Hours a week in the contract"))
    ends_on = Day(required=False, label=gettext_lazy("Contract until"))


class PlanForm(PageForm):
    """Who goes where, how many hours in which weeks."""

    worker = forms.ChoiceField(label=gettext_lazy("Who?"))
    booking = forms.ChoiceField(label=gettext_lazy("At which school?"))
    hours = HoursField(label=gettext_lazy("Hours a week"))
    first_week = Day(label=gettext_lazy("From the week of"))
    last_week = Day(label=gettext_lazy("Up to the week of"))

    def __init__(self, request: HttpRequest, data: Any = None) -> None:
        super().__init__(data)
        actor = acting(request)
        workers = [(str(each.pk), each.name) for each in queries.visible_to(actor)[:MANY]]
        rows = queries.by_the_week(actor).prefetch_related(None)[:MANY]
        words = _("%(school)s, %(hours)s hours a week")
        places = [(str(row.pk), words % {"school": row.school.name, "hours": row.units}) for row in rows]
        self.possible = bool(workers and places)
        self.fields["worker"] = forms.ChoiceField(label=_("Who?"), choices=workers)
        self.fields["booking"] = forms.ChoiceField(label=_("At which school?"), choices=places)
        self.order_fields(["worker", "booking", "hours", "first_week", "last_week"])


@page(*PROVIDER_ROLES)
def staff(request: HttpRequest) -> HttpResponseBase:
    """Twelve weeks of everybody, from this week or the one of `?from=`."""
    return _shown(request)


@deed_page(*PROVIDER_ROLES)
def add(request: HttpRequest) -> HttpResponseBase:
    """Somebody new."""
    form = WorkerForm(request.POST)
    done = _tried(request, form, lambda: actions.add_worker(by=acting(request), **form.cleaned_data), _("Added."))
    return done or _shown(request, adding=form)


@deed_page(*PROVIDER_ROLES)
def contract(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Another contract of somebody."""
    worker: Worker = get_object_or_404(queries.visible_to(acting(request)), pk=pk)
    form = ContractForm(request.POST, prefix=str(pk))
    said = _("The contract is changed; what is planned fits in it.")
    done = _tried(request, form, lambda: actions.change_worker(worker, by=acting(request), **form.cleaned_data), said)
    return done or _shown(request, failed=(pk, form))


@deed_page(*PROVIDER_ROLES)
def plan(request: HttpRequest) -> HttpResponseBase:
    """Plan somebody at a school."""
    form = PlanForm(request, request.POST)

    def put() -> None:
        given = dict(form.cleaned_data)
        worker: Worker = get_object_or_404(queries.visible_to(acting(request)), pk=given.pop("worker"))
        booking = get_object_or_404(queries.by_the_week(acting(request)), pk=given.pop("booking"))
        actions.deploy(worker, booking, by=acting(request), **given)

    return _tried(request, form, put, _("Planned.")) or _shown(request, planning=form)


@deed_page(*PROVIDER_ROLES)
def remove(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Somebody does not go there any more."""
    row: Deployment = get_object_or_404(queries.deployments_visible_to(acting(request)), pk=pk)
    answer = attempt(request, lambda: _gone(request, row))
    return answer if not isinstance(answer, Refusal) else _shown(request)


def _gone(request: HttpRequest, row: Deployment) -> Done:
    actions.recall(row, by=acting(request))
    return Done(reverse("providers:staff"), _("Taken out of the plan."))


def _tried(request: HttpRequest, form: PageForm, deed: Any, said: str) -> HttpResponseBase | None:
    if not form.is_valid():
        return None

    def put() -> Done:
        deed()
        return Done(reverse("providers:staff"), said)

    answer = attempt(request, put)
    if not isinstance(answer, Refusal):
        return answer
    form.take(answer)
    return None


def _from(request: HttpRequest) -> date:
    """The Monday that the page begins with."""
    try:
        day = date.fromisoformat(request.GET.get("from", ""))
    except ValueError:
        day = timezone.localdate()
    return rules.monday(min(max(day, date(2000, 1, 3)), date(2098, 1, 6)))


def _shown(
    request: HttpRequest, *, adding: WorkerForm | None = None, planning: PlanForm | None = None,
    failed: tuple[UUID, ContractForm] | None = None,
) -> HttpResponseBase:  # fmt: skip
    first = _from(request)
    rows = queries.plan_of(acting(request), first, WEEKS)
    planning = planning or PlanForm(request)
    context = {
        "rows": [(row, _contract(row.worker, failed)) for row in rows],
        "weeks": [week for week, _hours, _left in rows[0].weeks] if rows else [],
        "adding": adding or WorkerForm(initial={"starts_on": timezone.localdate()}),
        "planning": planning if planning.possible else None,
        "first": first,
    }
    wrong = adding or (failed[1] if failed else None) or planning
    return render(request, "providers/staff.html", context, status=wrong.status)


def _contract(worker: Worker, failed: tuple[UUID, ContractForm] | None) -> ContractForm:
    if failed and failed[0] == worker.pk:
        return failed[1]
    initial = {"contract_hours": worker.contract_hours, "ends_on": worker.ends_on}
    return ContractForm(prefix=str(worker.pk), initial=initial)
