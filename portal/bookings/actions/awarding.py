"""What an allocation granted is booked for the school: places and money as in every booking, without asking again."""

from __future__ import annotations

from catalogue.actor import SYSTEM, Actor
from catalogue.deeds import deed
from catalogue.errors import check, require
from catalogue.journal.outbox import record
from catalogue.lifecycle import added
from catalogue.money import ZERO, rounded
from catalogue.offers.models import Offer
from catalogue.organisations.models import School
from portal.bookings import rules
from portal.bookings.fees import terms_kept
from portal.bookings.holds import secure
from portal.bookings.models import Booking, Choice
from portal.rounds.models import Round


@deed
def book_awarded(school: School, offer: Offer, the_round: Round, *, units: int, pupils: int, by: Actor) -> Booking:
    """Request what was granted in a round, and take it off the shortlist. Only the house itself does this.

    Refuses as `book` does when it does not fit any more; the round is the one that granted it, open or not.
    """
    require(by.role == SYSTEM, "wrong_role", "Only an allocation books what it granted.")
    rules.fits(school, offer, None)
    rules.supported(school, offer)
    revision = offer.text
    check(rules.faults_of(revision, units=units, pupils=pupils, year_groups=(), dates=(), own_contribution=ZERO))
    quantity = rules.quantity_of(revision, units, pupils)
    booking = Booking(
        status="requested", municipality_id=school.municipality_id, school=school, provider=offer.provider,
        offer=offer, revision=revision, units=units, pupils=pupils, quantity=quantity, in_round=the_round,
        amount=rounded(revision.price * quantity), **terms_kept(offer, revision),
    )  # fmt: skip
    secure(booking, by)
    booking.save(force_insert=True)
    for choice in Choice.objects.filter(school=school, offer=offer):
        record("choice.removed", choice, by=by, data={"offer": str(offer.pk)})
        choice.delete()
    return added(booking, by=by, data={"amount": str(booking.amount), "quantity": quantity})
