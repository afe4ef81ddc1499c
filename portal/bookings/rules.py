"""Who may do what with a booking, and what a booking must meet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.actor import BOARD, BUDGET_HOLDER, OFFICER, PROVIDER_ROLES, Actor
from catalogue.errors import Fault, Invalid, Refused, require
from catalogue.lifecycle import allowed
from catalogue.offers.models import MOST_UNITS, Offer, Revision, Session
from catalogue.offers.queries import takes_part
from catalogue.offers.rules import is_facilities_only
from catalogue.offers.states import YEAR_GROUPS
from catalogue.organisations.models import School
from catalogue.organisations.rules import acts_for, decides_for
from portal.bookings.models import Booking
from portal.bookings.states import DELIVERED, HOLDS_PLACES, STATUSES
from portal.budgets.models import TeamBudget
from portal.funding.queries import grants_paying

HELP = frozenset("ABCDE")  # the menu areas that help children by themselves


def may_choose(actor: Actor, school: School) -> bool:
    """Keep the shortlist of the school."""
    return acts_for(actor, school)


def may_propose(actor: Actor, school: School) -> bool:
    """Anybody of the school (or its board) may ask for an offer; who may decide asks the provider at once."""
    return acts_for(actor, school)


def decides(actor: Actor, school: School) -> bool:
    """Who may commit the budget of the school without asking: coordinator, budget holder, board."""
    return decides_for(actor, school)


def may_approve(actor: Actor, booking: Booking) -> bool:
    """The budget holder (or the board) turns a proposal into a request."""
    right = acts_for(actor, booking.school) and actor.is_one_of(BUDGET_HOLDER, BOARD)
    return right and booking.status == "proposed"


def may_cover(actor: Actor, booking: Booking) -> bool:
    """Approve it, with what the budget lacks from the own money of the school, where the programme allows that."""
    allows = not booking.is_fixed and booking.offer.programme.overspend_booking == "own_money"
    return may_approve(actor, booking) and allows


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


def may_ask_again(actor: Actor, booking: Booking) -> bool:
    """Anybody of a school that had it asks for the same in the next school year."""
    return acts_for(actor, booking.school) and booking.status in DELIVERED


def may_answer(actor: Actor, booking: Booking) -> bool:
    """The provider confirms or declines a request."""
    return provides(actor, booking) and booking.status == "requested"


def may_deliver(actor: Actor, booking: Booking) -> bool:
    """The provider reports what was delivered, or corrects it after a dispute."""
    return provides(actor, booking) and allowed(booking, "delivered")


def may_call_off(actor: Actor, booking: Booking) -> bool:
    """The provider cannot come after all."""
    return provides(actor, booking) and booking.status == "confirmed"


def may_report_absence(actor: Actor, booking: Booking) -> bool:
    """The provider came and nobody was there; a dispute about it is corrected by an ordinary report."""
    return provides(actor, booking) and booking.status == "confirmed"


def may_waive(actor: Actor, booking: Booking) -> bool:
    """The provider does not ask the fee, as long as nothing of it was approved."""
    return provides(actor, booking) and booking.status == "cancelled_late" and not booking.spent


def may_correct(actor: Actor, booking: Booking) -> bool:
    """The provider puts a report right, until the school agreed or a claim for it was approved."""
    return provides(actor, booking) and booking.status in ("confirmed", "delivered", "disputed") and not booking.spent


def may_explain(actor: Actor, booking: Booking) -> bool:
    """The provider answers a dispute in words, and leaves its report as it is."""
    return provides(actor, booking) and booking.status == "disputed"


def may_decide_dispute(actor: Actor, booking: Booking) -> bool:
    """The officer decides what school and provider do not agree about."""
    return settles(actor, booking) and booking.status == "disputed"


def settles(actor: Actor, booking: Booking) -> bool:
    """The policy officer of the municipality that pays the booking."""
    return actor.role == OFFICER and actor.municipality == booking.municipality_id


def may_split(actor: Actor, booking: Booking) -> bool:
    """Who decides for the school makes two bookings of one, as long as nothing of it was given."""
    return decides(actor, booking.school) and booking.status in ("requested", "confirmed")


def may_reschedule(actor: Actor, booking: Booking) -> bool:
    """The school while it waits for an answer; once it is confirmed both sides, who arrange the day together."""
    if booking.status == "confirmed":
        return decides(actor, booking.school) or provides(actor, booking)
    return booking.status in ("proposed", "requested") and asked_for(actor, booking)


def insist(right_person: bool, right_moment: bool, booking: Booking) -> None:
    """Not your deed: `Forbidden("wrong_role")`. Your deed at the wrong moment: `Refused("wrong_state")`."""
    require(
        right_person, "wrong_role", _("Your role does not allow this for this booking. Ask a colleague who may do it.")
    )
    if not right_moment:
        sentence = _("The booking is now “%(status)s”, so this is not possible. Reload the page to see what is.")
        raise Refused("wrong_state", sentence % {"status": dict(STATUSES)[booking.status]})


def provides(actor: Actor, booking: Booking) -> bool:
    """Somebody of the provider whose offer was booked."""
    return actor.is_one_of(*PROVIDER_ROLES) and actor.provider == booking.provider_id


def team_of(school: School, offer: Offer, team: TeamBudget | None) -> None:
    """`Invalid` for a team of another school or programme, or for a fixed offer, which costs the school no budget."""
    if team is None:
        return
    account = team.account
    if account.school_id != school.pk or account.programme_id != offer.programme_id:
        raise Invalid.field("#/team", "unknown", _("This is no team of the school in this programme. Choose another."))
    if offer.kind == "fixed":
        sentence = _("A fixed offer costs no budget of the school, so no team pays it. Leave the team out.")
        raise Invalid.field("#/team", "not_expected", sentence)


def quantity_of(revision: Revision, units: int, pupils: int) -> int:
    """What the price is multiplied with and the capacity counted in: pupils, one, units, or hours a week × weeks."""
    if revision.unit == "pupil":
        return pupils
    return 1 if revision.unit == "lump_sum" else units * (revision.weeks or 1)


def fits(school: School, offer: Offer, session: Session | None) -> None:
    """`Refused` when the offer is not for this school now.

    `not_published`, `provider_suspended`, `sector_mismatch`, `wrong_session`.
    """
    if offer.status != "published" or offer.municipality_id != school.municipality_id:
        raise Refused("not_published", _("This offer cannot be booked by your school. Choose another offer."))
    if not takes_part(offer):
        raise Refused(
            "provider_suspended",
            _("This provider does not take part now, so its offers cannot be booked. Choose another offer."),
        )
    if offer.text.sectors and school.sector not in offer.text.sectors:
        raise Refused("sector_mismatch", _("This offer is not for your kind of school. Choose an offer that is."))
    of_offer(offer, session)


def of_offer(offer: Offer, session: Session | None) -> None:
    """`Refused("wrong_session")` for a date of another offer."""
    if session and session.offer_id != offer.pk:
        raise Refused("wrong_session", _("This date belongs to another offer. Choose a date of this offer."))


def paid_in_time(booking: Booking, days: Sequence[date] = ()) -> None:
    """`Refused` when no grant may pay the booking until its last day: `days`, or else those that it was made for.

    `no_grant_pays`, `grant_closed`, `after_term` (`funding.queries.grants_paying`). What costs the municipality nothing
    needs no grant.
    """
    if booking.charged:
        grants_paying(booking.offer, booking.revision, last_day=max(days or booking.days))


def supported(school: School, offer: Offer) -> None:
    """`Refused("facilities_only")`: what is only a condition (menu area F) goes with help of an area A to E.

    The school must have that help booked in the same programme, still running or done (https://www.nponderwijs.nl/po-en-vo/menukaart).
    """
    if is_facilities_only(offer.text) and not helped(school, {offer.programme_id}):
        raise unsupported()


def unsupported() -> Refused:
    """The refusal of what stands alone."""
    return Refused("facilities_only", why_unsupported())


def helped(school: School, programmes: Collection[UUID]) -> set[UUID]:
    """Of these programmes, those in which the school has a live booking of an offer of a menu area A to E."""
    rows = Booking.objects.filter(school=school, offer__programme__in=programmes, status__in=HOLDS_PLACES)
    areas = rows.order_by().values_list("offer__programme_id", "revision__menu_areas")
    return {programme for programme, of in areas if set(of) & HELP}


def why_unsupported() -> str:
    """The sentence for an offer of menu area F that stands alone."""
    return _(
        "This offer only makes other help possible (menu area F). First book an offer of the areas A to E; after that"
        " you can book this one."
    )


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
    yield from date_faults(revision, dates)
    price: Decimal = revision.price
    if not 0 <= own_contribution <= price * quantity_of(revision, units, pupils):
        yield Fault(
            "#/ownContribution", "out_of_range", _("Fill in an amount from € 0 to the whole price of the booking.")
        )


def date_faults(revision: Revision, dates: Sequence[date]) -> Iterator[Fault]:
    """Days that leave the provider too little time to prepare."""
    first = timezone.localdate() + timedelta(days=revision.lead_time_days)
    for number, day in enumerate(dates):
        if day < first:
            sentence = _("%(day)s is too soon. The provider needs time to prepare: choose %(first)s or later.")
            shown = {"day": date_format(day, "j F Y"), "first": date_format(first, "j F Y")}
            yield Fault(f"#/wishedDates/{number}", "lead_time", sentence % shown)


def _number_faults(revision: Revision, units: int, pupils: int) -> Iterator[Fault]:
    between = _("Found %(found)s; expected %(least)s to %(most)s.")
    most = min(revision.max_units or MOST_UNITS, MOST_UNITS)
    least = max(revision.min_units, 1)
    if revision.unit == "pupil":
        least, most = 1, MOST_UNITS
    if not least <= units <= most:
        yield Fault("#/units", "out_of_range", between % {"found": units, "least": least, "most": most})
    groups = units if revision.unit in ("group", "session") else 1
    smallest, biggest = max(revision.min_group_size or 1, 1), revision.max_group_size or MOST_UNITS
    fewest = smallest * (max(units, 1) if revision.unit == "group" else 1)  # the same pupils may come to each session
    largest = min(biggest * max(groups, 1), MOST_UNITS)
    if not fewest <= pupils <= largest:
        if revision.unit == "group" and units > 1 and revision.max_group_size:
            between = _(
                "%(groups)s groups of %(smallest)s to %(biggest)s pupils are %(least)s to %(most)s pupils."
                " Found %(found)s."
            )
        shown = {"groups": units, "smallest": smallest, "biggest": biggest, "least": fewest, "most": largest}
        yield Fault("#/pupils", "out_of_range", between % (shown | {"found": pupils}))
