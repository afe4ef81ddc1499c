"""The vouchers of a booking that is paid by use: made by one button, printed to hand out."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.actor import BOARD, SCHOOL_ROLES
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from portal.bookings import queries as bookings
from portal.bookings.models import Booking
from portal.people.actors import acting
from portal.vouchers import actions, queries, rules


@page(*SCHOOL_ROLES, BOARD)
def vouchers(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The codes with what became of each; a sheet to cut up when it is printed."""
    return _shown(request, _booking(request, pk))


@deed_page(*SCHOOL_ROLES, BOARD)
def issue(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Make a voucher for each pupil."""
    booking = _booking(request, pk)

    def make() -> Done:
        made = actions.issue(_booking(request, pk), by=acting(request))
        said = _("%(number)s vouchers are ready to be handed out.") % {"number": len(made)}
        return Done(reverse("schools:vouchers", args=[pk]), said)

    answer = attempt(request, make)
    return answer if not isinstance(answer, Refusal) else _shown(request, booking, answer)


def _booking(request: HttpRequest, pk: UUID) -> Booking:
    found: Booking = get_object_or_404(bookings.visible_to(acting(request)), pk=pk)
    return found


def _shown(request: HttpRequest, booking: Booking, refused: Refusal | None = None) -> HttpResponseBase:
    actor = acting(request)
    rows = list(queries.visible_to(actor).filter(booking=booking))
    terms = queries.terms_of(booking)
    context = {
        "booking": booking,
        "rows": rows,
        "used": sum(row.status == "used" for row in rows),
        "terms": terms,
        "may_issue": terms is not None and not rows and rules.may_issue(actor, booking),
        "refused": refused,
    }
    return render(request, "schools/vouchers.html", context, status=refused.status if refused else 200)
