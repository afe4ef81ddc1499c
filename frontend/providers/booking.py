"""One booking: what a school asks, and what the provider can do now: confirm, decline, report the delivery."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.actor import PROVIDER_ROLES, Actor
from catalogue.journal.queries import history_of
from catalogue.lifecycle import expect
from frontend.access import deed_page, page
from frontend.agreeing import Agreeing, agreeing_at
from frontend.buttons import named, press, shown
from frontend.conversing import Conversation, conversation_at
from frontend.days import OtherDays
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import Reason
from frontend.history import told
from frontend.providers.booking_buttons import BUTTONS
from frontend.providers.report_forms import Corrected, Delivered, times_of
from frontend.rescheduling import days_form, moved
from portal.bookings import actions, queries, rules
from portal.bookings.contacts import contacts_of, with_contacts
from portal.bookings.models import Booking, Delivery
from portal.bookings.reports import report_of
from portal.people.actors import acting


@page(*PROVIDER_ROLES)
def booking(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The page of a booking of the own provider; 404 for another's."""
    return booking_page(request, mine(request, pk))


@deed_page(*PROVIDER_ROLES)
def do(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """Confirm or decline; a refusal shows the page with the sentence of the rule."""
    mine(request, pk)
    button = named(BUTTONS, deed)
    answer = press(request, button, lambda: _read(request, pk), lambda each: _address(each.pk))
    if isinstance(answer, HttpResponseRedirect):
        return answer
    return booking_page(request, mine(request, pk), failed=(deed, answer))


@deed_page(*PROVIDER_ROLES)
def reschedule(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Another day, as agreed with the school; a refusal shows the page with the sentence of the rule."""
    answer = moved(request, mine(request, pk), lambda each: _address(each.pk))
    return answer if isinstance(answer, HttpResponseRedirect) else booking_page(request, mine(request, pk), days=answer)


@deed_page(*PROVIDER_ROLES)
def deliver(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Report what was delivered; `from=home` goes back to the overview."""
    found = mine(request, pk)
    form = Delivered(request.POST, auto_id=f"{pk}-%s", times=times_of(found))
    if form.is_valid():
        answer = attempt(request, lambda: _delivered(request, pk, form))
        if isinstance(answer, HttpResponseRedirect):
            return answer
        assert isinstance(answer, Refusal)
        form.take(answer)
        found = mine(request, pk)
    return booking_page(request, found, form=form)


def _delivered(request: HttpRequest, pk: UUID, form: Delivered) -> Done:
    more, found = form.cleaned_data["more"], _read(request, pk)
    expect(found, form.cleaned_data["version"])
    actions.deliver(found, **form.said, complete=not more, by=acting(request))
    said = _("Reported: “%(offer)s” for %(school)s. The school now says whether it agrees.")
    if more:
        said = _("Reported a part of “%(offer)s” for %(school)s. Report the next date here, when it was there.")
    address = reverse("providers:home") if request.POST.get("from") == "home" else _address(pk)
    return Done(address, said % {"offer": found.revision.title, "school": found.school.name})


@deed_page(*PROVIDER_ROLES)
def correct(request: HttpRequest, pk: UUID, report: int) -> HttpResponseBase:
    """Put one report right; 404 for a report of another booking."""
    found = mine(request, pk)
    get_object_or_404(found.deliveries, pk=report)
    form = Corrected(request.POST, auto_id=f"report-{report}-%s", times=times_of(found))
    if form.is_valid():
        answer = attempt(request, lambda: _corrected(request, pk, report, form))
        if isinstance(answer, HttpResponseRedirect):
            return answer
        assert isinstance(answer, Refusal)
        form.take(answer)
        found = mine(request, pk)
    return booking_page(request, found, correcting=(report, form))


def _corrected(request: HttpRequest, pk: UUID, report: int, form: Corrected) -> Done:
    found = _read(request, pk)
    expect(found, form.cleaned_data["version"])
    delivery = next(each for each in found.deliveries.all() if each.pk == report)
    delivery.booking = found
    actions.correct(delivery, **form.said, reason=form.cleaned_data["reason"], by=acting(request))
    return Done(_address(pk), _("Your report is corrected. The school reads why."))


def _corrections(
    actor: Actor, found: Booking, correcting: tuple[int, Corrected] | None
) -> list[tuple[Delivery, Corrected]]:
    """Each report that may be put right, with its form."""
    if not (correcting or rules.may_correct(actor, found)):
        return []
    refused = dict([correcting] if correcting else [])
    rows = [each for each in found.deliveries.all() if each.counts]
    return [(each, refused.get(each.pk) or Corrected.of_report(found, each)) for each in rows]


def _address(pk: UUID) -> str:
    return reverse("providers:booking", args=[pk])


def _read(request: HttpRequest, pk: UUID) -> Booking:
    return queries.visible_to(acting(request)).get(pk=pk)


def mine(request: HttpRequest, pk: UUID) -> Booking:
    """A booking of the own provider; 404 for another's."""
    rows = queries.with_disputes(queries.visible_to(acting(request))).select_related("session")
    rows = rows.prefetch_related("offer__revision__themes")
    return get_object_or_404(with_contacts(rows), pk=pk)


def booking_page(
    request: HttpRequest,
    found: Booking,
    *,
    form: Delivered | None = None,
    failed: tuple[str, Reason] | None = None,
    days: OtherDays | None = None,
    agreeing: Agreeing | None = None,
    correcting: tuple[int, Corrected] | None = None,
    talk: Conversation | None = None,
) -> HttpResponseBase:
    """The page, with what was refused beside its form."""
    actor = acting(request)
    agreeing = agreeing or agreeing_at(actor, found, place="providers")
    talk = talk or conversation_at(actor, found, place="providers")
    context = {
        "booking": found,
        "offer": found.offer,
        "revision": found.revision,
        "buttons": shown(
            BUTTONS, actor, found, lambda name: reverse("providers:booking-deed", args=[found.pk, name]), failed
        ),
        "delivered": form or (Delivered.of(found, counting=True) if rules.may_deliver(actor, found) else None),
        "refused": form,
        "report": report_of(found),
        "corrections": _corrections(actor, found, correcting),
        "steps": told(history_of(found.pk)),
        "contacts": contacts_of(found),
        "days": days or days_form(actor, found),
        "agreeing": agreeing,
        "talk": talk,
        "dispute": next(reversed(found.disputes.all()), None) if found.status == "disputed" else None,
    }
    said = form or days or (failed and failed[1]) or (correcting and correcting[1]) or agreeing
    return render(request, "providers/booking.html", context, status=max(said.status, talk.status))
