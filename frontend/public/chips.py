"""Everything that was chosen, each with the list without it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from catalogue.offers.search import Criteria, Facets
from frontend import wording
from frontend.public.criteria import address_of, without
from frontend.public.labels import called, label_of
from frontend.public.ways_out import Way


def chosen_of(criteria: Criteria, facets: Facets) -> list[Way]:
    """The chips above the list, in the order in which things are asked."""
    ways = [_way(f"“{criteria.q}”", criteria, "q")] if criteria.q else []
    for dimension, values in criteria.chosen.items():
        labels = {each.value: label_of(dimension, each) for each in facets[dimension]}
        ways += [_way(labels.get(value) or called(dimension, value), criteria, dimension, value) for value in values]
    if criteria.price_max is not None:
        price = wording.euro(criteria.price_max, short=True)
        ways.append(_way(_("at most %(price)s") % {"price": price}, criteria, "price"))
    if criteria.starts_after is not None:
        ways.append(_way(_("from %(day)s") % {"day": wording.day(criteria.starts_after)}, criteria, "from"))
    if criteria.starts_before is not None:
        ways.append(_way(_("until %(day)s") % {"day": wording.day(criteria.starts_before)}, criteria, "until"))
    if criteria.near:
        ways.append(_way(_near(criteria.near.name, criteria.distance_max), criteria, "near"))
    return ways


def _near(name: str, kilometres: int | None) -> str:
    if kilometres is None:
        return _("near %(place)s") % {"place": name}
    return _("at most %(km)s km from %(place)s") % {"km": kilometres, "place": name}


def _way(label: str, criteria: Criteria, dimension: str, value: str = "") -> Way:
    return Way(label, address_of(without(criteria, dimension, value)))
