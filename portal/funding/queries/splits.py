"""Reading splits, and computing what one would give."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.errors import Refused
from catalogue.money import ZERO, share_within
from catalogue.organisations.models import School
from catalogue.organisations.queries import Counted, counted_on
from portal.budgets.models import Account
from portal.funding.models import ONE, Split


@dataclass(frozen=True, slots=True)
class Share:
    """What a school gets, from how many (weighted) pupils, and what it had before. `counted`: somebody counted them."""

    school: School
    pupils: int
    target_pupils: int
    weighted: Decimal
    counted: bool
    amount: Decimal
    before: Decimal

    @property
    def difference(self) -> Decimal:
        """More (or less) than before."""
        return self.amount - self.before


def visible_to(actor: Actor) -> QuerySet[Split]:
    """The splits of the own municipality."""
    rows = Split.objects.select_related("programme__municipality", "municipality")
    return rows.filter(municipality_id=actor.municipality) if actor.municipality else rows.none()


def preview(split: Split) -> list[Share]:
    """What each school would get, by location code; the amounts add up to the pot to the cent.

    `Refused("pot_too_small")` when what every school gets at least is more than the pot, `Refused("pot_too_large")`
    when what they may get at most is less, `Refused("no_pupils")` when money is left and no school has pupils counted
    on the reference date.
    """
    counted = counted_on(split.municipality, split.reference_date)
    weighted = [_weighted(split, each) for each in counted]
    amounts = _divided(split, weighted)
    before = dict(Account.objects.filter(programme=split.programme).values_list("school", "granted"))
    return [
        Share(
            each.school, each.pupils or 0, each.target_pupils or 0, weight, each.pupils is not None, amount,
            before.get(each.school.pk, ZERO),
        )
        for each, weight, amount in zip(counted, weighted, amounts, strict=True)
    ]  # fmt: skip


def _weighted(split: Split, each: Counted) -> Decimal:
    """The pupils as they weigh: by sector, and a target pupil as `target_weight` instead of 1. Four decimals, exact."""
    pupils = each.pupils or 0
    targets = min(each.target_pupils or 0, pupils)
    by_sector = Decimal(split.weights.get(each.school.sector, ONE))
    weighted: Decimal = by_sector * (pupils - targets + split.target_weight * targets)
    return weighted


def _divided(split: Split, weighted: list[Decimal]) -> list[Decimal]:
    least = max(split.per_school, split.minimum)
    if split.pot < least * len(weighted):
        raise Refused(
            "pot_too_small",
            _("What every school gets at least is more than there is to divide. Lower it, or divide more money."),
        )
    if split.pot > split.per_school * len(weighted) and not any(weighted):
        raise Refused("no_pupils", _("No school has pupils counted on this date. Choose another reference date."))
    weights = [int(weight.scaleb(4)) for weight in weighted]
    try:
        return share_within(split.pot, weights, each=split.per_school, least=split.minimum, most=split.maximum)
    except ValueError as error:
        raise Refused(
            "pot_too_large",
            _("With this maximum the schools cannot get all of it. Raise the maximum, or divide less money."),
        ) from error
