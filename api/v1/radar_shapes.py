"""How the radar looks as JSON: schools, months, themes, districts, offers, and what is expected at the end."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.conventions.shapes import Euros, Id, Ref, Shape
from catalogue.money import MOST
from portal.radar.queries.schools import Chooser
from portal.radar.states import STAGES


class RadarTermsShape(Shape):
    """From when on the radar warns. `chooseBy` is null when that day follows from the offers."""

    programme = Id(source="programme_id")
    committed_percent = serializers.IntegerField()
    deciding_days = serializers.IntegerField()
    answer_days = serializers.IntegerField()
    remind_every_days = serializers.IntegerField()
    choose_by = serializers.DateField(allow_null=True)


class ChooserShape(Shape):
    """A school with a budget. `about` is what it can be reminded of, `contactRole` as what somebody is written to.

    Both are empty when there is nothing, or nobody. `remindAgainOn` null: it can be done today.
    """

    school = Ref()
    board = Ref(source="school.board", allow_null=True)
    stage = serializers.ChoiceField(STAGES)
    granted = Euros()
    committed = Euros()
    available = Euros(source="left")
    bookings = serializers.IntegerField()
    wishes = serializers.IntegerField()
    since = serializers.DateTimeField()
    last_seen = serializers.DateTimeField(allow_null=True)
    contact_role = serializers.SerializerMethodField()
    about = serializers.CharField()
    reminded_on = serializers.SerializerMethodField()
    remind_again_on = serializers.DateField(source="again_on", allow_null=True)

    def get_contact_role(self, row: Chooser) -> str:
        """Such as `school:coordinator`, `contact` or `board`; empty when nobody is known."""
        return row.people[0].role if row.people else ""

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_reminded_on(self, row: Chooser) -> str | None:
        """The day on which it was reminded of this last."""
        return timezone.localdate(row.reminded.created_at).isoformat() if row.reminded else None


class RadarMonthShape(Shape):
    """A coming month: what must be chosen by its end, and what is at risk when nothing is chosen before."""

    until = serializers.DateField()
    closing = serializers.IntegerField()
    open = serializers.IntegerField()
    to_commit = Euros()
    at_risk = Euros()


class RadarDatesShape(Shape):
    """What must be chosen by when to be delivered in time."""

    delivered_by = serializers.DateField()
    choose_by = serializers.DateField()
    last_choice = serializers.DateField()
    available = Euros(source="left")
    lost = Euros()
    months = RadarMonthShape(many=True)


class ThemeDemandShape(Shape):
    """A theme with its offers and what was chosen of them."""

    theme = Ref()
    offers = serializers.IntegerField()
    bookings = serializers.IntegerField()
    wishes = serializers.IntegerField()
    amount = Euros()


class DistrictShape(Shape):
    """The schools of one neighbourhood (four digits of the postcode)."""

    postcode = serializers.CharField()
    city = serializers.CharField()
    schools = serializers.IntegerField()
    nothing = serializers.IntegerField()
    granted = Euros()
    committed = Euros()
    offers = serializers.IntegerField()


class OfferOnRadarShape(Shape):
    """An offer and its provider."""

    id = Id(source="pk")
    title = serializers.CharField(source="text.title")
    provider = Ref()


class LonelyShape(Shape):
    """An offer that nobody chose; `remindAgainOn` null: its provider can be reminded today."""

    offer = OfferOnRadarShape()
    reminded_on = serializers.DateField(allow_null=True)
    remind_again_on = serializers.DateField(source="again_on", allow_null=True)


class WantedShape(Shape):
    """An offer without places, and how many schools still want it."""

    offer = OfferOnRadarShape()
    schools = serializers.IntegerField()


class UnansweredShape(Shape):
    """A provider with requests that wait too long."""

    provider = Ref(source="waiting.provider")
    requests = serializers.IntegerField(source="waiting.requests")
    amount = Euros(source="waiting.amount")
    since = serializers.DateTimeField(source="waiting.since")
    reminded_on = serializers.DateField(allow_null=True)
    remind_again_on = serializers.DateField(source="again_on", allow_null=True)


class RadarExpectedShape(Shape):
    """What is expected to be committed or spent at the end; `likely` is null while too few months passed."""

    planned = Euros()
    so_far = Euros()
    least = Euros()
    likely = Euros(allow_null=True)
    most = Euros()
    unspent = Euros(least=-MOST, allow_null=True)


class LineForecastShape(Shape):
    """A line of the plan, or without a plan an account; `code` is empty for the budgets of the schools."""

    code = serializers.CharField()
    name = serializers.SerializerMethodField()
    ends_on = serializers.DateField()
    expected = RadarExpectedShape()

    def get_name(self, row: object) -> str:
        """The name of the line; empty without a plan."""
        line = getattr(row, "line", None)
        return line.name if line else ""


class GrantForecastShape(Shape):
    """A grant, as far as the lines of this programme use it."""

    grant = Id(source="grant.pk")
    regulation = serializers.CharField(source="grant.regulation.code")
    expected = RadarExpectedShape()


class RadarForecastShape(Shape):
    """Per line and grant; `months` is how many months the pace was taken from."""

    months = serializers.IntegerField()
    lines = LineForecastShape(many=True)
    grants = GrantForecastShape(many=True)


class RadarShape(Shape):
    """Everything that may stay unspent in a programme, without VAT. `neverChosen` shows at most twenty offers."""

    programme = Id(source="programme.pk")
    terms = RadarTermsShape()
    schools = ChooserShape(many=True)
    dates = RadarDatesShape()
    themes = ThemeDemandShape(many=True)
    districts = DistrictShape(many=True)
    never_chosen = LonelyShape(many=True)
    never_chosen_count = serializers.IntegerField()
    wanted = WantedShape(many=True)
    unanswered = UnansweredShape(many=True)
    forecast = RadarForecastShape()
