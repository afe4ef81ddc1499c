"""Another day for a booking: the same form and the same deed on the page of the school and on that of the provider."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.lifecycle import expect
from frontend.days import WISHED, OtherDays
from frontend.deeds import Done, Refusal, attempt
from portal.bookings import actions, fees, queries, rules
from portal.bookings.models import Booking
from portal.people.actors import acting


def days_form(actor: Actor, booking: Booking) -> OtherDays | None:
    """The form with the days as they are, for who may change them now."""
    if not rules.may_reschedule(actor, booking) or fees.bound(actor, booking):
        return None
    planned = dict(zip(WISHED, booking.wished_dates, strict=False))
    now = {"session": str(booking.session_id or ""), "version": booking.version}
    return OtherDays(booking.offer, initial=planned | now)


def moved(
    request: HttpRequest, booking: Booking, address: Callable[[Booking], str]
) -> HttpResponseRedirect | OtherDays:
    """Move the booking once and go back to its page; or the form with what the rules said."""
    form = OtherDays(booking.offer, request.POST)
    if not form.is_valid():
        return form

    def deed() -> Done:
        thing = queries.visible_to(acting(request)).select_related("session", "entitlement").get(pk=booking.pk)
        expect(thing, form.cleaned_data["version"])
        actions.reschedule(thing, session=form.chosen, wished_dates=form.dates, by=acting(request))
        return Done(address(thing), _("The new day is written down. The other side sees it too."))

    answer = attempt(request, deed)
    if isinstance(answer, Refusal):
        form.take(answer)
        return form
    return answer
