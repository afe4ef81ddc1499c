"""What a round divides, read from the shortlists: which wishes take part, and why others cannot be granted at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from catalogue.errors import Refused
from catalogue.money import ZERO, cents, rounded
from catalogue.offers.rules import is_facilities_only
from catalogue.organisations.models import School
from portal.allocations.problem import Problem, Wish
from portal.bookings import rules
from portal.bookings.models import Booking, Choice
from portal.bookings.states import HOLDS_PLACES
from portal.budgets.models import Account
from portal.rounds.models import Round
from portal.rounds.queries import waiting_for_frame


@dataclass(frozen=True, slots=True)
class Asked:
    """A choice that takes part: what it costs, and why it cannot be granted whatever others wish (or nothing)."""

    choice: Choice
    quantity: int
    amount: Decimal
    impossible: str

    @property
    def key(self) -> tuple[str, str]:
        """As `Wish.key`."""
        return str(self.choice.school_id), str(self.choice.offer_id)


def asked_in(the_round: Round) -> list[Asked]:
    """Every wish for an optional offer that was there when the round closed, most wanted first per school.

    What came later goes along with the next round. A constant number of statements.
    """
    rows = Choice.objects.filter(
        offer__programme=the_round.programme_id, offer__kind="optional", created_at__lt=the_round.closes,
        school__municipality=the_round.municipality_id, school__closed_on__isnull=True,
    ).select_related("school", "offer__revision", "offer__provider", "offer__programme")  # fmt: skip
    if the_round.sectors:
        rows = rows.filter(school__sector__in=the_round.sectors)
    frameless = set(waiting_for_frame(the_round))
    ordered = rows.prefetch_related("offer__provider__admissions").order_by(
        "school_id", "rank", "created_at", "offer_id"
    )
    return [_asked(choice, frameless) for choice in ordered]


def problem_of(the_round: Round, asked: Iterable[Asked]) -> Problem:
    """The places, budgets and wishes as they are now. Three statements."""
    possible = [each for each in asked if not each.impossible]
    schools = {each.choice.school_id for each in possible}
    accounts = Account.objects.filter(programme=the_round.programme_id, school__in=schools)
    return Problem(
        wishes=tuple(_wishes(possible)),
        capacities={
            str(each.choice.offer_id): max(left, 0)
            for each in possible
            if (left := each.choice.offer.capacity_left) is not None
        },
        budgets=dict.fromkeys(map(str, schools), 0) | {str(row.school_id): cents(row.common) for row in accounts},
        budget=None if the_round.left is None else cents(the_round.left),
        helped=frozenset(map(str, _helped(the_round, schools))),
        seed=the_round.seed,
    )


def _asked(choice: Choice, frameless: set[str]) -> Asked:
    revision, pupils = choice.offer.text, choice.pupils or 0
    quantity = rules.quantity_of(revision, choice.units, pupils)
    return Asked(choice, quantity, rounded(revision.price * quantity), _impossible(choice, frameless))


def _impossible(choice: Choice, frameless: set[str]) -> str:
    school: School = choice.school
    if school.sector in frameless:
        return "frame_missing"
    try:
        rules.fits(school, choice.offer, None)
    except Refused as refused:
        return refused.code
    if not choice.pupils:
        return "no_pupils"
    faults = rules.faults_of(
        choice.offer.text, units=choice.units, pupils=choice.pupils, year_groups=(), dates=(), own_contribution=ZERO
    )
    return "size" if next(iter(faults), None) else ""


def _wishes(possible: Iterable[Asked]) -> Iterable[Wish]:
    """With their place: the first of what can be granted is the first wish of the school."""
    places: dict[UUID, int] = defaultdict(int)
    for each in possible:
        places[each.choice.school_id] += 1
        text = each.choice.offer.text
        yield Wish(
            *each.key, place=places[each.choice.school_id], places=each.quantity, cents=cents(each.amount),
            helps=bool(set(text.menu_areas) & rules.HELP), leans=is_facilities_only(text),
        )  # fmt: skip


def _helped(the_round: Round, schools: set[UUID]) -> set[UUID]:
    """The schools that have help of the areas A to E in this programme already."""
    rows = Booking.objects.filter(offer__programme=the_round.programme_id, status__in=HOLDS_PLACES, school__in=schools)
    areas = rows.values_list("school_id", "revision__menu_areas")
    return {school for school, of in areas if set(of) & rules.HELP}
