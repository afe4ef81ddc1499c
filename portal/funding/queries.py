"""Reading splits, and computing what one would give."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.errors import Refused
from catalogue.money import ZERO, share
from catalogue.organisations.models import School
from catalogue.organisations.queries import pupils_on
from portal.budgets.models import Account
from portal.funding.models import Split


@dataclass(frozen=True, slots=True)
class Share:
    """What a school gets, from how many pupils, and what it had before."""

    school: School
    pupils: int
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

    `Refused("pot_too_small")` when the part per school alone is more than the pot, `Refused("no_pupils")` when money
    is left and no school has pupils counted on the reference date.
    """
    counted = pupils_on(split.municipality, split.reference_date)
    rest = split.pot - split.per_school * len(counted)
    if rest < 0:
        raise Refused(
            "pot_too_small",
            _("The part per school alone is more than there is to divide. Lower that part, or divide more money."),
        )
    pupils = [number for _school, number in counted]
    if rest and not sum(pupils):
        raise Refused("no_pupils", _("No school has pupils counted on this date. Choose another reference date."))
    before = dict(Account.objects.filter(programme=split.programme).values_list("school", "granted"))
    return [
        Share(school, number, split.per_school + part, before.get(school.pk, ZERO))
        for (school, number), part in zip(counted, share(rest, pupils), strict=True)
    ]
