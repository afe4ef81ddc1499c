"""How many pupils a school has: recorded from a source, or said by a person where the source masks it."""

from __future__ import annotations

from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Invalid, Refused, Stale, check
from catalogue.lifecycle import change
from catalogue.organisations import rules
from catalogue.organisations.models import PupilCount, School

MUNICIPALITY = "municipality"  # the source of what a person filled in
MOST_MASKED = 4  # a source masks "fewer than five"


@deed
def count_pupils(
    school: School,
    *,
    reference_date: date,
    pupils: int | None,
    target_pupils: int | None = None,
    source: str,
    by: Actor,
) -> PupilCount:
    """Record the pupils of a school at a date; `pupils=None` is "masked by the source". Recording again replaces it."""
    rules.only_the_municipality(by, school.municipality)
    if pupils is not None and pupils < 0:
        raise Invalid(Fault("#/pupils", "negative", _("Found %(found)s; expected 0 or more.") % {"found": pupils}))
    count, _made = PupilCount.objects.update_or_create(
        school=school,
        reference_date=reference_date,
        defaults={
            "pupils": pupils,
            "target_pupils": target_pupils,
            "masked": pupils is None,
            "source": source,
            "reason": "",
        },
    )
    change(school, event="counted", by=by, data={"date": reference_date.isoformat(), "pupils": pupils})
    return count


@deed
def fill_in(count: PupilCount, *, pupils: int, reason: str, by: Actor) -> PupilCount:
    """What a person knows about a count that its source masks, and why: 0 to 4 pupils. Filling in again corrects it.

    The count stays masked, gets the municipality as its source, and is used wherever pupils are counted.
    `Refused("not_masked")` when the source shows the number; `Invalid` per field; `Stale`; `Forbidden("wrong_role")`.
    """
    rules.only_the_municipality(by, count.school.municipality)
    if not count.masked:
        raise Refused("not_masked", _("The source shows this number. Load a newer file to change it."))
    check(_faults(pupils, reason))
    said = {"pupils": pupils, "reason": reason, "source": MUNICIPALITY}
    as_read = PupilCount.objects.filter(pk=count.pk, version=count.version, masked=True)
    if not as_read.update(version=F("version") + 1, **said):
        raise Stale(_("This was changed in the meantime. Reload it, look at what changed, and decide again."))
    before = count.pupils
    count.pupils, count.reason, count.source, count.version = pupils, reason, MUNICIPALITY, count.version + 1
    told = {"date": count.reference_date.isoformat(), "pupils": pupils, "before": before}
    change(count.school, event="count_filled_in", by=by, because=reason, data=told)
    return count


def _faults(pupils: int, reason: str) -> list[Fault]:
    faults = []
    if not 0 <= pupils <= MOST_MASKED:
        message = _("Found %(found)s; expected 0 to %(most)s, because the source says “fewer than five”.")
        faults.append(Fault("#/pupils", "out_of_range", message % {"found": pupils, "most": MOST_MASKED}))
    if not reason.strip():
        faults.append(Fault("#/reason", "required", _("Say how you know this number.")))
    return faults
