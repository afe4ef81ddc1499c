"""Who may do what with a booking, and what a booking must meet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.actor import BOARD, BUDGET_HOLDER, COORDINATOR, PROVIDER_ROLES, SCHOOL_ROLES, Actor
from catalogue.errors import Fault, Refused
from catalogue.lifecycle import allowed
from catalogue.offers.models import MOST_UNITS, Offer, Revision, Session
from catalogue.offers.states import YEAR_GROUPS
from catalogue.organisations.models import School
from portal.bookings.models import Booking


def acts_for(actor: Actor, school: School) -> bool:
    """A member of the school, or of its board."""
    if actor.is_one_of(*SCHOOL_ROLES):
        return actor.school == school.pk
    return actor.role == BOARD and actor.board == school.board_id


def may_choose(actor: Actor, school: School) -> bool:
    """Keep the shortlist of the school."""
    return acts_for(actor, school)


def may_propose(actor: Actor, school: School) -> bool:
    """Anybody of the school (or its board) may ask for an offer; who may decide asks the provider at once."""
    return acts_for(actor, school)


def decides(actor: Actor, school: School) -> bool:
    """Who may commit the budget of the school without asking: coordinator, budget holder, board."""
    return acts_for(actor, school) and actor.is_one_of(COORDINATOR, BUDGET_HOLDER, BOARD)


def may_approve(actor: Actor, booking: Booking) -> bool:
    """The budget holder (or the board) turns a proposal into a request."""
    right = acts_for(actor, booking.school) and actor.is_one_of(BUDGET_HOLDER, BOARD)
    return right and booking.status == "proposed"


def asked_for(actor: Actor, booking: Booking) -> bool:
    """Who decides for the school, and whoever made the booking."""
    own = bool(actor.person) and booking.requested_by == actor.person
    return decides(actor, booking.school) or (acts_for(actor, booking.school) and own)


def may_withdraw(actor: Actor, booking: Booking) -> bool:
    """The school, before the provider confirmed; a teacher only its own proposal."""
    if not asked_for(actor, booking) or not allowed(booking, "withdrawn"):
        return False
    return decides(actor, booking.school) or booking.status == "proposed"


def may_cancel(actor: Actor, booking: Booking) -> bool:
    """The school, after the confirmation, before an accepted delivery and before anything of it was paid."""
    return decides(actor, booking.school) and allowed(booking, "cancelled") and not booking.spent


def may_judge(actor: Actor, booking: Booking) -> bool:
    """The school says whether it got what was reported."""
    return decides(actor, booking.school) and booking.status in ("delivered", "disputed")


def may_dispute(actor: Actor, booking: Booking) -> bool:
    """The school says that a report is not right, as long as no claim for it was approved."""
    return decides(actor, booking.school) and allowed(booking, "disputed") and not booking.spent


def may_answer(actor: Actor, booking: Booking) -> bool:
    """The provider confirms or declines a request."""
    return _provides(actor, booking) and booking.status == "requested"


def may_deliver(actor: Actor, booking: Booking) -> bool:
    """The provider reports what was delivered, or corrects it after a dispute."""
    return _provides(actor, booking) and allowed(booking, "delivered")


def _provides(actor: Actor, booking: Booking) -> bool:
    return actor.is_one_of(*PROVIDER_ROLES) and actor.provider == booking.provider_id


def quantity_of(revision: Revision, units: int, pupils: int) -> int:
    """What the price is multiplied with and the capacity counted in: pupils, one, or units."""
    if revision.unit == "pupil":
        return pupils
    return 1 if revision.unit == "lump_sum" else units


def fits(school: School, offer: Offer, session: Session | None) -> None:
    """`Refused` when the offer is not for this school: `not_published`, `sector_mismatch`, `wrong_session`."""
    if offer.status != "published" or offer.municipality_id != school.municipality_id:
        raise Refused("not_published", _("This offer cannot be booked by your school. Choose another offer."))
    if offer.text.sectors and school.sector not in offer.text.sectors:
        raise Refused("sector_mismatch", _("This offer is not for your kind of school. Choose an offer that is."))
    if session and session.offer_id != offer.pk:
        raise Refused("wrong_session", _("This date belongs to another offer. Choose a date of this offer."))


def faults_of(
    revision: Revision,
    *,
    units: int,
    pupils: int,
    year_groups: Sequence[str],
    dates: Sequence[date],
    own_contribution: Decimal,
) -> Iterator[Fault]:
    """What is wrong with the numbers and dates that the school filled in."""
    yield from _number_faults(revision, units, pupils)
    if unknown := [group for group in year_groups if group not in dict(YEAR_GROUPS)]:
        yield Fault("#/yearGroups", "unknown", _("Found “%(found)s”; expected year groups such as 5 or vo1.") % {
            "found": ", ".join(map(str, unknown))})  # fmt: skip
    first = timezone.localdate() + timedelta(days=revision.lead_time_days)
    for number, day in enumerate(dates):
        if day < first:
            sentence = _("%(day)s is too soon. The provider needs time to prepare: choose %(first)s or later.")
            shown = {"day": date_format(day, "j F Y"), "first": date_format(first, "j F Y")}
            yield Fault(f"#/wishedDates/{number}", "lead_time", sentence % shown)
    price: Decimal = revision.price
    if not 0 <= own_contribution <= price * quantity_of(revision, units, pupils):
        yield Fault(
            "#/ownContribution", "out_of_range", _("Fill in an amount from € 0 to the whole price of the booking.")
        )


def _number_faults(revision: Revision, units: int, pupils: int) -> Iterator[Fault]:
    between = _("Found %(found)s; expected %(least)s to %(most)s.")
    most = min(revision.max_units or MOST_UNITS, MOST_UNITS)
    least = max(revision.min_units, 1)
    if revision.unit == "pupil":
        least, most = 1, MOST_UNITS
    if not least <= units <= most:
        yield Fault("#/units", "out_of_range", between % {"found": units, "least": least, "most": most})
    groups = units if revision.unit in ("group", "session") else 1
    fewest = max(revision.min_group_size or 1, 1)
    largest = min((revision.max_group_size or MOST_UNITS) * max(groups, 1), MOST_UNITS)
    if not fewest <= pupils <= largest:
        yield Fault("#/pupils", "out_of_range", between % {"found": pupils, "least": fewest, "most": largest})
