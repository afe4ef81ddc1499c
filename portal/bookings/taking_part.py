"""Who takes part in a round: which schools chose, for how much, and which did not yet."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum

from catalogue.money import ZERO
from catalogue.organisations.models import School
from portal.bookings.models import Booking, Choice
from portal.bookings.states import HOLDS_PLACES
from portal.rounds.models import Round


@dataclass(frozen=True, slots=True)
class Part:
    """A school in a round: what it booked in it, what of that the round pays for, and how many wishes wait."""

    school: School
    bookings: int
    amount: Decimal
    wishes: int
    ranks: bool

    @property
    def chose(self) -> bool:
        """Whether it booked or, where wishes are divided at the closing, has a wish."""
        return bool(self.bookings or (self.ranks and self.wishes))


def taking_part(the_round: Round) -> list[Part]:
    """Every open school of the round, by name. Three statements, however many schools there are."""
    schools = School.objects.filter(municipality=the_round.municipality_id, closed_on__isnull=True)
    if the_round.sectors:
        schools = schools.filter(sector__in=the_round.sectors)
    rows = Booking.objects.filter(in_round=the_round, status__in=HOLDS_PLACES).order_by().values("school")
    booked = {
        row["school"]: (row["number"], row["held"])
        for row in rows.annotate(number=Count("pk"), held=Sum("reserved") + Sum("spent"))
    }
    wishes = Choice.objects.filter(Q(offer__programme=the_round.programme_id, offer__kind="optional")).order_by()
    wanted = dict(wishes.values_list("school").annotate(number=Count("pk")))
    return [
        Part(school, *booked.get(school.pk, (0, ZERO)), wanted.get(school.pk, 0), the_round.method == "allocation")
        for school in schools.order_by("name", "pk")
    ]
