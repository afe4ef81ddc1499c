"""Places are given one at a time, to who waits longest; for the deeds of this room only."""

from __future__ import annotations

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.errors import Invalid
from catalogue.lifecycle import change
from portal.enrolments import queries
from portal.enrolments.models import Activity


def held(activity: Activity) -> Activity:
    """The activity as it is now, held until the deed is done: turns and places are given one at a time."""
    rows = Activity.objects.select_related("offer__revision", "offer__provider", "offer__programme")
    return rows.select_for_update(of=("self",)).get(pk=activity.pk)


def serve(activity: Activity, by: Actor) -> None:
    """Give what is free to who waits, the longest first."""
    free = activity.left
    if not free:
        return
    given = 0
    for row in activity.enrolments.filter(wanted__gt=queries.PLACED).order_by("number"):
        takes = min(row.waiting, free - given)
        if not takes:
            break
        given += takes
        change(row, event="placed", by=by, data={"children": takes}, placed=row.placed + takes)
    if given:
        change(activity, event="filled", by=by, data={"places": given}, taken=activity.taken + given)


def out_of_range(where: str, found: int, most: int) -> Invalid:
    """What to raise for a number that is none of 1 to `most`."""
    words = _("Found %(found)s; expected 1 to %(most)s.")
    return Invalid.field(where, "out_of_range", words % {"found": found, "most": most})
