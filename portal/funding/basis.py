"""What the text of a plan says that the amount of a line was computed from, such as 2 hours a week at 15 schools."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from portal.funding.states import BASIS_PER, UNITS

MOST_UNITS, MOST_SITES, MOST_WEEKS, MOST_YEARS = Decimal(100_000), 10_000, 53, 20
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Basis:
    """`units` of a `unit` per week, month or year, at each of `sites`, during `weeks` of a year, for `years` years.

    `weeks` counts only per week; `rate` is what one unit costs, when the text says so.
    """

    unit: str
    units: Decimal
    per: str
    sites: int = 1
    weeks: int | None = None
    years: int = 1
    rate: Decimal | None = None

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Basis | None:
        """From how it is kept in a line; nothing when nothing is."""
        if not kept:
            return None
        rate = Decimal(kept["rate"]) if kept.get("rate") is not None else None
        return cls(**dict(kept) | {"units": Decimal(kept["units"]), "rate": rate})

    @property
    def kept(self) -> dict[str, Any]:
        """As it is kept in a line: numbers that are not whole as text."""
        rate = None if self.rate is None else str(self.rate)
        return asdict(self) | {"units": str(self.units), "rate": rate}

    @property
    def per_year(self) -> Decimal:
        """Units in a year, at all sites together."""
        times = {"week": self.weeks or 0, "month": MONTHS, "year": 1}[self.per]
        return self.units * self.sites * times

    @property
    def words(self) -> str:
        """“2 hours per week × 15 × 40 weeks”: how the text computes what there is in a year."""
        said = f"{in_units(self.unit, self.units)} {dict(BASIS_PER)[self.per]}"
        if self.sites > 1:
            said = _("%(said)s × %(sites)d sites") % {"said": said, "sites": self.sites}
        if self.per == "week":
            said = _("%(said)s × %(weeks)d weeks") % {"said": said, "weeks": self.weeks or 0}
        return said


def in_units(unit: str, quantity: Decimal) -> str:
    """“1,200 hours”, “1 training”, in the language of the reader."""
    whole = quantity == quantity.to_integral_value()
    number = number_format(quantity, decimal_pos=0 if whole else 2, force_grouping=True)
    one, more = UNITS.get(unit, (unit, unit))
    return f"{number} {one if quantity == 1 else more}"


def one_of(unit: str) -> str:
    """“hour”, for what one of them costs."""
    return str(UNITS.get(unit, (unit, unit))[0])


def is_basis(kept: Any) -> None:
    """A validator: nothing, or a basis of which every part is there and lies within its bounds."""
    try:
        said = Basis.read(kept)
    except (TypeError, KeyError, ValueError, InvalidOperation) as error:
        raise ValidationError(_("Say how many units, of what, per week, month or year.")) from error
    if said is None:
        return
    faults = [
        said.per not in dict(BASIS_PER) and _("Say whether it is per week, per month or per year."),
        not said.unit.strip() and _("Say what is counted, such as hours."),
        not 0 < said.units <= MOST_UNITS and _("Say how many units: more than 0."),
        not 1 <= said.sites <= MOST_SITES and _("Say at how many sites: 1 or more."),
        said.per == "week" and not 1 <= (said.weeks or 0) <= MOST_WEEKS and _("Say in how many weeks of a year."),
        not 1 <= said.years <= MOST_YEARS and _("Say for how many years: 1 or more."),
        said.rate is not None and said.rate < 0 and _("What one unit costs is not less than nothing."),
    ]
    if found := [str(each) for each in faults if each]:
        raise ValidationError(found)
