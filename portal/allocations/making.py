"""The work behind a real allocation: book what was granted, each by itself, and then publish the result."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from catalogue.actor import system
from catalogue.deeds import row_of_many
from catalogue.errors import Invalid, Refused
from portal.allocations import actions
from portal.allocations.models import Allocation, Outcome
from portal.bookings import actions as bookings
from portal.jobs.models import Job
from portal.jobs.work import Progress, Result

HOUSE = system("allocation")


def make(job: Job, progress: Progress) -> Result:
    """Book every granted wish that was not tried yet; begun again after a crash it goes on where it was."""
    allocation = Allocation.objects.select_related("of_round__programme").get(pk=UUID(job.parameters["allocation"]))
    granted = allocation.outcomes.filter(won=True)
    total = granted.count()
    waiting = granted.filter(booking=None, failed="").select_related(
        "school", "offer__revision", "offer__provider", "offer__programme"
    )
    # what only makes help possible comes after the help that it leans on
    ordered = sorted(waiting, key=lambda each: (set(each.offer.text.menu_areas) == {"F"}, each.pk))
    for number, outcome in enumerate(ordered, start=1):
        _book(allocation, outcome)
        progress(total - len(ordered) + number, total)
    if allocation.status == "booking":
        actions.publish(allocation, by=HOUSE)
    booked = allocation.outcomes.exclude(booking=None).count()
    words = _("%(booked)s of %(granted)s wishes that were granted are booked. Schools can read their results now.")
    return Result(words % {"booked": booked, "granted": total})


def _book(allocation: Allocation, outcome: Outcome) -> None:
    """One wish: a booking, or the sentence that says why it could not be booked any more."""
    mine = Outcome.objects.filter(pk=outcome.pk, booking=None, failed="")
    try:
        with row_of_many():
            booking = bookings.book_awarded(
                outcome.school, outcome.offer, allocation.of_round, units=outcome.units, pupils=outcome.pupils, by=HOUSE
            )
            mine.update(booking=booking)
    except (Invalid, Refused) as refused:
        mine.update(failed=str(refused))
