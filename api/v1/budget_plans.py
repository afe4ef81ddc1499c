"""Budget plans: versions with their lines, adopted when they equal the grants, and money that moves between lines."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.conventions.filters import Filters, ids
from api.conventions.resources import Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Day, Euros, Id, Ref, Rows, Shape, Text, Word
from api.v1.bottom_up import BasisShape, BelowShape, ThemeBelow
from api.v1.line_sources import UNKNOWN, NewSource, SourceShape, known, payers
from catalogue.errors import Invalid
from catalogue.money import MOST, ZERO
from catalogue.programmes.queries import programmes, themes
from portal.funding import actions, queries, states
from portal.funding.basis import Basis
from portal.funding.models import BudgetPlan as PlanRow
from portal.funding.models import PlanLine

SCOPES = {"GET": "funding:read", "POST": "funding:write"}
KINDS = [code for code, _label in states.LINE_KINDS]


class PlanLineShape(Shape):
    """A line: a purpose with its money. `sources`: the grants that pay it, in the order of use; `grant` is the first.

    `consentOf`: who must agree before it is spent.
    """

    id = Id()
    code = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(states.LINE_KINDS)
    theme = Ref(allow_null=True)
    amount = Euros()
    grant = Id(source="grant_id")
    sources = SourceShape(many=True)
    consent_of = serializers.CharField()
    consent_on = serializers.DateField(allow_null=True)
    basis = serializers.SerializerMethodField()
    bottom_up = serializers.SerializerMethodField()

    @extend_schema_field(BasisShape(allow_null=True))
    def get_basis(self, line: PlanLine) -> Any:
        """What the text of the plan computes it from, when it says so."""
        basis = Basis.read(line.basis)
        return BasisShape(basis).data if basis else None

    @extend_schema_field(BelowShape())
    def get_bottom_up(self, line: PlanLine) -> Any:
        """What is under it, beside its amount."""
        return BelowShape(self.context["bottom_up"][line.plan_id].of(line)).data


class FindingShape(Shape):
    """Something that does not add up."""

    code = serializers.CharField()
    detail = serializers.CharField()


class PlanShape(Shape):
    """One version of the plan of a programme. `difference`: lines minus grants; zero when every cent has its line."""

    id = Id()
    programme = Id(source="programme_id")
    version = serializers.IntegerField(source="number")
    status = serializers.ChoiceField([(status, status) for status in states.PLAN])
    starts_on = serializers.DateField(source="runs_from")
    ends_on = serializers.DateField(source="runs_until")
    reason = serializers.CharField()
    total = serializers.SerializerMethodField()
    difference = serializers.SerializerMethodField()
    lines = PlanLineShape(many=True)
    bottom_up = serializers.SerializerMethodField()
    findings = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()

    @extend_schema_field(Euros())
    def get_total(self, plan: PlanRow) -> str:
        """The sum of the lines."""
        return str(sum((line.amount for line in plan.lines.all()), ZERO))

    @extend_schema_field(Euros(least=-MOST))
    def get_difference(self, plan: PlanRow) -> str:
        """Planned too much, or below zero too little."""
        return str(sum((each.difference for each in queries.balances(plan, self.context["adopted"])), ZERO))

    @extend_schema_field(ThemeBelow(many=True))
    def get_bottom_up(self, plan: PlanRow) -> Any:
        """Per theme: what is planned, and what its measures and fixed offers cost in the time of the plan."""
        return ThemeBelow(self.context["bottom_up"][plan.pk].themes, many=True).data

    @extend_schema_field(FindingShape(many=True))
    def get_findings(self, plan: PlanRow) -> list[dict[str, str]]:
        """What does not add up or contradicts itself, in words."""
        found = queries.findings(plan, self.context["adopted"], self.context["below"])
        return [{"code": each.code, "detail": each.detail} for each in found]


class NewLine(Shape):
    """A line of a new version; its `code` is made from the name unless it is given.

    `grant` pays all of it, or `sources` pay it together: in the order of the regulations of the programme.
    """

    name = Text(max_length=120)
    kind = Word(KINDS)
    theme = Id(required=False, allow_null=True)
    amount = Euros()
    grant = Id(required=False)
    sources = Rows(NewSource(), required=False, least=1, most=20)
    code = Text(max_length=60, required=False, allow_blank=True)
    consent_of = Text(max_length=120, required=False, allow_blank=True)
    basis = BasisShape(required=False, allow_null=True)


class NewPlan(Shape):
    """The next version, as a draft, and why there is one; it runs as long as its programme unless it says otherwise."""

    programme = Id()
    starts_on = Day(required=False, allow_null=True)
    ends_on = Day(required=False, allow_null=True)
    reason = Text(max_length=500, required=False, allow_blank=True)
    lines = Rows(NewLine(), least=1, most=100)


class NewMove(Shape):
    """From one line to another, by id or code, and why."""

    from_ = Text(max_length=60)
    to = Text(max_length=60)
    amount = Euros()
    reason = Text(max_length=1000)


class NewConsent(Shape):
    """A consultation body agreed on a day; `words` say where that is written down."""

    line = Text(max_length=60)
    on = Day()
    words = Text(max_length=500)


class PlanFilters(Filters):
    """Versions of one or more programmes."""

    programme = ids("programme")


class OfPlans(Resource):
    """Where plans come from and how they look."""

    shape: ClassVar[type[Shape]] = PlanShape
    scopes = SCOPES

    def visible(self) -> QuerySet[Any]:
        """Those of the own municipality."""
        return queries.plans_visible_to(self.actor)

    def as_json(self, thing: Any, **options: Any) -> Any:
        """With what all adopted plans plan and what stands below their lines, read once."""
        plans = list(thing) if options.get("many") else [thing]
        below = queries.below(plans)
        context = {
            "actor": self.actor,
            "adopted": queries.planned_of(plan.municipality_id for plan in plans),
            "below": below,
            "bottom_up": {plan.pk: queries.bottom_up(plan, below) for plan in plans},
        }
        return self.shape(thing, context=context, **options).data


class Plans(OfPlans, Listing, Making):
    """The versions of the plans, newest first; a new one is a draft, which need not add up yet."""

    body = NewPlan
    filters = PlanFilters

    def make(self, given: dict[str, Any]) -> PlanRow:
        """By an officer."""
        programme = self.named(programmes(), given["programme"], "#/programme")
        grants = {each.pk: each for each in queries.grants_visible_to(self.actor)}
        headings = {each.pk: each for each in themes().filter(programme=programme)}
        for i, line in enumerate(given["lines"]):
            line.update(payers(grants, line, f"#/lines/{i}"))
            line["basis"] = Basis(**line["basis"]).kept if line.get("basis") else {}
            line["theme"] = known(headings, line["theme"], f"#/lines/{i}/theme") if line.get("theme") else None
        del given["programme"]
        made: PlanRow = self.again(actions.draft_plan(programme, by=self.actor, **given))
        return made


class Plan(OfPlans, Showing):
    """One version."""


class PlanAdoptions(OfPlans, Deed):
    """This version holds from now on: every line is an account with its money."""

    def do(self, thing: Any, given: dict[str, Any]) -> PlanRow:
        """By an officer."""
        return actions.adopt_plan(thing, by=self.actor)


class PlanConsents(OfPlans, Deed):
    """A consultation body agreed: the money of the line may be spent."""

    body = NewConsent

    def do(self, thing: Any, given: dict[str, Any]) -> PlanLine:
        """By an officer."""
        line = _line(thing, given["line"], "#/line")
        return actions.record_consent(line, on=given["on"], words=given["words"], by=self.actor)


class PlanMoves(OfPlans, Deed):
    """Move money between two lines: at once up to the four-eyes threshold, above it a second person confirms."""

    body = NewMove

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer."""
        origin, target = (_line(thing, given[name], f"#/{name}") for name in ("from", "to"))
        return actions.propose_move(
            thing, origin=origin, target=target, amount=given["amount"], reason=given["reason"], by=self.actor
        )


def _line(plan: PlanRow, said: str, location: str) -> PlanLine:
    found = next((line for line in plan.lines.all() if said in (line.code, str(line.pk))), None)
    if found is None:
        raise Invalid.field(location, "unknown", str(UNKNOWN))
    return found


urls = [
    path("budget-plans", Plans.as_view()),
    path("budget-plans/<uuid:id>", Plan.as_view()),
    path("budget-plans/<uuid:id>/adoptions", PlanAdoptions.as_view()),
    path("budget-plans/<uuid:id>/consents", PlanConsents.as_view()),
    path("budget-plans/<uuid:id>/moves", PlanMoves.as_view()),
]
