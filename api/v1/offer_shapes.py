"""How offers look."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.conventions.filters import Filters, words
from api.conventions.shapes import Day, Euros, Id, Ref, Rows, Shape, Text, Url, Whole, Word
from api.v1.pictures import address_of
from catalogue.offers import states
from catalogue.offers.models import MOST_UNITS, Offer
from catalogue.organisations.models import SECTORS

SECTOR_CODES = [code for code, _label in SECTORS]
GROUP_CODES = [code for code, _label in states.YEAR_GROUPS]
KINDS = [code for code, _label in states.KINDS]
UNITS = [code for code, _label in states.UNITS]
AREAS = [code for code, _label in states.MENU_AREAS]
TARGETS = [code for code, _label in states.TARGET_GROUPS]
PERIODS = [code for code, _label in states.PERIODS]
HIGHEST_PRICE = Decimal("999999.99")


class SaidShape(Shape):
    """Everything that an offer says, as a revision holds it. Prices without VAT; `price` is per `unit`."""

    title = serializers.CharField()
    summary = serializers.CharField()
    description = serializers.CharField()
    title_en = serializers.CharField()
    summary_en = serializers.CharField()
    description_en = serializers.CharField()
    themes = Ref(many=True)
    sectors = serializers.ListField(child=serializers.CharField())
    year_groups = serializers.ListField(child=serializers.CharField())
    target_groups = serializers.ListField(child=serializers.CharField())
    menu_areas = serializers.ListField(child=serializers.CharField())
    cases = serializers.ListField(child=serializers.CharField())
    unit = serializers.ChoiceField(states.UNITS)
    price = Euros()
    vat_rate = serializers.DecimalField(5, 2, source="vat_percent")
    min_units = serializers.IntegerField()
    max_units = serializers.IntegerField(allow_null=True)
    min_group_size = serializers.IntegerField(allow_null=True)
    max_group_size = serializers.IntegerField(allow_null=True)
    capacity = serializers.IntegerField(allow_null=True)
    entitlement_units = serializers.IntegerField(allow_null=True)
    entitlement_period = serializers.CharField()
    entitlement_per_pupils = serializers.IntegerField(allow_null=True)
    weeks = serializers.IntegerField(allow_null=True)
    lead_time_days = serializers.IntegerField()
    cancel_free_days = serializers.IntegerField(allow_null=True)
    cancel_late_percent = serializers.IntegerField(allow_null=True)
    cancellation_terms = serializers.CharField()
    evidence_url = serializers.CharField()
    evidence_months = serializers.IntegerField(allow_null=True)
    evidence_strength = serializers.IntegerField(allow_null=True)
    evidence_cost = serializers.IntegerField(allow_null=True)
    place = serializers.CharField()
    venue = Id(source="venue_id", allow_null=True)
    contact = serializers.CharField()
    contact_person = Id(source="contact_person_id", allow_null=True)
    image = Id(source="image_id", allow_null=True)
    motif = serializers.CharField()
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)


class DraftShape(SaidShape):
    """What the next revision of a published offer will say, once the municipality approved it."""

    revision = serializers.IntegerField(source="number")
    status = serializers.ChoiceField(states.STATUSES)


class OfferShape(Shape):
    """An offer as its published revision (or its draft, before the first publication) says it. Prices without VAT.

    `draft` is there for its provider and its municipality, while a next revision is being written or reviewed.
    """

    id = Id()
    kind = serializers.ChoiceField(states.KINDS)
    status = serializers.ChoiceField(states.STATUSES)
    revision = serializers.IntegerField(source="text.number")
    draft = serializers.SerializerMethodField()
    provider = Ref()
    renewed_from = Id(source="renewed_from_id", allow_null=True)
    programme = Id(source="programme_id")
    goal = serializers.CharField(source="goal.code")
    capacity_left = serializers.IntegerField(allow_null=True)
    image_url = serializers.SerializerMethodField()
    distance = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()

    def get_fields(self) -> dict[str, Any]:
        """Its own fields and, from the revision that counts, everything that it says."""
        said = SaidShape().get_fields()
        for name, one in said.items():
            one.source = f"text.{one.source or name}"
        return {**super().get_fields(), **said}

    @extend_schema_field(DraftShape(allow_null=True))
    def get_draft(self, offer: Offer) -> dict[str, Any] | None:
        """The next revision, only for who writes or reviews it."""
        actor = self.context["actor"]
        concerned = offer.provider_id == actor.provider or offer.municipality_id == actor.municipality
        if not concerned or offer.revision_id is None or offer.draft is None:
            return None
        return dict(DraftShape(offer.draft).data)

    def get_image_url(self, offer: Offer) -> str | None:
        """Where the photograph is; nothing for an offer without one."""
        return address_of(offer.text.image) if offer.text.image else None

    @extend_schema_field({"type": ["number", "null"], "minimum": 0})
    def get_distance(self, offer: Offer) -> float | None:
        """Kilometres from the place that was asked for (`near`), 0 at school; nothing when nobody asked or knows."""
        kilometres: float | None = getattr(offer, "distance", None)
        return None if kilometres is None else round(kilometres, 1)


class FoundOfferShape(OfferShape):
    """An offer as the catalogue finds it: what is published, for whoever looks."""

    def get_draft(self, offer: Offer) -> None:
        """Nothing: a search shows what can be chosen now."""


class OfferChange(Shape):
    """What a provider may say of an offer. `kind` and `goal` are fixed once it was published."""

    kind = Word(KINDS)
    title = Text(max_length=120)
    title_en = Text(max_length=120, required=False, allow_blank=True)
    summary = Text(max_length=300, required=False, allow_blank=True)
    summary_en = Text(max_length=300, required=False, allow_blank=True)
    description = Text(max_length=5000, required=False, allow_blank=True)
    description_en = Text(max_length=5000, required=False, allow_blank=True)
    themes = Rows(Id(), most=20, required=False)
    goal = Text(max_length=10)
    sectors = Rows(Word(SECTOR_CODES), most=20, required=False)
    year_groups = Rows(Word(GROUP_CODES), most=30, required=False)
    target_groups = Rows(Word(TARGETS), most=10, required=False)
    menu_areas = Rows(Word(AREAS), most=10, required=False)
    cases = Rows(Text(max_length=40), most=20, required=False)
    unit = Word(UNITS)
    price = Euros(most=HIGHEST_PRICE)
    min_units = Whole(least=1, most=MOST_UNITS, required=False)
    max_units = Whole(least=1, most=MOST_UNITS, required=False, allow_null=True)
    min_group_size = Whole(least=1, most=MOST_UNITS, required=False, allow_null=True)
    max_group_size = Whole(least=1, most=MOST_UNITS, required=False, allow_null=True)
    capacity = Whole(least=1, most=MOST_UNITS, required=False, allow_null=True)
    entitlement_units = Whole(least=1, most=MOST_UNITS, required=False, allow_null=True)
    entitlement_period = Word(["", *PERIODS], required=False)
    entitlement_per_pupils = Whole(least=1, most=MOST_UNITS, required=False, allow_null=True)
    weeks = Whole(most=53, required=False, allow_null=True)
    lead_time_days = Whole(most=365, required=False)
    cancel_free_days = Whole(most=365, required=False, allow_null=True)
    cancel_late_percent = Whole(most=100, required=False, allow_null=True)
    cancellation_terms = Text(max_length=500, required=False, allow_blank=True)
    evidence_url = Url(required=False, allow_blank=True)
    evidence_months = Whole(most=24, required=False, allow_null=True)
    evidence_strength = Whole(most=5, required=False, allow_null=True)
    evidence_cost = Whole(most=5, required=False, allow_null=True)
    place = Text(max_length=200, required=False, allow_blank=True)
    venue = Id(required=False, allow_null=True)
    contact = Text(max_length=200, required=False, allow_blank=True)
    contact_person = Id(required=False, allow_null=True)
    image = Id(required=False, allow_null=True)
    motif = Text(max_length=20, required=False, allow_blank=True)
    starts_on = Day(required=False, allow_null=True)
    ends_on = Day(required=False, allow_null=True)


class NewOffer(OfferChange):
    """A new offer in a programme."""

    programme = Id()


class OfferFilters(Filters):
    """The actor's own list."""

    status = words([code for code, _label in states.STATUSES])
