"""The dates on which an offer takes place: planned one by one or as a series, changed and taken away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db.models import F, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Invalid, Refused, check, require
from catalogue.journal.outbox import record
from catalogue.lifecycle import added, change
from catalogue.offers import rules
from catalogue.offers.indexing import dates_changed
from catalogue.offers.models import Offer, Session
from catalogue.offers.series import Repeat, SkippedDay, days_of
from catalogue.programmes.queries import holidays
from catalogue.validation import check_fields, validated


@dataclass(frozen=True, slots=True)
class Planned:
    """What became of one day of a series: its session, or the code and the sentence that say why there is none."""

    day: date
    session: Session | None = None
    code: str = ""
    sentence: str = ""


@deed
def add_session(
    offer: Offer, *, starts_at: datetime, ends_at: datetime, by: Actor, place: str = "", capacity: int | None = None
) -> Session:
    """A moment that schools can book. `Invalid` when it ends before it starts; `Refused("date_taken")` when the offer
    has a date at that moment and place already, `Refused("after_term")` when its money must be spent before that day.
    """
    require(rules.may_write(by, offer), "not_yours", _("Only the provider of this offer can plan its dates."))
    if offer.sessions.filter(starts_at=starts_at, place=place).exists():
        raise _taken()
    made = validated(Session(offer=offer, starts_at=starts_at, ends_at=ends_at, place=place, capacity=capacity))
    if too_late := _after_term(offer, ends_at):
        raise too_late
    dates_changed(offer)
    return added(made, by=by)


@deed
def add_series(
    offer: Offer,
    *,
    starts_at: datetime,
    ends_at: datetime,
    repeat: Repeat,
    by: Actor,
    place: str = "",
    capacity: int | None = None,
    skip_days: Iterable[date] = (),
    skip_holidays: str = "",
) -> list[Planned]:
    """The same hour on the days of `repeat`, but not on `skip_days` and in the school holidays of a region.

    One result per day, in order: a day that is left out, or on which there is a date already, never stops the others.
    The hour is that of the clock in the Netherlands, also when summer time begins in between. `Invalid` names what is
    wrong with the series itself; one journal line stands for all of it.
    """
    require(rules.may_write(by, offer), "not_yours", _("Only the provider of this offer can plan its dates."))
    starts, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
    check(_faults(starts, ends))
    free = {day: _("a day that you left out") for day in skip_days} | holidays(skip_holidays)
    taken = set(offer.sessions.filter(place=place).values_list("starts_at", flat=True))
    series, planned, last = uuid4(), [], rules.last_day_of(offer.programme)
    for day in days_of(starts.date(), repeat, free):
        if isinstance(day, SkippedDay):
            planned.append(Planned(day.day, None, day.code, day.sentence))
            continue
        moved = _on(day, starts)
        if refused := _taken() if moved in taken else rules.after_term(day, last):
            planned.append(Planned(day, None, refused.code, refused.sentence))
            continue
        made = Session(
            offer=offer, series=series, starts_at=moved, ends_at=_on(day, ends), place=place, capacity=capacity
        )
        planned.append(Planned(day, validated(made)))
    count = sum(each.session is not None for each in planned)
    dates_changed(offer)
    record("session.series_added", offer, by=by, data={"series": str(series), "dates": count})
    return planned


@deed
def change_session(session: Session, *, by: Actor, **changes: Any) -> Session:
    """Another moment, place or number of places.

    `Refused("session_booked")` for another moment or place when schools booked it; `Refused("capacity_exhausted")` for
    fewer places than are taken; `Refused("date_taken")`; `Invalid` per wrong field.
    """
    require(rules.may_write(by, session.offer), "not_yours", _("Only the provider of this offer can plan its dates."))
    changes = {name: value for name, value in changes.items() if getattr(session, name) != value}
    if not changes:
        return session
    check_fields(session, **changes)
    starts, ends = changes.get("starts_at", session.starts_at), changes.get("ends_at", session.ends_at)
    if ends <= starts:
        raise Invalid(_ends_too_early())
    if changes.keys() & {"starts_at", "place"}:
        place = changes.get("place", session.place)
        if session.offer.sessions.filter(starts_at=starts, place=place).exclude(pk=session.pk).exists():
            raise _taken()
    if "ends_at" in changes and (too_late := _after_term(session.offer, ends)):
        raise too_late
    if changes.keys() & {"starts_at", "ends_at", "place"} and _booked(session):
        raise _has_bookings()
    capacity = changes.get("capacity", session.capacity)
    if capacity is not None:  # also when it is booked at this very moment
        fits = Session.objects.filter(pk=session.pk, taken__lte=capacity)
        if not fits.update(taken=F("taken")):
            raise Refused(
                "capacity_exhausted", _("Schools took more places than that already. Choose a larger number.")
            )
    changed = change(session, event="changed", by=by, data={"fields": sorted(changes)}, **changes)
    dates_changed(session.offer)
    return changed


@deed
def remove_session(session: Session, *, by: Actor) -> None:
    """Take a date away that no school booked; else `Refused("session_booked")`."""
    require(rules.may_write(by, session.offer), "not_yours", _("Only the provider of this offer can plan its dates."))
    if _booked(session):
        raise _has_bookings()
    record("session.removed", session, by=by, data={"offer": str(session.offer_id)})
    try:
        session.delete()
    except ProtectedError as error:  # booked once, and given back: the booking still says when it would have been
        raise _has_bookings() from error
    dates_changed(session.offer)


def _after_term(offer: Offer, ends_at: datetime) -> Refused | None:
    return rules.after_term(timezone.localtime(ends_at).date(), rules.last_day_of(offer.programme))


def _booked(session: Session) -> bool:
    """Whether places of it are taken; takes the row first, so that nobody books it in between."""
    return not Session.objects.filter(pk=session.pk, taken=0).update(taken=0)


def _on(day: date, moment: datetime) -> datetime:
    return timezone.make_aware(datetime.combine(day, moment.time()))


def _faults(starts: datetime, ends: datetime) -> Iterable[Fault]:
    if ends.date() != starts.date():
        yield Fault("#/endsAt", "another_day", _("A date of a series begins and ends on the same day."))
    elif ends <= starts:
        yield _ends_too_early()


def _ends_too_early() -> Fault:
    return Fault("#/endsAt", "too_early", _("It ends before it begins. Choose a later end."))


def _taken() -> Refused:
    return Refused(
        "date_taken", _("This offer has a date there at that moment already. Change that one, or choose another.")
    )


def _has_bookings() -> Refused:
    return Refused("session_booked", _("Schools booked this date. Agree on another date with them first."))
