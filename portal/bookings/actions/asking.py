"""A school asks, and takes back. Places are taken before money, and every way back returns all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Invalid, Refused, check, require
from catalogue.lifecycle import added, change, move
from catalogue.money import ZERO, rounded
from catalogue.offers.models import MOST_UNITS, Offer, Session
from catalogue.organisations.models import School
from portal.bookings import agreeing, fees, rules
from portal.bookings.holds import moved, secure, undo
from portal.bookings.models import Booking
from portal.bookings.shortfalls import lacking
from portal.bookings.windows import round_for
from portal.budgets.models import TeamBudget
from portal.needs.models import Need


@deed
def book(
    school: School, offer: Offer, *, units: int, pupils: int, by: Actor, year_groups: Sequence[str] = (),
    session: Session | None = None, wished_dates: Sequence[date] = (), own_contribution: Decimal = ZERO,
    remarks: str = "", team: TeamBudget | None = None, need: Need | None = None, cover_shortfall: bool = False,
    placed: bool = False, adults: int = 0,
) -> Booking:  # fmt: skip
    """Ask for an offer. Who may commit the budget requests it at once; a teacher proposes it to the budget holder.

    Requesting takes places, units of the entitlement to a fixed offer, and money (of the `team`, if one is named), all
    or nothing; `cover_shortfall`: the school pays what its budget lacks, where the programme allows that; `placed`: it
    waited, and its places are held; `need`: of the school, that this answers; `adults` come along, and cost nothing.
    `Refused("budget_exhausted" | "capacity_exhausted" | "waiting_list")`, those of `counters.take`, `rules.fits` and
    `rules.supported`; `Refused("no_grant_pays" | "grant_closed" | "after_term")` when no grant may pay it until its
    last day; `Refused("round_closed" | "frame_missing" | "round_exhausted")` in rounds; `Invalid`; `Forbidden`.
    """
    require(rules.may_propose(by, school), "not_your_school", _("Only people of this school can book for it."))
    rules.fits(school, offer, session)
    rules.supported(school, offer)
    the_round, revision = round_for(school, offer), offer.text
    dates = agreeing.days_of(session, wished_dates)
    check([*_adult_faults(adults), *rules.faults_of(
        revision, units=units, pupils=pupils, year_groups=year_groups, dates=dates, own_contribution=own_contribution
    )])  # fmt: skip
    _names_its_own(school, offer, team, need)
    quantity = rules.quantity_of(revision, units, pupils)
    booking = Booking(
        status="requested" if rules.decides(by, school) else "proposed", municipality_id=school.municipality_id,
        school=school, provider=offer.provider, offer=offer, revision=revision, session=session, units=units,
        pupils=pupils, adults=adults, quantity=quantity, in_round=the_round,
        wished_dates=[day.isoformat() for day in wished_dates], year_groups=list(year_groups),
        amount=rounded(revision.price * quantity), own_contribution=own_contribution, remarks=remarks,
        requested_by=by.person, team=team, need=need, **fees.terms_kept(offer, revision),
    )  # fmt: skip
    rules.paid_in_time(booking)
    if booking.status == "requested":
        secure(booking, by, cover=cover_shortfall, placed=placed)
    else:
        booking.shortfall = lacking(school, offer, booking.charged, team)
    booking.save(force_insert=True)
    return added(booking, by=by, data={"amount": str(booking.amount), "quantity": quantity})


@deed
def approve(booking: Booking, *, by: Actor, cover_shortfall: bool = False) -> Booking:
    """The budget holder turns a proposal into a request; refuses as `book` does when it does not fit any more.

    With `cover_shortfall` the school pays itself what its budget lacks, where the programme allows that.
    `Refused("day_passed")` when all of its days are over: another day comes first.
    """
    require(
        rules.may_approve(by, booking),
        "budget_holder_only",
        _("Only the budget holder or the board can approve a proposal. Ask one of them."),
    )
    rules.fits(booking.school, booking.offer, booking.session)
    rules.supported(booking.school, booking.offer)
    agreeing.not_over([max(booking.days)])
    rules.paid_in_time(booking)
    booking.in_round = round_for(booking.school, booking.offer)
    booking.shortfall = ZERO
    secure(booking, by, cover=cover_shortfall)
    return move(
        booking, "requested", by=by, own_contribution=booking.own_contribution, shortfall=booking.shortfall,
        account=booking.account, reserved=booking.reserved, in_round=booking.in_round,
        entitlement=booking.entitlement,
    )  # fmt: skip


@deed
def reschedule(
    booking: Booking, *, by: Actor, session: Session | None = None, wished_dates: Sequence[date] = ()
) -> Booking:
    """Another day: a session of the offer, or wished dates (most wanted first). What it costs stays.

    A fixed offer then counts in the period of the new day. `Refused("capacity_exhausted" | "entitlement_exhausted")`
    when there is no room there, `Refused("wrong_session")`; `Refused("too_late_to_move")` for the school once moving is
    not free any more (it proposes other dates then), `Invalid` without a day or for one that is too soon.
    """
    right_person = rules.decides(by, booking.school) or rules.provides(by, booking) or rules.asked_for(by, booking)
    rules.insist(right_person, rules.may_reschedule(by, booking), booking)
    if fees.bound(by, booking):
        raise Refused("too_late_to_move", fees.why_bound())
    rules.of_offer(booking.offer, session)
    days = agreeing.days_of(session, wished_dates)
    if not days:
        raise Invalid.field("#/wishedDates", "required", _("Choose a day."))
    check(rules.date_faults(booking.revision, days))
    ends = [timezone.localtime(session.ends_at).date()] if session else []
    rules.paid_in_time(booking, [*days, *ends])
    before, wished = booking.session, [day.isoformat() for day in wished_dates]
    change(booking, event="rescheduled", by=by, session=session, wished_dates=wished, data={"day": days[0].isoformat()})
    if booking.status != "proposed":
        agreeing.lapse(booking, by)
        moved(booking, before)
    return booking


@deed
def withdraw(booking: Booking, *, by: Actor, reason: str = "") -> Booking:
    """The school takes its request or proposal back."""
    rules.insist(rules.asked_for(by, booking), rules.may_withdraw(by, booking), booking)
    return undo(booking, "withdrawn", by, reason)


@deed
def cancel(booking: Booking, *, by: Actor, reason: str = "", agreed_fee: Decimal | None = None) -> Booking:
    """The school calls a confirmed booking off. Late by its terms, the fee stays reserved for the provider to claim.

    All the rest is released at once. `agreed_fee`: what the school was shown; `Refused("fee_changed")` when it is
    another by now.
    """
    rules.insist(rules.decides(by, booking.school), rules.may_cancel(by, booking), booking)
    fee = fees.late_fee(booking)
    if agreed_fee is not None and agreed_fee != (fee.total if fee else ZERO):
        raise Refused("fee_changed", _("What cancelling costs has changed. Reload the page and look at it again."))
    if fee is None:
        return undo(booking, "cancelled", by, reason)
    return undo(booking, "cancelled_late", by, reason, fee=fee.total)


def _adult_faults(adults: int) -> Iterator[Fault]:
    if not 0 <= adults <= MOST_UNITS:
        sentence = _("Found %(found)s; expected %(least)s to %(most)s.")
        shown = {"found": adults, "least": 0, "most": MOST_UNITS}
        yield Fault("#/adults", "out_of_range", sentence % shown)


def _names_its_own(school: School, offer: Offer, team: TeamBudget | None, need: Need | None) -> None:
    """A team and a need of this school in the programme of the offer."""
    rules.team_of(school, offer, team)
    if need and (need.sheet.school_id != school.pk or need.sheet.programme_id != offer.programme_id):
        raise Invalid.field("#/need", "unknown", _("This is no need of the school in this programme. Choose another."))
