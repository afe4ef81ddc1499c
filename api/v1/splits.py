"""The split of a pot over the schools: look at it first, then adopt it."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.filters import Filters, ids
from api.conventions.resources import Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Day, Decimals, Euros, Id, Shape, Word
from catalogue.money import MOST, ZERO
from catalogue.programmes.queries import programmes
from portal.funding import actions, queries, states
from portal.funding.models import HEAVIEST, ONE
from portal.funding.models import Split as SplitRow

SCOPES = {"GET": "funding:read", "POST": "funding:write"}


class Heaviness(Decimals):
    """How heavy a pupil counts, as text with at most two decimals."""

    def __init__(self, **options: Any) -> None:
        super().__init__(least=ZERO, most=HEAVIEST, digits=4, **options)


class Weights(serializers.DictField):
    """How heavy a pupil counts per sector (`{"SBO": "3.00"}`), kept as text; a sector that is not named counts 1."""

    child = Heaviness()

    def to_internal_value(self, data: Any) -> dict[str, str]:
        """Text per sector; which sectors there are is a rule of the split."""
        return {sector: str(weight) for sector, weight in super().to_internal_value(data).items()}


class SplitShape(Shape):
    """A pot divided: an amount per school, and what is left per pupil.

    `leftovers`: what becomes of what a school has already. `replace`: the share replaces it; `keep`: it comes on top;
    `top_up`: what is left is topped up to the share; `call_back`: what is left goes back first. `committed`: when a
    school chose more than its share, `refuse` the split or `protect` what it chose.
    """

    id = Id()
    programme = Id(source="programme_id")
    status = serializers.ChoiceField([("draft", "draft"), ("adopted", "adopted")])
    pot = Euros()
    per_school = Euros()
    weights = Weights()
    target_weight = serializers.DecimalField(4, 2)
    minimum = Euros()
    maximum = Euros(allow_null=True)
    reference_date = serializers.DateField()
    leftovers = serializers.ChoiceField(states.LEFTOVERS)
    committed = serializers.ChoiceField(states.COMMITTED)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class NewSplit(Shape):
    """The rule of a split."""

    programme = Id()
    pot = Euros()
    per_school = Euros(required=False, default=ZERO)
    weights = Weights(required=False, default=dict)
    target_weight = Heaviness(required=False, default=ONE)
    minimum = Euros(required=False, default=ZERO)
    maximum = Euros(required=False, default=None, allow_null=True)
    reference_date = Day()
    leftovers = Word(dict(states.LEFTOVERS), required=False, default="replace")
    committed = Word(dict(states.COMMITTED), required=False, default="refuse")


class SplitSchoolShape(Shape):
    """A school in a preview."""

    id = Id()
    name = serializers.CharField()
    location_code = serializers.CharField()


class ShareShape(Shape):
    """What a school would get, and had, with what it is computed from.

    Without a `bound` the amount is `perSchool` + `rest` × `weightedPupils` ÷ `restWeight` of the preview, cut off to
    the cent, and one cent more with an `oddCent`. `after`: what its budget would be; `difference` = `after` − `before`.
    `committed`: reserved and spent of what it has; `moved`: what came or went by transfers between schools.
    """

    school = SplitSchoolShape()
    pupils = serializers.IntegerField()
    target_pupils = serializers.IntegerField()
    weighted_pupils = serializers.DecimalField(14, 4, source="weighted")
    counted = serializers.BooleanField()
    amount = Euros()
    before = Euros()
    after = Euros(least=-MOST)
    difference = Euros(least=-MOST)
    committed = Euros()
    moved = Euros(least=-MOST)
    bound = serializers.ChoiceField([("", "none"), *states.BOUNDS])
    odd_cent = serializers.BooleanField()


class PreviewShape(Shape):
    """Every school, by location code; the amounts add up to the pot to the cent. An adopted split: as it was then."""

    pot = Euros()
    total = Euros()
    per_school = Euros()
    rest = Euros()
    rest_weight = serializers.DecimalField(16, 4)
    shares = ShareShape(many=True)


class SplitFilters(Filters):
    """Splits of one or more programmes."""

    programme = ids("programme")


class OfSplits(Resource):
    """Where splits come from and how they look."""

    shape: ClassVar[type[Shape]] = SplitShape
    scopes = SCOPES

    def visible(self) -> QuerySet[Any]:
        """Those of the own municipality."""
        return queries.visible_to(self.actor)


class Splits(OfSplits, Listing, Making):
    """The splits of the own municipality; a new one is a draft, to look at."""

    body = NewSplit
    filters = SplitFilters

    def make(self, given: dict[str, Any]) -> SplitRow:
        """By an officer."""
        programme = self.named(programmes(), given.pop("programme"), "#/programme")
        return actions.propose_split(programme, by=self.actor, **given)


class Split(OfSplits, Showing):
    """One split."""


class Preview(OfSplits):
    """What each school would get, and how that differs from what it has."""

    shape = PreviewShape

    def get(self, request: Request, id: UUID) -> Response:
        """The shares and their sum."""
        split = self.thing(id)
        shares = queries.shares_of(split)
        basis = queries.basis_of(split, shares)
        seen = {
            "pot": split.pot, "total": sum((each.amount for each in shares), ZERO), "per_school": split.per_school,
            "rest": basis.rest, "rest_weight": basis.weight, "shares": shares,
        }  # fmt: skip
        return Response(self.as_json(seen))


class Adoptions(OfSplits, Deed):
    """Book what each school gets on its account."""

    def do(self, thing: Any, given: dict[str, Any]) -> SplitRow:
        """By an officer."""
        return actions.adopt_split(thing, by=self.actor)


urls = [
    path("splits", Splits.as_view()),
    path("splits/<uuid:id>", Split.as_view()),
    path("splits/<uuid:id>/preview", Preview.as_view()),
    path("splits/<uuid:id>/adoptions", Adoptions.as_view()),
]
