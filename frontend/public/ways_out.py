"""When nothing fits: what to let go of, and how many offers that gives."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.offers.search import Criteria, count_of
from frontend.public.criteria import address_of, without


@dataclass(frozen=True, slots=True)
class Way:
    """A link to a list that is filtered otherwise."""

    label: str
    address: str
    count: int = 0


def ways_out(criteria: Criteria) -> list[Way]:
    """What helps, the most helpful first; one statement for each thing that was chosen."""
    said = {
        "q": bool(criteria.q),
        "price": criteria.price_max is not None,
        "from": criteria.starts_after is not None,
        "until": criteria.starts_before is not None,
        "within": criteria.distance_max is not None,
    }
    names = [*(name for name, values in criteria.chosen.items() if values), *(name for name in said if said[name])]
    asked = {name: without(criteria, name) for name in names}
    ways = [Way(_letting_go(name), address_of(wider), count_of(wider)) for name, wider in asked.items()]
    return sorted((way for way in ways if way.count), key=lambda way: -way.count)


def _letting_go(name: str) -> str:
    return {
        "q": _("without the words you typed"),
        "price": _("at any price"),
        "from": _("on any day"),
        "until": _("on any day"),
        "within": _("at any distance"),
        "theme": _("in every theme"),
        "kind": _("fixed and optional offers"),
        "sector": _("for every kind of school"),
        "yearGroup": _("for every year group"),
        "targetGroup": _("for all children"),
        "menuArea": _("in every area of the national menu"),
        "goal": _("for every spending goal"),
        "provider": _("by every provider"),
        "unit": _("priced in any way"),
        "priceBand": _("at any price"),
        "evidence": _("with and without evidence"),
        "month": _("in any month"),
        "programme": _("in every programme"),
        "municipality": _("in every municipality"),
    }[name]
