"""Other dates, back and forth: one side proposes, the other accepts, refuses or proposes something else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Invalid, Refused, reasoned, require
from catalogue.lifecycle import added, change, move
from catalogue.offers.models import Session
from portal.bookings import agreeing, rules
from portal.bookings.actions.ordering import ordered
from portal.bookings.holds import moved
from portal.bookings.models import Booking, DateProposal
from portal.bookings.states import PROPOSAL_STATUSES, PROVIDER


@deed
def propose_dates(
    booking: Booking, *, by: Actor, session: Session | None = None, wished_dates: Sequence[date] = (), words: str = ""
) -> DateProposal:
    """One side proposes a session of the offer, or days, for a requested or confirmed booking. Nothing moves yet.

    What the other side had proposed is answered by it. `Forbidden("wrong_role")`, `Refused("wrong_state")`;
    `Refused("proposal_open")` while an own proposal waits; `Refused("wrong_session" | "capacity_exhausted" |
    "day_passed")`, `Invalid` without a day or for one that is too soon, and those of the money that pays it.
    """
    side = agreeing.side_of(by, booking)
    rules.insist(bool(side), agreeing.may_propose_dates(by, booking), booking)
    agreeing.proposable(booking, session, wished_dates, by_provider=side == PROVIDER)
    last = [timezone.localtime(session.ends_at).date()] if session else []
    rules.paid_in_time(booking, [*wished_dates, *last])
    standing = agreeing.open_at(booking)
    if standing and standing.side == side:
        raise _one_is_open()
    if standing:
        move(standing, "countered", by=by)
    made = DateProposal(
        municipality_id=booking.municipality_id, booking=booking, status="open", side=side, session=session,
        wished_dates=[day.isoformat() for day in dict.fromkeys(wished_dates)], words=words, proposed_by=by.person,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise _one_is_open() from error
    return added(made, by=by, data={"booking": str(booking.pk), "days": [day.isoformat() for day in made.days]})


@deed
def accept_dates(proposal: DateProposal, *, by: Actor, day: date | None = None) -> DateProposal:
    """The other side agrees: the booking moves to the session, or to `day` (else the first that was proposed).

    Both agree now, so a request is confirmed with it. What it costs stays; moving by agreement is always free.
    `Forbidden("wrong_role")`, `Refused("wrong_state" | "day_passed")`; `Refused("capacity_exhausted" |
    "entitlement_exhausted" | "waiting_list")` when there is no room there; `Invalid` for a day that was not proposed.
    """
    _insist(proposal, by, agreeing.may_answer_dates(by, proposal), own=False)
    booking, days = proposal.booking, proposal.days
    if day is not None and day not in days:
        raise Invalid.field("#/day", "unknown", _("Choose one of the days that were proposed."))
    chosen = day or days[0]
    agreeing.not_over([chosen])
    rules.paid_in_time(booking, [timezone.localtime(proposal.session.ends_at).date()] if proposal.session else [chosen])
    before = booking.session
    wished = [] if proposal.session else [chosen.isoformat()]
    data = {"day": chosen.isoformat(), "proposal": str(proposal.pk)}
    change(booking, event="rescheduled", by=by, session=proposal.session, wished_dates=wished, data=data)
    move(proposal, "accepted", by=by)
    if booking.status == "requested":
        move(booking, "confirmed", by=by)
        ordered(booking, by=by)
    moved(booking, before)
    return proposal


@deed
def refuse_dates(proposal: DateProposal, *, reason: str, by: Actor) -> DateProposal:
    """The other side cannot do it then; the booking stays as it was. `Invalid` without a reason."""
    _insist(proposal, by, agreeing.may_answer_dates(by, proposal), own=False)
    reasoned(reason, _("Say why, or propose another day."))
    return move(proposal, "refused", by=by, because=reason, answer=reason)


@deed
def take_dates_back(proposal: DateProposal, *, by: Actor) -> DateProposal:
    """Who proposed does so no longer."""
    _insist(proposal, by, agreeing.may_take_dates_back(by, proposal), own=True)
    return move(proposal, "taken_back", by=by)


def _insist(proposal: DateProposal, by: Actor, right_moment: bool, *, own: bool) -> None:
    """Not your side: `Forbidden("wrong_role")`. Your side at the wrong moment: `Refused("wrong_state")`."""
    side = agreeing.side_of(by, proposal.booking)
    sentence = _("The other side of the booking answers this proposal; who made it can take it back.")
    require(bool(side) and (side == proposal.side) == own, "wrong_role", sentence)
    if not right_moment:
        status = proposal.status if proposal.status != "open" else "lapsed"
        wrong = _("This proposal is now “%(status)s”, so this is not possible. Reload the page to see what is.")
        raise Refused("wrong_state", wrong % {"status": dict(PROPOSAL_STATUSES)[status]})


def _one_is_open() -> Refused:
    sentence = _("You proposed other dates already. Wait for the answer, or take that proposal back first.")
    return Refused("proposal_open", sentence)
