"""Who has chosen nothing, since when, and whom to ask about it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from catalogue.organisations import actions as organisations
from catalogue.organisations.models import School
from portal.bookings import actions as bookings
from portal.budgets.models import Account
from portal.people import actions as people
from portal.people.models import Membership
from portal.radar.actions import set_terms
from portal.radar.queries import Chooser, choosers, reachable_schools, terms_of
from tests import cast
from tests.cast import OPERATOR, Town
from tests.portal.radar.days import on


def _rows(town: Town) -> list[Chooser]:
    return choosers(town.programme, terms_of(town.programme))


def _of(town: Town, name: str) -> Chooser:
    return next(row for row in _rows(town) if row.school.name == name)


def test_nobody_chose_yet_and_most_money_comes_first(town: Town):
    rows = _rows(town)
    assert [(row.school.name, row.stage, row.left) for row in rows] == [
        ("Dorpscollege", "nothing", Decimal("8000.00")),
        ("De Kring", "nothing", Decimal("3000.00")),
        ("De Linde", "nothing", Decimal("2000.00")),
    ]
    assert {row.school.board for row in rows} == {town.board}
    assert {row.last_seen for row in rows} == {None}


def test_a_shortlist_is_a_sign_of_life_but_no_choice(town: Town):
    with on("2026-11-20"):
        bookings.choose(town.kring, cast.offer(town), by=town.actor("coordinator"))
    row = _of(town, "De Kring")
    assert (row.stage, row.wishes, row.about) == ("wishes", 1, "little_chosen")
    assert timezone.localdate(row.since).isoformat() == timezone.localdate(row.last_seen).isoformat() == "2026-11-20"


@pytest.mark.parametrize(("units", "stage"), [(2, "little"), (11, "little"), (12, "on_course")])
def test_half_of_the_budget_is_on_course_unless_the_terms_say_otherwise(town: Town, units: int, stage: str):
    """€ 125 per group, of € 3,000."""
    cast.booking(town, units=units)
    assert _of(town, "De Kring").stage == stage
    set_terms(town.programme, committed_percent=5, by=town.actor("officer"))
    assert _of(town, "De Kring").stage == "on_course"


def test_what_was_withdrawn_is_no_choice_any_more(town: Town):
    bookings.withdraw(cast.booking(town), by=town.actor("coordinator"))
    assert _of(town, "De Kring").stage == "nothing"


def test_a_proposal_inside_the_school_is_a_choice_under_way(town: Town):
    bookings.book(town.kring, cast.offer(town), units=1, pupils=20, by=town.actor("teacher"))
    assert _of(town, "De Kring").stage == "little"


def test_a_fixed_offer_is_a_sign_of_life_but_nobody_chose_it(town: Town):
    cast.booking(town, cast.fixed_offer(town), units=1)
    row = _of(town, "De Kring")
    assert (row.stage, row.bookings, row.about) == ("nothing", 0, "nothing_chosen") and row.last_seen is not None


def test_signing_in_is_a_sign_of_life(town: Town):
    user = town.membership["teacher"].user
    with on("2026-11-21"):
        type(user).objects.filter(pk=user.pk).update(last_login=timezone.now())
    assert timezone.localdate(_of(town, "De Kring").last_seen).isoformat() == "2026-11-21"
    assert _of(town, "De Linde").last_seen is None


def test_a_closed_school_and_a_school_without_money_are_no_risk(town: Town):
    School.objects.filter(pk=town.linde.pk).update(closed_on="2026-09-01")
    organisations.add_school(
        town.municipality, board=town.board, name="Nieuw", location_code="98AD00", sector="PO", by=OPERATOR
    )
    assert Account.objects.filter(school=town.linde).exists()
    assert [row.school.name for row in _rows(town)] == ["Dorpscollege", "De Kring"]


def test_the_right_person_is_the_coordinator_then_the_director_then_a_contact_then_the_board(town: Town):
    def asked() -> list[tuple[str, str]]:
        return [(each.role, each.name) for each in reachable_schools([town.kring])[town.kring.pk].people]

    assert asked() == [("school:coordinator", "coordinator")]
    people.end_membership(town.membership["coordinator"], by=OPERATOR)
    assert asked() == [("school:budget_holder", "director")]
    Membership.objects.get(pk=town.membership["director"].pk).user.__class__.objects.filter(name="director").update(
        is_active=False
    )
    organisations.add_contact(town.kring, name="Administratie", email="a@kring.example", by=town.actor("coordinator"))
    assert asked() == [("contact", "Administratie")]
    assert [each.role for each in reachable_schools([town.college])[town.college.pk].people] == ["board"]


def test_row_15_for_whom_nobody_can_be_asked_is_told(town: Town):
    people.end_membership(town.membership["board"], by=OPERATOR)
    assert _of(town, "Dorpscollege").people == ()
    assert _of(town, "De Linde").people != ()
