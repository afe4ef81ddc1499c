"""One booking: what was agreed, where it stands, and what the school can do now."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.actor import BOARD, SCHOOL_ROLES
from catalogue.journal.queries import history_of
from frontend.access import deed_page, page
from frontend.agreeing import Agreeing, agreeing_at
from frontend.buttons import Button, named, press, shown
from frontend.conversing import Conversation, conversation_at
from frontend.days import OtherDays
from frontend.forms import Reason
from frontend.history import told
from frontend.rescheduling import days_form
from frontend.schools.costs import Costs
from frontend.schools.dispute_form import Disputing, disputing_form
from frontend.schools.split_form import Splitting, split_form
from portal.bookings import actions, fees, queries, rules
from portal.bookings.contacts import contacts_of, with_contacts
from portal.bookings.models import Booking
from portal.bookings.reports import report_of
from portal.budgets import queries as budgets
from portal.entitlements.queries import Part, standing_of
from portal.people.actors import acting
from portal.vouchers.queries import terms_of


def cost_of_cancelling(booking: Booking) -> str:
    """What the school reads before it cancels: what it costs today by its terms."""
    if fees.late_fee(booking):
        said = gettext("%(cost)s The provider reads why, and may claim this fee; the rest of the money is free again.")
        return said % {"cost": fees.cancelling_in_words(booking)}
    free = gettext("The provider reads why. The money that was reserved is free again.")
    return f"{free} {fees.cancelling_in_words(booking)}".strip()


DEEDS: tuple[Button[Booking], ...] = (
    Button(
        "approve",
        rules.may_approve,
        lambda booking, by, _reason: actions.approve(booking, by=by),
        _("Approve and ask the provider"),
        _("The places are taken and the money is reserved at once."),
        _("Approved. The provider has your request."),
        kind="primary-action",
    ),
    Button(
        "approve-covered",
        rules.may_cover,
        lambda booking, by, _reason: actions.approve(booking, by=by, cover_shortfall=True),
        _("Approve, and our school pays what the budget lacks"),
        _("Only what is missing comes from your school itself; the rest from the budget."),
        _("Approved. The provider has your request."),
    ),
    Button(
        "accept",
        rules.may_judge,
        lambda booking, by, _reason: actions.accept(booking, by=by),
        _("Yes, this was delivered"),
        _("After this the provider is paid for it."),
        _("Thank you. The provider can now be paid."),
        kind="primary-action",
    ),
    Button(
        "again",
        rules.may_ask_again,
        lambda booking, by, _reason: actions.ask_again(booking.school, booking.offer, by=by),
        _("Once more next year, please"),
        _("The provider sees how many schools ask for it again."),
        _("The provider knows that your school wants this again."),
    ),
    Button(
        "withdraw",
        rules.may_withdraw,
        lambda booking, by, reason: actions.withdraw(booking, by=by, reason=reason),
        _("Withdraw this request"),
        _("The places and the money are free again."),
        _("Withdrawn. Nothing is reserved for it any more."),
        kind="danger",
    ),
    Button(
        "cancel",
        rules.may_cancel,
        lambda booking, by, reason: actions.cancel(booking, by=by, reason=reason),
        _("Cancel this booking"),
        cost_of_cancelling,
        _("Cancelled. The provider knows."),
        kind="danger",
        asks_reason=True,
    ),
)


@page(*SCHOOL_ROLES, BOARD)
def booking(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The page of a booking of the own school; 404 for another's."""
    return booking_page(request, mine(request, pk))


@deed_page(*SCHOOL_ROLES, BOARD)
def do(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """Do one of the deeds; a refusal shows the page with the sentence of the rule."""
    mine(request, pk)  # another's booking is not there, whatever the deed
    button = named(DEEDS, deed)
    answer = press(request, button, lambda: queries.visible_to(acting(request)).get(pk=pk), address)
    if isinstance(answer, Reason):
        return booking_page(request, mine(request, pk), failed=(deed, answer))
    return answer


def _costs(request: HttpRequest, found: Booking) -> Costs | None:
    """Before a proposal is approved: what it would leave of the budget."""
    if found.status != "proposed" or found.offer.kind == "fixed":
        return None
    accounts = budgets.visible_to(acting(request))
    account = accounts.filter(school=found.school_id, programme=found.offer.programme_id).first()
    return Costs(found.charged, account, from_school=True)


def _part(request: HttpRequest, found: Booking) -> Part | None:
    """What the school has left of a fixed offer in the period that this booking counts in."""
    if not found.is_fixed:
        return None
    standing = standing_of(acting(request), found.school, found.offer)
    return standing.on(found.counts_on) if standing and standing.has_limit and not standing.unknown else None


def address(found: Booking) -> str:
    """Where the page of the booking is."""
    return reverse("schools:booking", args=[found.pk])


def mine(request: HttpRequest, pk: UUID) -> Booking:
    """A booking of the own school; 404 for another's."""
    rows = queries.with_disputes(queries.visible_to(acting(request))).select_related("offer__revision", "session")
    return get_object_or_404(with_contacts(rows).prefetch_related("offer__revision__themes"), pk=pk)


def booking_page(
    request: HttpRequest,
    found: Booking,
    *,
    failed: tuple[str, Reason] | None = None,
    days: OtherDays | None = None,
    agreeing: Agreeing | None = None,
    disputing: Disputing | None = None,
    splitting: Splitting | None = None,
    talk: Conversation | None = None,
) -> HttpResponseBase:
    """The page, with what was refused beside its form."""
    agreeing = agreeing or agreeing_at(acting(request), found, place="schools")
    talk = talk or conversation_at(acting(request), found, place="schools")
    buttons = shown(DEEDS, acting(request), found, lambda name: reverse("schools:deed", args=[found.pk, name]), failed)
    page_of_booking = {
        "booking": found,
        "offer": found.offer,
        "revision": found.revision,
        "buttons": buttons,
        # a refusal of a button that is not there any more stands at the top
        "form": failed[1] if failed and failed[0] not in [button.name for button in buttons] else None,
        "steps": told(history_of(found.pk)),
        "costs": _costs(request, found),
        "part": _part(request, found),
        "paid_by_use": found.revision.unit == "pupil" and terms_of(found) is not None,
        "contacts": contacts_of(found),
        "cancelling": fees.cancelling_in_words(found),
        "days": days or days_form(acting(request), found),
        "agreeing": agreeing,
        "talk": talk,
        "report": report_of(found),
        "silent_on": queries.accepted_silently_on(found),
        "disputing": disputing or disputing_form(acting(request), found),
        "splitting": splitting or split_form(acting(request), found),
    }
    refused = days or disputing or splitting or (failed and failed[1]) or agreeing
    return render(request, "schools/booking.html", page_of_booking, status=max(refused.status, talk.status))
