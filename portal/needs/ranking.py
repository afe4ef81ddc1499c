"""From the rankings of the seats to one ranking of the panel: a Borda count.

Of n offers, the one that a seat puts first gets n points from it, the next n − 1, and so on; what it does not rank gets
none. The most points come first. Of two with as many points comes first what more seats put in the first place, then in
the second place, and so on; and of two that are equal in all of that, the one that was written first.
"""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.offers.models import Offer
from portal.needs.models import Panel, Ranking


@dataclass(frozen=True, slots=True)
class Placed:
    """An offer in the ranking of the panel: its place (1 is first), its points, and who ranked it how and why."""

    place: int
    offer: Offer
    points: int
    rankings: tuple[Ranking, ...]

    @property
    def words(self) -> str:
        """The reasons of all seats, as they are kept with the offer."""
        return "\n".join(f"{each.seat.party} ({each.rank}): {each.reason}" for each in self.rankings)


def placed(panel: Panel) -> list[Placed]:
    """All offers of the panel in the order of its ranking, those that nobody ranked last; three statements."""
    offers = list(panel.offers.select_related("revision", "draft", "provider").order_by("created_at", "pk"))
    rows = list(Ranking.objects.filter(seat__panel=panel).select_related("seat").order_by("seat__party", "rank"))
    of = {offer.pk: tuple(row for row in rows if row.offer_id == offer.pk) for offer in offers}
    points = {key: sum(len(offers) + 1 - row.rank for row in found) for key, found in of.items()}

    def order(offer: Offer) -> tuple[int, tuple[int, ...]]:
        ranks = [row.rank for row in of[offer.pk]]
        return -points[offer.pk], tuple(-ranks.count(rank) for rank in range(1, len(offers) + 1))

    ordered = sorted(offers, key=order)  # stable: who was written first stays first
    return [Placed(place, each, points[each.pk], of[each.pk]) for place, each in enumerate(ordered, start=1)]
