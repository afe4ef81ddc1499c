"""Agreeing on another date: which side proposes, which side answers, and what is open now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.errors import Invalid, Refused, check
from catalogue.lifecycle import move
from catalogue.offers.models import Session
from portal.bookings import rules
from portal.bookings.models import Booking, DateProposal
from portal.bookings.queries import visible_to
from portal.bookings.states import NEGOTIABLE, PROVIDER, SCHOOL


def side_of(actor: Actor, booking: Booking) -> str:
    """For whom the actor agrees on dates: the provider, the school (who decides for it), or nobody."""
    if rules.provides(actor, booking):
        return PROVIDER
    return SCHOOL if rules.decides(actor, booking.school) else ""


def may_propose_dates(actor: Actor, booking: Booking) -> bool:
    """Both sides, from the request to the delivery."""
    return bool(side_of(actor, booking)) and booking.status in NEGOTIABLE


def may_answer_dates(actor: Actor, proposal: DateProposal) -> bool:
    """The other side, while the proposal is open and the booking still waits to be done."""
    return is_open(proposal) and side_of(actor, proposal.booking) not in ("", proposal.side)


def may_take_dates_back(actor: Actor, proposal: DateProposal) -> bool:
    """The side that proposed, as long as nobody answered."""
    return is_open(proposal) and side_of(actor, proposal.booking) == proposal.side


def is_open(proposal: DateProposal) -> bool:
    """It waits for an answer, and its booking can still be moved."""
    return proposal.status == "open" and proposal.booking.status in NEGOTIABLE


def proposals_visible_to(actor: Actor) -> QuerySet[DateProposal]:
    """Those at the bookings that the actor sees, newest first."""
    rows = DateProposal.objects.filter(booking__in=visible_to(actor).order_by().values("pk"))
    return rows.select_related(
        "session", "booking__session", "booking__entitlement", "booking__school", "booking__offer__programme",
        "booking__revision", "booking__provider",
    )  # fmt: skip


def waiting_for(actor: Actor) -> QuerySet[DateProposal]:
    """The proposals that the side of the actor has to answer, oldest first."""
    side = SCHOOL if actor.provider else PROVIDER
    rows = proposals_visible_to(actor).filter(status="open", booking__status__in=NEGOTIABLE, side=side)
    return rows.order_by("created_at")


def open_at(booking: Booking) -> DateProposal | None:
    """What waits for an answer at this booking."""
    return DateProposal.objects.filter(booking=booking, status="open").first()


def lapse(booking: Booking, by: Actor) -> None:
    """The booking went on without an answer: what was proposed counts no longer."""
    if standing := open_at(booking):
        move(standing, "lapsed", by=by)


def proposable(booking: Booking, session: Session | None, wished: Sequence[date], *, by_provider: bool) -> None:
    """`Refused("wrong_session" | "capacity_exhausted")`, `Invalid` without a day or for one that is too soon.

    The lead time protects the provider: it may propose an earlier day itself, but none that is over.
    """
    rules.of_offer(booking.offer, session)
    days = days_of(session, wished)
    if not days:
        raise Invalid.field("#/wishedDates", "required", _("Choose a day."))
    not_over(days)
    if not by_provider:
        check(rules.date_faults(booking.revision, days))
    left = session.capacity_left if session else None
    if left is not None and session and session.pk != booking.session_id and left < booking.quantity:
        raise Refused("capacity_exhausted", _("There is not enough room left on this date. Choose another date."))


def days_of(session: Session | None, wished: Sequence[date]) -> list[date]:
    """The wished days, most wanted first, and the day on which the session begins."""
    return [*wished, *([timezone.localtime(session.starts_at).date()] if session else [])]


def not_over(days: Sequence[date]) -> None:
    """`Refused("day_passed")` when one of the days lies behind us."""
    if min(days) < timezone.localdate():
        raise Refused("day_passed", _("This day is over already. Propose another one."))
