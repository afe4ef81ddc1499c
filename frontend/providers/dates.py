"""The dates of an offer: a month at a glance, planning one or many, changing and taking away."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from catalogue.actor import PROVIDER_ROLES
from catalogue.offers import queries, rules
from catalogue.offers.models import Offer, Session
from frontend.access import page
from frontend.month import month_of
from frontend.providers.forms import Planning
from frontend.providers.offer import mine
from portal.people.actors import acting


@page(*PROVIDER_ROLES)
def dates(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The month that `?month=2027-03` asks for, else that of the next date; `?day=` fills in the form."""
    return dates_page(request, mine(request, pk))


def dates_page(request: HttpRequest, found: Offer, form: Planning | None = None) -> HttpResponseBase:
    """The page, with what was refused beside its form."""
    rows = list(found.sessions.all())
    asked = _day(request.GET.get("day"))
    first = _day(f"{request.GET.get('month', '')}-01") or asked or _next(rows)
    may_plan = rules.may_write(acting(request), found)
    context = {
        "offer": found,
        "month": month_of(first, rows, _day_of),
        "total": len(rows),
        "form": (form or Planning(initial={"day": asked})) if may_plan else None,
        "asked": asked,
    }
    return render(request, "providers/dates.html", context, status=form.status if form else 200)


def address(offer: UUID, day: date | None = None) -> str:
    """Where the dates of an offer are; those of the month of a day."""
    where = reverse("providers:dates", args=[offer])
    return f"{where}?month={day:%Y-%m}" if day else where


def own_session(request: HttpRequest, pk: UUID) -> Session:
    """A date of an own offer; 404 for another's."""
    return get_object_or_404(queries.own_sessions(acting(request)), pk=pk)


def _next(rows: list[Session]) -> date:
    """The day of the first date that is still to come, else today."""
    today = timezone.localdate()
    return next((day for each in rows if (day := _day_of(each)) >= today), today)


def _day_of(session: Session) -> date:
    return timezone.localtime(session.starts_at).date()


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if date(2000, 1, 1) <= day < date(2099, 12, 1) else None
