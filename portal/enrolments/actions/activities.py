"""The provider opens an activity, changes it, and counts who came."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor, system
from catalogue.deeds import deed
from catalogue.errors import Fault, Invalid, Refused, check, reasoned, require
from catalogue.journal.outbox import record
from catalogue.lifecycle import added, change, move
from catalogue.offers.models import MOST_UNITS, Offer, Session
from catalogue.validation import validated
from portal.enrolments import rules
from portal.enrolments.models import Activity, Attendance, Enrolment
from portal.enrolments.states import BY_COUNT, RUNNING
from portal.enrolments.turns import held, out_of_range, serve

CLOCK = system("enrolments")


@deed
def open_activity(
    offer: Offer, *, capacity: int, closes_on: date, by: Actor, way: str = BY_COUNT,
    most_per_school: int | None = None,
) -> Activity:  # fmt: skip
    """Open a published offer for own sign-up; `way` is `count` or `code`.

    `Forbidden("wrong_role")`, `Refused("not_published")`, `Refused("activity_exists")`; `Invalid` per field.
    """
    right = by.provider == offer.provider_id and rules.may_open(by, offer)
    if by.provider == offer.provider_id and offer.status != "published":
        raise Refused("not_published", _("Only a published offer can be opened for sign-up. Submit it first."))
    require(right, "wrong_role", _("Only the provider of an offer opens it for sign-up."))
    if Activity.objects.filter(offer=offer, status__in=RUNNING).exists():
        raise Refused("activity_exists", _("This offer is open for sign-up already. Change that activity instead."))
    if closes_on < timezone.localdate():
        raise Invalid.field("#/closesOn", "in_past", _("Choose today or a later day."))
    row = Activity(
        status="open", municipality_id=offer.municipality_id, offer=offer, way=way, capacity=capacity,
        closes_on=closes_on, most_per_school=most_per_school,
    )  # fmt: skip
    return added(validated(row), by=by, data={"capacity": capacity})


@deed
def set_places(activity: Activity, *, capacity: int, by: Actor) -> Activity:
    """More places, which go at once to who waits; or fewer, but never than are given (`Refused("places_given")`)."""
    row = held(activity)
    rules.insist_provider(by, row)
    if not 1 <= capacity <= MOST_UNITS:
        raise out_of_range("#/capacity", capacity, MOST_UNITS)
    if capacity < row.taken:
        sentence = _("%(taken)s children have a place already. Keep at least as many places.")
        raise Refused("places_given", sentence % {"taken": row.taken})
    change(row, event="places_changed", by=by, data={"capacity": capacity}, capacity=capacity)
    serve(row, by)
    return row


@deed
def close(activity: Activity, *, by: Actor) -> Activity:
    """Nobody is enrolled any more; who takes children back still makes room for who waits."""
    rules.insist_provider(by, activity, "closed")
    return move(activity, "closed", by=by)


@deed
def open_again(activity: Activity, *, closes_on: date, by: Actor) -> Activity:
    """Sign-up goes on until another day."""
    rules.insist_provider(by, activity, "open")
    if closes_on < timezone.localdate():
        raise Invalid.field("#/closesOn", "in_past", _("Choose today or a later day."))
    return move(activity, "open", by=by, closes_on=closes_on)


@deed
def cancel(activity: Activity, *, reason: str, by: Actor) -> Activity:
    """It does not go on. `Invalid` without a reason, which the schools read."""
    rules.insist_provider(by, activity, "cancelled")
    reasoned(reason, _("Tell the schools why, so that they can tell the parents."))
    return move(activity, "cancelled", by=by, because=reason)


@deed
def count_present(activity: Activity, session: Session, *, present: Mapping[UUID, int], by: Actor) -> Activity:
    """How many of each enrolment came on a date, once it began; counting again replaces what was counted before.

    `Invalid` names each enrolment (`#/present/<id>`) that is not of this activity or of which more came than have a
    place; `Refused("wrong_session")`, `Refused("not_yet")`; `Forbidden("wrong_role")`.
    """
    row = held(activity)
    rules.insist_provider(by, row)
    if session.offer_id != row.offer_id:
        raise Refused("wrong_session", _("This date belongs to another offer. Choose a date of this offer."))
    if session.starts_at > timezone.now():
        raise Refused("not_yet", _("This date has yet to come. Count the children on the day itself or later."))
    placed = dict(row.enrolments.filter(pk__in=present).values_list("pk", "placed"))
    faults = []
    for key, came in present.items():
        most = placed.get(key, 0)
        if not 0 <= came <= most:
            words = _("Found %(found)s; expected 0 to %(most)s, the children with a place.")
            faults.append(Fault(f"#/present/{key}", "out_of_range", words % {"found": came, "most": most}))
    check(faults)
    counted = [Attendance(session=session, enrolment_id=key, present=came) for key, came in present.items()]
    Attendance.objects.bulk_create(
        counted, update_conflicts=True, unique_fields=["session", "enrolment"], update_fields=["present"]
    )
    data = {"session": str(session.pk), "present": sum(present.values())}
    return change(row, event="counted", by=by, data=data)


@deed
def forget_codes(activity: UUID, *, by: Actor = CLOCK) -> int:
    """The codes of an activity that is long over go away; the counts stay. Twice changes nothing. Returns how many."""
    row = Activity.objects.select_for_update().get(pk=activity)
    gone = Enrolment.objects.filter(activity=row).exclude(code="").update(code="")
    if gone:
        record("activity.codes_forgotten", row, by=by, data={"codes": gone})
    return gone
