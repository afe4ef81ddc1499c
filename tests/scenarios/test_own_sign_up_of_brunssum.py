"""DOMAIN § 7 row 16 (Brunssum): extra gym lessons after school for which children can enrol; ten schools.

A school enrols counts or pseudonymous codes; attendance is counted per date; no names are kept.
"""

from __future__ import annotations

from datetime import timedelta

import time_machine

from catalogue.organisations import actions as organisations
from portal.enrolments import actions as enrolments
from portal.enrolments import queries
from portal.enrolments.models import Enrolment
from portal.people import actions as people
from portal.people.queries import actor_of
from tests.cast import OPERATOR, Town
from tests.portal.enrolments.activities import dates, opened


def test_ten_schools_enrol_children_for_extra_gym(town: Town):
    gym = opened(town, capacity=45)
    for number in range(10):
        school = organisations.add_school(
            town.municipality, board=town.board, name=f"School {number}", location_code=f"98B{'ABCDEFGHIJ'[number]}00",
            sector="PO", by=OPERATOR,
        )  # fmt: skip
        user = people.add_user(email=f"school{number}@bloemendorp.example", name="Coordinator", by=OPERATOR)
        member = people.add_membership(user, role="school:coordinator", school=school, by=OPERATOR)
        enrolments.enrol(gym, school, children=5, by=actor_of(member))
    shown = queries.visible_to(town.actor("librarian")).get()
    assert (shown.placed, shown.waiting) == (45, 5)

    first, _second = dates(gym)
    with time_machine.travel(first.ends_at + timedelta(hours=1)):
        present = {row.pk: row.placed - 1 for row in queries.to_count(gym)}
        enrolments.count_present(gym, first, present=present, by=town.actor("librarian"))
    came = [each.present.get(first.pk) for each in queries.per_school(gym)]
    assert sorted(came, key=lambda each: -1 if each is None else each) == [None] + [4] * 9
    columns = {field.name for field in Enrolment._meta.get_fields()}
    assert not columns & {"name", "names", "birth_date", "remarks"}, "counts or codes, never who it is"
