"""The searches that people of the demo keep."""

from __future__ import annotations

from portal.demo.shapes import Content
from portal.demo.stage import Stage
from portal.people.models import Membership
from portal.searches import actions as searches
from portal.searches.keeping import from_json


def keep_searches(content: Content, stage: Stage) -> None:
    """Each by its own person, when the catalogue is filled: what it finds now counts as seen."""
    for each in content.searches:
        by = stage.login(each.account)
        mine = Membership.objects.get(user_id=by.person, role=by.role)
        searches.keep(mine, name=each.name, criteria=from_json(each.criteria), frequency=each.frequency, by=by)
