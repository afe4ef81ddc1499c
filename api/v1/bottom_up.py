"""What stands below a line of a plan: what its text computes it from, and what its measures and offers cost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.conventions.shapes import Decimals, Euros, Ref, Shape, Text, Whole, Word
from catalogue.money import MOST
from portal.funding import states
from portal.funding.basis import MOST_SITES, MOST_UNITS, MOST_WEEKS, MOST_YEARS


@extend_schema_field({"type": ["string", "number"], "format": "decimal", "minimum": 0, "example": "2.00"})
class Units(Decimals):
    """How many units, as a string or as a JSON number (which the parser reads exactly)."""

    numbers = True


class CostShape(Shape):
    """From the least to the most that something costs; equal where no lower bound is known."""

    least = Euros()
    most = Euros()


class BasisShape(Shape):
    """What the text of the plan computes an amount from: `units` per week, month or year at each of `sites`."""

    unit = Text(max_length=40)
    units = Units(least=Decimal("0.01"), most=MOST_UNITS)
    per = Word([code for code, _label in states.BASIS_PER])
    sites = Whole(least=1, most=MOST_SITES, required=False, default=1)
    weeks = Whole(least=1, most=MOST_WEEKS, required=False, allow_null=True)
    years = Whole(least=1, most=MOST_YEARS, required=False, default=1)
    rate = Euros(required=False, allow_null=True)


class BelowShape(Shape):
    """What is under a line or theme, in all the time of the plan; `difference`: planned beyond the most it costs."""

    least = Euros(source="total.least")
    most = Euros(source="total.most")
    difference = Euros(least=-MOST)


class ThemeBelow(Shape):
    """A theme: what its lines plan, what is under it, and what of that comes back every year."""

    theme = Ref()
    planned = Euros()
    least = Euros(source="total.least")
    most = Euros(source="total.most")
    difference = Euros(least=-MOST)
    per_year = CostShape()
    measures = serializers.SerializerMethodField()
    fixed_offers = Euros(source="of_offers")

    @extend_schema_field(CostShape())
    def get_measures(self, part: Any) -> Any:
        """What its measures cost."""
        return CostShape(part.of_measures).data
