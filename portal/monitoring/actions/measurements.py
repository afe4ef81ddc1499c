"""Who executes fills in what an indicator was in a period; a correction keeps what stood there."""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Invalid, Refused, reasoned, require
from catalogue.lifecycle import added, change
from catalogue.validation import check_fields, validated
from portal.monitoring.models import Indicator, Measurement
from portal.monitoring.periods import Period
from portal.monitoring.rules import may_measure


@deed
def measure(indicator: Indicator, *, period: str, value: Decimal, by: Actor, words: str = "") -> Measurement:
    """What it was in a period that has begun: a number, and in words what people saw.

    `Forbidden("wrong_role")`, `Refused("stopped")`, `Invalid` for a wrong number, or a period that is none, lies before
    the first one or is still to come; `Refused("measured")` when it was filled in already: then it is corrected.
    """
    _may(by, indicator)
    if indicator.status != "active":
        raise Refused("stopped", _("This is not measured any more."))
    when = _period(indicator, period)
    if Measurement.objects.filter(indicator=indicator, period=str(when), counts=True).exists():
        raise Refused("measured", _("This period was filled in already. You can correct it."))
    row = Measurement(
        municipality_id=indicator.municipality_id, indicator=indicator, period=str(when), value=value, words=words
    )
    return added(_checked(row), by=by)


@deed
def correct(measurement: Measurement, *, value: Decimal, reason: str, by: Actor, words: str = "") -> Measurement:
    """Another number or other words for the same period; the old one stays readable and counts no more.

    `Forbidden("wrong_role")`, `Invalid` without a reason or for a wrong number, `Refused("corrected")` for one that
    was corrected already, `Stale` when somebody else was first.
    """
    _may(by, measurement.indicator)
    reasoned(reason, _("Say why this is corrected."))
    if not measurement.counts:
        raise Refused("corrected", _("This was corrected already. Correct the newest one."))
    check_fields(measurement, value=value, words=words, reason=reason)
    change(measurement, event="replaced", by=by, because=reason, counts=False)
    row = Measurement(
        municipality_id=measurement.municipality_id, indicator=measurement.indicator, period=measurement.period,
        value=value, words=words, edition=measurement.edition + 1, reason=reason,
    )  # fmt: skip
    return added(_checked(row), by=by, because=reason)


def _checked(row: Measurement) -> Measurement:
    if row.value is not None and row.value < 0:
        sentence = _("Found %(found)s; expected 0 or more.") % {"found": row.value}
        raise Invalid.field("#/value", "out_of_range", sentence)
    return validated(row)


def _period(indicator: Indicator, text: str) -> Period:
    first, now = indicator.first, Period.of(indicator.every, timezone.localdate())
    try:
        when = Period.read(indicator.every, text)
    except ValueError as error:
        sentence = _("Found “%(found)s”; expected a period such as %(example)s.")
        raise Invalid.field("#/period", "invalid", sentence % {"found": text[:20], "example": now}) from error
    if not first <= when <= now:
        sentence = _("Found %(found)s; expected %(first)s to %(last)s.")
        shown = {"found": when, "first": first, "last": now}
        raise Invalid.field("#/period", "out_of_range", sentence % shown)
    return when


def _may(by: Actor, indicator: Indicator) -> None:
    sentence = _("This is asked of somebody else. Only they and the policy officer fill it in.")
    require(may_measure(by, indicator), "wrong_role", sentence)
