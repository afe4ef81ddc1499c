"""The deeds on choices and bookings. Places are taken before money, and every way back returns both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Invalid, Refused, check, require
from catalogue.journal.outbox import record
from catalogue.lifecycle import added, change, move
from catalogue.money import ZERO, rounded
from catalogue.offers import capacity
from catalogue.offers.models import MOST_UNITS, Offer, Session
from catalogue.organisations.models import School
from portal.bookings import rules
from portal.bookings.models import Booking, Choice, Delivery
from portal.bookings.states import HOLDS_PLACES, STATUSES
from portal.budgets import actions as budgets


@deed
def choose(
    school: School, offer: Offer, *, by: Actor, units: int = 1, pupils: int | None = None, note: str = "",
    rank: int | None = None,
) -> Choice:  # fmt: skip
    """Put an offer on the shortlist, last unless a rank is given; choosing it again changes nothing."""
    _may_choose(by, school)
    rules.fits(school, offer, None)
    existing = Choice.objects.filter(school=school, offer=offer).first()
    if existing:
        return existing
    last = Choice.objects.filter(school=school).aggregate(last=Max("rank"))["last"] or 0
    wish = {"rank": rank or last + 1, "units": units, "pupils": pupils, "note": note}
    check(_choice_faults(Choice(**wish)))
    choice, made = Choice.objects.get_or_create(school=school, offer=offer, defaults=wish)
    return added(choice, by=by) if made else choice


@deed
def change_choice(choice: Choice, *, by: Actor, **fields: Any) -> Choice:
    """Change rank, units, pupils or note of a choice."""
    _may_choose(by, choice.school)
    if unknown := set(fields) - {"rank", "units", "pupils", "note"}:
        raise TypeError(f"not fields of a choice: {sorted(unknown)}")
    check(_choice_faults(Choice(**{name: getattr(choice, name) for name in ("rank", "units", "pupils")} | {
        name: value for name, value in fields.items() if name != "note"})))  # fmt: skip
    return change(choice, event="changed", by=by, **fields)


@deed
def remove_choice(choice: Choice, *, by: Actor) -> None:
    """Take an offer off the shortlist."""
    _may_choose(by, choice.school)
    record("choice.removed", choice, by=by, data={"offer": str(choice.offer_id)})
    choice.delete()


@deed
def book(
    school: School, offer: Offer, *, units: int, pupils: int, by: Actor, year_groups: Sequence[str] = (),
    session: Session | None = None, wished_dates: Sequence[date] = (), own_contribution: Decimal = ZERO,
    remarks: str = "",
) -> Booking:  # fmt: skip
    """Ask for an offer. Who may commit the budget requests it at once; a teacher proposes it to the budget holder.

    Requesting takes places and reserves money in one transaction: `Refused("capacity_exhausted")`,
    `Refused("budget_exhausted")`, `Refused("not_published" | "sector_mismatch" | "wrong_session")`, `Invalid` per
    wrong field, `Forbidden("not_your_school")`. `offer` comes from `offers.queries.visible_to`.
    """
    require(rules.may_propose(by, school), "not_your_school", _("Only people of this school can book for it."))
    rules.fits(school, offer, session)
    revision = offer.text
    dates = [*wished_dates, *([timezone.localtime(session.starts_at).date()] if session else [])]
    check(rules.faults_of(
        revision, units=units, pupils=pupils, year_groups=year_groups, dates=dates, own_contribution=own_contribution
    ))  # fmt: skip
    quantity = rules.quantity_of(revision, units, pupils)
    booking = Booking(
        status="requested" if rules.decides(by, school) else "proposed", municipality_id=school.municipality_id,
        school=school, provider=offer.provider, offer=offer, revision=revision, session=session, units=units,
        wished_dates=[day.isoformat() for day in wished_dates], pupils=pupils, quantity=quantity,
        year_groups=list(year_groups), amount=rounded(revision.price * quantity), own_contribution=own_contribution,
        remarks=remarks, requested_by=by.person,
    )  # fmt: skip
    if booking.status == "requested":
        _secure(booking, by)
    booking.save(force_insert=True)
    return added(booking, by=by, data={"amount": str(booking.amount), "quantity": quantity})


@deed
def approve(booking: Booking, *, by: Actor) -> Booking:
    """The budget holder turns a proposal into a request; refuses as `book` does when it does not fit any more."""
    require(
        rules.may_approve(by, booking),
        "budget_holder_only",
        _("Only the budget holder or the board can approve a proposal. Ask one of them."),
    )
    _secure(booking, by)
    return move(booking, "requested", by=by, account=booking.account, reserved=booking.reserved)


@deed
def withdraw(booking: Booking, *, by: Actor, reason: str = "") -> Booking:
    """The school takes its request or proposal back."""
    _may(rules.asked_for(by, booking), rules.may_withdraw(by, booking), booking)
    return _undo(booking, "withdrawn", by, reason)


@deed
def cancel(booking: Booking, *, by: Actor, reason: str = "") -> Booking:
    """The school calls a confirmed booking off."""
    _may(rules.decides(by, booking.school), rules.may_cancel(by, booking), booking)
    return _undo(booking, "cancelled", by, reason)


@deed
def confirm(booking: Booking, *, by: Actor) -> Booking:
    """The provider takes the request on."""
    _may(by.provider == booking.provider_id, rules.may_answer(by, booking), booking)
    return move(booking, "confirmed", by=by)


@deed
def decline(booking: Booking, *, reason: str, by: Actor) -> Booking:
    """The provider cannot do it. `Invalid` without a reason."""
    _may(by.provider == booking.provider_id, rules.may_answer(by, booking), booking)
    _reasoned(reason, _("Tell the school why, so that it can choose something else."))
    return _undo(booking, "declined", by, reason)


@deed
def deliver(
    booking: Booking, *, date: date, sessions: int, pupils_reached: int, by: Actor, hours: Decimal = ZERO,
    remarks: str = "",
) -> Booking:  # fmt: skip
    """The provider reports what was delivered; the school then judges it. `Invalid` per wrong number or date."""
    _may(by.provider == booking.provider_id, rules.may_deliver(by, booking), booking)
    faults = [
        Fault(f"#/{name}", "out_of_range", _("Found %(found)s; expected 0 to 100,000.") % {"found": value})
        for name, value in (("sessions", sessions), ("pupilsReached", pupils_reached), ("hours", hours))
        if not 0 <= value <= MOST_UNITS
    ]
    if date > timezone.localdate():
        sentence = _("This day lies in the future. Report a delivery on the day itself or later.")
        faults.append(Fault("#/date", "in_future", sentence))
    check(faults)
    Delivery.objects.create(
        booking=booking, date=date, sessions=sessions, pupils_reached=pupils_reached, hours=hours, remarks=remarks,
        by=by.label[:200],
    )  # fmt: skip
    return move(
        booking, "delivered", by=by, delivered_at=timezone.now(), data={"sessions": sessions, "pupils": pupils_reached}
    )


@deed
def accept(booking: Booking, *, by: Actor) -> Booking:
    """The school confirms that it got what was reported."""
    _may(rules.decides(by, booking.school), rules.may_judge(by, booking), booking)
    return move(booking, "accepted", by=by)


@deed
def accept_silently(booking: Booking, *, by: Actor) -> Booking:
    """Silence confirms, after the days of the programme."""
    return move(booking, "accepted", by=by, because=_("No answer within the agreed days."))


@deed
def dispute(booking: Booking, *, reason: str, by: Actor) -> Booking:
    """The school says that the report is not right; the provider corrects it. `Invalid` without a reason."""
    _may(rules.decides(by, booking.school), rules.may_dispute(by, booking), booking)
    _reasoned(reason, _("Say what was different, so that the provider can correct it."))
    return move(booking, "disputed", by=by, because=reason)


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a decision on a claim does to one booking: `spent` of the reserved money, and `released` to the account."""

    booking: Booking
    spent: Decimal
    released: Decimal


@deed
def settle(settlements: Sequence[Settlement], *, by: Actor) -> None:
    """A claim was decided: spend or release what its bookings hold. First the bookings, then the accounts by id.

    Called by `claims`; `Refused("budget_exhausted")` when a booking has less reserved.
    """
    for each in sorted(settlements, key=lambda each: each.booking.pk):
        booking, left = each.booking, each.booking.reserved - each.spent - each.released
        if left < 0:
            raise Refused(
                "budget_exhausted", _("More is claimed than is still reserved for this booking. Lower the amount.")
            )
        data = {"spent": str(each.spent), "released": str(each.released)}
        change(booking, event="settled", by=by, reserved=left, spent=booking.spent + each.spent, data=data)
    for each in sorted(settlements, key=lambda each: (str(each.booking.account_id), each.booking.pk)):
        if account_id := each.booking.account_id:
            budgets.move_on(account_id, spent=each.spent, released=each.released, cause=each.booking, by=by)


def _secure(booking: Booking, by: Actor) -> None:
    """Take the places, then reserve the money: the lock order of the house."""
    capacity.take(booking.offer, booking.session, booking.quantity)
    if booking.charged:
        payer = booking.school if booking.offer.kind == "optional" else None
        booking.account = budgets.reserve(booking.offer.programme, payer, booking.charged, cause=booking, by=by)
        booking.reserved = booking.charged


def _undo(booking: Booking, to: str, by: Actor, reason: str) -> Booking:
    """End the booking and give back what it held. The move comes first: it lets only one of two callers through."""
    held, account_id, reserved = booking.status in HOLDS_PLACES, booking.account_id, booking.reserved
    move(booking, to, by=by, because=reason, reserved=ZERO)
    if held:
        capacity.give_back(booking.offer_id, booking.session_id, booking.quantity)
    if account_id and reserved:
        budgets.release(account_id, reserved, cause=booking, by=by)
    return booking


def _may_choose(by: Actor, school: School) -> None:
    require(rules.may_choose(by, school), "not_your_school", _("Only people of this school can change its shortlist."))


def _may(right_person: bool, right_moment: bool, booking: Booking) -> None:
    """Not your deed: `Forbidden`. Your deed at the wrong moment: `Refused("wrong_state")`."""
    require(
        right_person, "wrong_role", _("Your role does not allow this for this booking. Ask a colleague who may do it.")
    )
    if not right_moment:
        sentence = _("The booking is now “%(status)s”, so this is not possible. Reload the page to see what is.")
        raise Refused("wrong_state", sentence % {"status": dict(STATUSES)[booking.status]})


def _reasoned(reason: str, sentence: str) -> None:
    if not reason.strip():
        raise Invalid.field("#/reason", "required", sentence)


def _choice_faults(choice: Choice) -> list[Fault]:
    between = _("Found %(found)s; expected 1 to 100,000.")
    return [
        Fault(f"#/{name}", "out_of_range", between % {"found": value})
        for name in ("rank", "units", "pupils")
        if (value := getattr(choice, name)) is not None and not 1 <= value <= MOST_UNITS
    ]
