"""Indicators and what was measured, for tests. Bloemendorp measures by the quarter from July 2026."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from catalogue.offers.models import Offer
from portal.funding.models import Measure
from portal.monitoring import actions
from portal.monitoring.models import Indicator, Measurement, Talk
from tests.cast import Town
from tests.portal.funding import planned


def indicator(town: Town, measure: Measure | None = None, **said: Any) -> Indicator:
    """Of the measure (a new one): how many visits turned into help, at least 60 %, asked of the library."""
    given: dict[str, Any] = {
        "kind": "result", "name": "Bezoeken die tot hulp leiden", "unit": "%", "target": Decimal(60),
        "source": "Telling aan de balie", "every": "quarter", "starts_on": date(2026, 7, 1), "provider": town.library,
    } | said  # fmt: skip
    if not {"theme", "offer"} & set(said):
        given["measure"] = measure or planned.measure(town)
    return actions.define(town.programme, by=town.actor("officer"), **given)


def of_offer(town: Town, offer: Offer, **said: Any) -> Indicator:
    """How many children came to this offer, asked of its provider."""
    given = {"kind": "deployment", "name": "Kinderen", "unit": "kinderen", "hides_small": True, "target": Decimal(20)}
    return indicator(town, offer=offer, **given | {"provider": None} | said)


def measured(
    town: Town, of: Indicator | None = None, value: str = "48", period: str = "2026-Q3", **said: Any
) -> Measurement:
    """What the library filled in, in its third quarter."""
    given = {"words": "De drempel is laag."} | said
    return actions.measure(
        of or indicator(town), period=period, value=Decimal(value), by=town.actor("librarian"), **given
    )


def talked(town: Town, about: Measurement | None = None, **said: Any) -> Talk:
    """What was said of it, and what the library does about it."""
    given: dict[str, Any] = {
        "held_on": date(2026, 11, 2), "note": "Ouders weten het niet.", "action": "Folder bij de inloop",
        "owner": "bibliotheek", "due_on": date(2026, 12, 1),
    } | said  # fmt: skip
    return actions.talk(about or measured(town), by=town.actor("officer"), **given)
