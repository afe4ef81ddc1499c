"""What the schools of the demo chose and got, told by calling the deeds in their order."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from catalogue.actor import BUDGET_HOLDER, COORDINATOR, TEACHER, Actor
from catalogue.offers.models import Session
from catalogue.programmes import actions as programmes
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.demo.stage import Stage
from portal.demo.story import Booked, Story
from portal.entitlements import actions as entitlements
from portal.radar.actions import remind
from portal.radar.states import LITTLE_CHOSEN

# How far down the road each ending lies; the side roads (declined, …) leave it after the step that they are named with.
ROAD = {
    "proposed": 0, "withdrawn": 1, "requested": 1, "declined": 1, "confirmed": 2, "cancelled": 2, "cancelled_late": 2,
    "delivered": 3, "disputed": 3, "accepted": 4,
}  # fmt: skip
HOURS_PER_SESSION = Decimal("1.50")
DAYS_TO_SPARE = 14
CLASS = 24  # pupils that a school plans for when it puts an offer on its shortlist


def live_through(story: Story, stage: Stage) -> None:
    """Shortlists and bookings of all schools. What lies in the past of an offer with dates by now is left out."""
    for school, wanted in story.shortlists.items():
        for offer in wanted:
            found = stage.offers[offer]
            pupils = min(CLASS, found.text.max_group_size or CLASS)
            chooser = stage.school(school, _role(stage, school))
            bookings.choose(stage.schools[school], found, pupils=pupils, by=chooser)
    for booked in story.bookings:
        session = stage.sessions[booked.offer][booked.session] if booked.session is not None else None
        if session is None or _in_time(stage, booked, session):
            made = _order(booked, stage) if booked.ordered else _ask(booked, session, stage)
            stage.bookings[booked.key] = _bring_to(booked, made, stage)
    for said in story.opt_outs:
        by = stage.school(said.school, _role(stage, said.school))
        entitlements.opt_out((stage.offers[said.offer], stage.schools[said.school]), reason=said.reason, by=by)
    for school in story.reminded:
        remind(stage.schools[school], about=LITTLE_CHOSEN, programme=stage.programme, by=stage.login("officer"))


def _role(stage: Stage, school: str) -> str:
    """Where the demo has an account for somebody of the school, that person acts."""
    held = {each.role for each in stage.logins.values() if each.school == stage.schools[school].pk}
    return BUDGET_HOLDER if held == {BUDGET_HOLDER} else COORDINATOR


def _first_day(stage: Stage, booked: Booked) -> date:
    """A working day that leaves the provider the time it asks for, and some to spare."""
    lead = stage.offers[booked.offer].text.lead_time_days
    day = timezone.localdate() + timedelta(days=lead + DAYS_TO_SPARE)
    return day + timedelta(days=max(0, 7 - day.isoweekday()) if day.isoweekday() > 5 else 0)


def _in_time(stage: Stage, booked: Booked, session: Session) -> bool:
    return timezone.localtime(session.starts_at).date() >= _first_day(stage, booked)


def _ask(booked: Booked, session: Session | None, stage: Stage) -> Booking:
    school = stage.schools[booked.school]
    role = TEACHER if booked.by == "teacher" else _role(stage, booked.school)
    ahead = session is None and booked.ago is None
    return bookings.book(
        school, stage.offers[booked.offer], units=booked.units, pupils=booked.pupils, year_groups=booked.groups,
        session=session, wished_dates=[_first_day(stage, booked)] if ahead else [], remarks=booked.remarks,
        by=stage.school(booked.school, role),
    )  # fmt: skip


def _order(booked: Booked, stage: Stage) -> Booking:
    """Booked while the municipality orders what is booked; what is booked after it schools order again."""
    officer = stage.login("officer")
    programme = stage.offers[booked.offer].programme
    programmes.let_order(programme, ordered_by="municipality", by=officer)
    made = _ask(booked, None, stage)
    programmes.let_order(programme, ordered_by="school", by=officer)
    return made


def _bring_to(booked: Booked, booking: Booking, stage: Stage) -> Booking:
    school = stage.school(booked.school, _role(stage, booked.school))
    provider = next(key for key, each in stage.providers.items() if each.pk == booking.provider_id)
    planner, far = stage.provider(provider), ROAD[booked.ends]
    if booked.ends == "withdrawn":
        return bookings.withdraw(booking, reason=booked.reason, by=school)
    if booked.ends == "declined":
        return bookings.decline(booking, reason=booked.reason, by=planner)
    if booked.proposes:
        days = [_first_day(stage, booked) + timedelta(days=after) for after in (7, 14)]
        bookings.propose_dates(booking, wished_dates=days, words=booked.proposes, by=planner)
    if booked.ends == "cancelled_late":
        return _too_late(booking, booked.reason, planner, school)
    if far >= 2:
        bookings.confirm(booking, by=planner)
    if booked.ends == "cancelled":
        return bookings.cancel(booking, reason=booked.reason, by=school)
    if far >= 3:
        _deliver(booked, booking, stage, provider)
    if booked.ends == "disputed":
        return bookings.dispute(booking, reason=booked.reason, by=school)
    if far >= 4:
        bookings.accept(booking, by=school)
    if booked.again:
        bookings.ask_again(booking.school, booking.offer, by=school)
    return booking


def _too_late(booking: Booking, reason: str, planner: Actor, school: Actor) -> Booking:
    """The provider had a place within days, the school took it, and calls it off: the fee stays reserved."""
    soon = bookings.propose_dates(booking, wished_dates=[timezone.localdate() + timedelta(days=5)], by=planner)
    bookings.accept_dates(soon, by=school)
    return bookings.cancel(booking, reason=reason, by=school)


def _deliver(booked: Booked, booking: Booking, stage: Stage, provider: str) -> None:
    """As planned, with a few pupils ill. The day lies in the programme when today does."""
    day = timezone.localdate() - timedelta(days=booked.ago or 0)
    unit, sessions = booking.revision.unit, booked.units
    hours = Decimal(sessions) if unit == "hour" else HOURS_PER_SESSION * sessions
    bookings.deliver(
        booking, date=min(max(day, stage.programme.starts_on), timezone.localdate()), sessions=sessions, hours=hours,
        pupils_reached=booked.pupils - booked.pupils // 20, remarks=booked.said, by=stage.provider(provider),
    )  # fmt: skip
