"""An officer tries, divides once, and the worker books what was granted; every school reads its own result."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.errors import Forbidden, Refused
from catalogue.journal.outbox import drain
from catalogue.offers import actions as offers
from catalogue.organisations.models import School
from catalogue.programmes import actions as programmes
from portal.allocations import actions as allocations
from portal.allocations import making
from portal.allocations.document import digest, read, result
from portal.allocations.models import Allocation, Outcome
from portal.allocations.queries import outcomes_visible_to, visible_to
from portal.allocations.solving import solve
from portal.bookings import actions as bookings
from portal.bookings.models import Booking, Choice
from portal.budgets.models import Account
from portal.jobs.models import Job
from portal.rounds import actions as rounds
from portal.rounds.models import Round
from tests import cast
from tests.cast import Town
from tests.portal.allocations.rounds import closed, contested, wish
from tests.portal.rounds import planned


def _divide(town: Town, the_round: Round, *, trial: bool = False) -> Allocation:
    return allocations.divide(the_round, trial=trial, by=town.actor("officer"))


def _refused(town: Town, the_round: Round, *, trial: bool = False) -> str:
    with pytest.raises(Refused) as refused:
        _divide(town, the_round, trial=trial)
    return refused.value.code


def test_a_trial_shows_the_result_and_books_nothing(town: Town):
    the_round, _reading, _music = contested(town)
    trial = _divide(town, the_round, trial=True)
    drain()
    granted = {(each.school.name, each.title) for each in trial.outcomes.filter(won=True)}
    # De Kring has € 3,000 and can pay both; De Linde has exactly € 2,000, so it gets music or reading: reading for
    # De Kring and music for De Linde is worth more than the other way round.
    assert granted == {("De Kring", "Voorleesuur"), ("De Kring", "Muziek"), ("De Linde", "Muziek")}
    assert (trial.schools, trial.weights) == (2, 16 + 8 + 8)
    assert (Booking.objects.count(), Choice.objects.count(), Job.objects.count()) == (0, 4, 0)
    again = _divide(town, the_round, trial=True)
    assert (again.input_hash, again.result_hash) == (trial.input_hash, trial.result_hash)


def test_every_refusal_says_why_and_who_got_it(town: Town):
    the_round, _reading, _music = contested(town)
    (refused,) = _divide(town, the_round, trial=True).outcomes.filter(won=False)
    assert (refused.school.name, refused.title, refused.reasons) == ("De Linde", "Voorleesuur", ["capacity", "budget"])
    assert refused.detail["gotBy"] == [[str(town.kring.pk), "De Kring", 1]]
    assert (refused.detail["left"], refused.detail["budgetLeft"], refused.detail["roundLeft"]) == (0, 0, None)


def test_the_real_one_is_booked_by_the_worker_each_wish_by_itself(town: Town):
    the_round, _reading, _music = contested(town)
    trial = _divide(town, the_round, trial=True)
    made = _divide(town, the_round)
    assert (made.status, made.result_hash) == ("booking", trial.result_hash)
    drain()
    made.refresh_from_db()
    the_round.refresh_from_db()
    assert (made.status, the_round.status) == ("published", "published")
    booked = set(Booking.objects.values_list("school", "offer", "status", "in_round"))
    granted = made.outcomes.filter(won=True)
    assert booked == {(each.school_id, each.offer_id, "requested", the_round.pk) for each in granted}
    assert not made.outcomes.filter(won=True, booking=None).exists()
    # What was not granted stays on the shortlist and goes along with the next round.
    assert Choice.objects.count() == 1
    reserved = sum((row.reserved for row in Account.objects.filter(school__isnull=False)), Decimal(0))
    assert reserved == sum(each.amount for each in granted)
    assert "3 van 3" in Job.objects.get().words
    assert _refused(town, the_round) == _refused(town, the_round, trial=True) == "already_divided"


def test_what_does_not_fit_any_more_says_so_and_stops_nothing(town: Town):
    the_round, reading, music = contested(town)
    made = _divide(town, the_round)
    offers.withdraw(music, reason="De docent is weg", by=town.actor("librarian"))
    drain()
    made.refresh_from_db()
    failed = made.outcomes.filter(won=True, offer=music)
    assert made.status == "published" and all(each.failed and each.booking is None for each in failed)
    assert Booking.objects.get().offer == reading


def test_a_worker_that_dies_halfway_books_nothing_twice(town: Town):
    the_round, _reading, _music = contested(town)
    made = _divide(town, the_round)

    def dies(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    job = Job.objects.get()
    with pytest.raises(KeyboardInterrupt):
        making.make(job, dies)  # type: ignore[arg-type]  # what progress is to the work
    assert Booking.objects.count() == 1
    drain()
    assert Booking.objects.count() == 3
    told: list[tuple[int, int]] = []
    making.make(job, lambda done, total: told.append((done, total)))  # type: ignore[arg-type, return-value]
    assert (Booking.objects.count(), told) == (3, [])
    assert Allocation.objects.get(pk=made.pk).status == "published"


def test_an_auditor_gets_the_same_from_the_file(town: Town):
    the_round, _reading, _music = contested(town)
    made = _divide(town, the_round, trial=True)
    problem = read(made.input)
    assert digest(made.input) == made.input_hash
    assert digest(result(problem, solve(problem))) == made.result_hash
    assert town.kring.name not in str(made.input)


def test_another_seed_may_decide_otherwise(town: Town):
    reading = cast.offer(town, capacity=1)
    for school in (town.kring, town.linde):
        wish(town, school, reading)
    the_round, winners = closed(town), set()
    for seed in range(12):
        Round.objects.filter(pk=the_round.pk).update(seed=str(seed))
        the_round.refresh_from_db()
        winners |= set(_divide(town, the_round, trial=True).outcomes.filter(won=True).values_list("school", flat=True))
    assert winners == {town.kring.pk, town.linde.pk}


def test_when_it_can_be_divided(town: Town):
    open_round = planned.round(town, method="allocation")
    assert _refused(town, open_round) == "round_open"
    assert _divide(town, open_round, trial=True).is_trial
    rounds.close(open_round, reason="Klaar", by=town.actor("officer"))
    first_come = planned.round(town, opens=0, closes=5)
    assert _refused(town, first_come) == "wrong_method"
    for who in ("finance", "coordinator", "librarian"):
        with pytest.raises(Forbidden):
            allocations.divide(open_round, trial=True, by=town.actor(who))


def test_the_round_closes_by_the_time_without_a_clock(town: Town):
    the_round = planned.round(town, method="allocation")
    Round.objects.filter(pk=the_round.pk).update(closes=the_round.opens + timedelta(hours=1))
    the_round.refresh_from_db()
    assert the_round.status == "open"
    assert _divide(town, the_round).status == "booking"


def test_wishes_that_cannot_be_granted_do_not_push_others_down(town: Town):
    gone, good = cast.offer(town, title="Weg"), cast.offer(town, title="Goed")
    small = cast.offer(town, title="Klein", max_group_size=10)
    wish(town, town.kring, gone)
    wish(town, town.kring, small)
    wish(town, town.kring, cast.offer(town, title="Onbekend"), pupils=None)
    wish(town, town.kring, good)
    offers.withdraw(gone, reason="Gestopt", by=town.actor("librarian"))
    made = _divide(town, closed(town), trial=True)
    said = {each.title: (each.place, each.won, each.reasons) for each in made.outcomes.all()}
    assert said == {
        "Weg": (0, False, ["not_published"]),
        "Klein": (0, False, ["size"]),
        "Onbekend": (0, False, ["no_pupils"]),
        "Goed": (1, True, []),
    }


def test_late_wishes_go_along_with_the_next_round(town: Town):
    the_round, _reading, _music = contested(town)
    late = wish(town, town.kring, cast.offer(town, title="Te laat"))
    made = _divide(town, the_round)
    drain()
    assert not made.outcomes.filter(title="Te laat").exists()
    assert Choice.objects.filter(pk=late.pk).exists()


def test_between_the_closing_and_the_result_wishes_stay_as_they_were(town: Town):
    the_round, _reading, _music = contested(town)
    who, mine = town.actor("coordinator"), Choice.objects.filter(school=town.kring).earliest("rank")
    for deed in (lambda: bookings.change_choice(mine, rank=9, by=who), lambda: bookings.remove_choice(mine, by=who)):
        with pytest.raises(Refused) as refused:
            deed()
        assert refused.value.code == "round_closed"
    late = wish(town, town.kring, cast.offer(town))
    bookings.change_choice(late, rank=3, by=who)
    _divide(town, the_round)
    drain()
    for left in Choice.objects.filter(school=town.kring):
        bookings.remove_choice(left, by=who)


def test_the_budget_of_the_round_is_kept(town: Town):
    reading = cast.offer(town, capacity=None, price=Decimal("400.00"))
    for school in (town.kring, town.linde):
        wish(town, school, reading)
    made = _divide(town, closed(town, budget=Decimal("500.00")))
    drain()
    (refused,) = made.outcomes.filter(won=False)
    assert refused.reasons == ["round_budget"] and refused.detail["roundLeft"] == 10_000
    assert Booking.objects.get().charged == Decimal("400.00")


def test_without_a_frame_a_sector_gets_nothing(town: Town):
    programmes.ask_frames_first(town.programme, sectors=["PO"], by=town.actor("officer"))
    wish(town, town.kring, cast.offer(town))
    (outcome,) = _divide(town, closed(town), trial=True).outcomes.all()
    assert outcome.reasons == ["frame_missing"]


def test_who_reads_what(town: Town):
    the_round, _reading, _music = contested(town)
    made = _divide(town, the_round)
    school = town.actor("coordinator")
    assert not outcomes_visible_to(school).exists() and not visible_to(school).exists()
    assert outcomes_visible_to(town.actor("controller")).count() == 4
    drain()
    assert set(outcomes_visible_to(school).values_list("school__name", flat=True)) == {"De Kring"}
    assert set(outcomes_visible_to(town.actor("board")).values_list("school__name", flat=True)) == {
        "De Kring",
        "De Linde",
    }
    assert not outcomes_visible_to(town.actor("librarian")).exists()
    assert made in visible_to(town.actor("finance"))


def test_dividing_costs_the_same_number_of_statements_for_many_schools(town: Town):
    the_round, reading, _music = contested(town)
    with CaptureQueriesContext(connection) as few:
        _divide(town, the_round, trial=True)
    schools = [
        School(municipality=town.municipality, name=f"School {n}", location_code=f"{n:04}00", sector="PO")
        for n in range(100)
    ]
    School.objects.bulk_create(schools)
    before = Choice.objects.earliest("created_at").created_at
    Choice.objects.bulk_create(Choice(school=school, offer=reading, pupils=20, created_at=before) for school in schools)
    with CaptureQueriesContext(connection) as many:
        _divide(town, the_round, trial=True)
    assert len(many) <= len(few)
    assert Outcome.objects.count() == 4 + 104
