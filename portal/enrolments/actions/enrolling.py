"""A school enrols children and takes them back."""

from __future__ import annotations

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.codes import fresh_codes
from catalogue.deeds import deed
from catalogue.errors import Refused, require
from catalogue.lifecycle import added, change
from catalogue.organisations.models import School
from catalogue.organisations.rules import acts_for
from portal.bookings import rules as booking_rules
from portal.enrolments import queries, rules
from portal.enrolments.models import Activity, Enrolment
from portal.enrolments.states import BY_CODE
from portal.enrolments.turns import held, out_of_range, serve

MOST_AT_ONCE = 500


@deed
def enrol(activity: Activity, school: School, *, children: int, by: Actor) -> list[Enrolment]:
    """Children of a school, each on the next free place; for whom there is none, they wait in the order of sign-up.

    One row for all of them, or with codes one per child. `Forbidden("not_your_school")`; `Refused` with
    `enrolment_closed`, `most_per_school`, `not_published`, `provider_suspended`, `sector_mismatch`; `Invalid` for a
    number outside 1 to 500.
    """
    row = held(activity)
    right = acts_for(by, school) and school.municipality_id == row.municipality_id
    require(right, "not_your_school", _("Only people of a school of this municipality enrol its children."))
    rules.insist_open(row)
    booking_rules.fits(school, row.offer, None)
    if not 1 <= children <= MOST_AT_ONCE:
        raise out_of_range("#/children", children, MOST_AT_ONCE)
    there = queries.held_by(row, school)
    if row.most_per_school and there + children > row.most_per_school:
        sentence = _("A school may enrol %(most)s children here; yours has %(held)s. Enrol %(left)s or fewer.")
        left = max(row.most_per_school - there, 0)
        raise Refused("most_per_school", sentence % {"most": row.most_per_school, "held": there, "left": left})
    turn = queries.last_turn(row)
    codes = fresh_codes(children, used=queries.codes_of(row)) if row.way == BY_CODE else [""]
    each = 1 if row.way == BY_CODE else children
    rows = [
        Enrolment(activity=row, school=school, number=turn + place, code=code, wanted=each, enrolled_by=by.person)
        for place, code in enumerate(codes, start=1)
    ]
    Enrolment.objects.bulk_create(rows)
    for made in rows:
        added(made, by=by, data={"children": each})
    serve(row, by)
    return list(Enrolment.objects.filter(pk__in=[made.pk for made in rows]))


@deed
def take_back(enrolment: Enrolment, *, by: Actor, children: int | None = None) -> Enrolment:
    """So many children (all, unless said) do not come: first those that wait, then those with a place.

    What comes free goes to who waits longest. `Forbidden("not_your_school")`; `Refused("wrong_state")`; `Invalid`.
    """
    activity = held(enrolment.activity)
    row = Enrolment.objects.select_related("school", "activity").get(pk=enrolment.pk)
    sentence = _("Only people of the school take its children back.")
    require(acts_for(by, row.school), "not_your_school", sentence)
    if not rules.may_take_back(by, row):
        raise Refused("wrong_state", _("Nobody is enrolled here any more. Reload the page."))
    leaving = row.wanted if children is None else children
    if not 1 <= leaving <= row.wanted:
        raise out_of_range("#/children", leaving, row.wanted)
    freed = max(leaving - row.waiting, 0)
    data = {"children": leaving, "freed": freed}
    change(row, event="taken_back", by=by, data=data, wanted=row.wanted - leaving, placed=row.placed - freed)
    if freed:
        change(activity, event="freed", by=by, data={"places": freed}, taken=activity.taken - freed)
        serve(activity, by)
    return row
