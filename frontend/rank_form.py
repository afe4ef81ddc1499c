"""Ranking the offers of a panel: a number and a reason beside each; what has no number is not ranked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.offers.models import Offer
from frontend.deeds import Refusal
from frontend.forms import PageForm, WholeNumber
from portal.needs.actions import LONGEST_REASON, Ranked
from portal.needs.models import Ranking, Seat


class Rank(PageForm):
    """One pair of fields per offer (`rank-…`, `reason-…`), filled with what the seat said before."""

    def __init__(self, offers: Sequence[Offer], seat: Seat, filled: Any = None) -> None:
        super().__init__(filled)
        self.offers = list(offers)
        said: dict[Any, Ranking] = {row.offer_id: row for row in seat.rankings.all()}
        for offer in self.offers:
            before = said.get(offer.pk)
            self.fields[f"rank-{offer.pk}"] = WholeNumber(
                label=gettext_lazy("Place"), most=len(self.offers), required=False, initial=before and before.rank
            )
            self.fields[f"reason-{offer.pk}"] = forms.CharField(
                label=gettext_lazy("Why here?"), max_length=LONGEST_REASON, required=False,
                initial=before.reason if before else "",
            )  # fmt: skip

    def rows(self) -> Iterator[tuple[Offer, forms.BoundField, forms.BoundField]]:
        """Each offer with its two fields."""
        return ((each, self[f"rank-{each.pk}"], self[f"reason-{each.pk}"]) for each in self.offers)

    def clean(self) -> dict[str, Any]:
        """Two offers cannot have the same place."""
        given: dict[str, Any] = super().clean() or {}
        taken: set[int] = set()
        for offer in self.offers:
            place = given.get(f"rank-{offer.pk}")
            if place in taken:
                self.add_error(f"rank-{offer.pk}", _("Another offer has this place. Give each a place of its own."))
            taken |= {place} if place else set()
        return given

    @property
    def ranked(self) -> list[Ranked]:
        """The offers with a number, in their order, as `needs.actions` takes them."""
        return [Ranked(each.pk, self.cleaned_data[f"reason-{each.pk}"]) for each in self._ordered()]

    def take(self, refusal: Refusal) -> None:
        """Show each fault beside its field: `#/ranking/1/reason` is the reason of the second in the order."""
        ordered = self._ordered()
        super().take(Refusal(refusal.status, refusal.sentence))
        for fault in refusal.faults:
            parts = fault.location.removeprefix("#/").split("/")
            if len(parts) == 3:
                self.add_error(
                    f"{'reason' if parts[2] == 'reason' else 'rank'}-{ordered[int(parts[1])].pk}", fault.detail
                )

    def _ordered(self) -> list[Offer]:
        places = {offer: self.cleaned_data.get(f"rank-{offer.pk}") for offer in self.offers}
        return sorted((offer for offer, place in places.items() if place), key=lambda offer: places[offer] or 0)
