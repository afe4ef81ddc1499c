"""A school divides its budget over teams: each chooses from its own part, what nobody has stays common."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.deeds import unit_of_work
from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.models import JournalLine
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.budgets import actions as budgets
from portal.budgets.models import Account, TeamBudget
from portal.budgets.queries import teams_visible_to, verify, verify_teams
from portal.budgets.teams import add_team, change_team
from portal.claims import decisions
from tests import cast
from tests.cast import OPERATOR, Town


@pytest.fixture
def account(town: Town) -> Account:
    """The € 3,000 of De Kring."""
    return Account.objects.get(school=town.kring)


def _team(town: Town, account: Account, name: str = "Bovenbouw", amount: str = "1000.00") -> TeamBudget:
    return add_team(account, name=name, amount=Decimal(amount), by=town.actor("director"))


def _book(town: Town, team: TeamBudget | None, price: str = "400.00") -> Booking:
    made = cast.offer(town, title=f"Les van {price}", price=Decimal(price))
    return bookings.book(town.kring, made, units=1, pupils=20, team=team, by=town.actor("coordinator"))


def _now(account: Account) -> tuple[str, str, str]:
    """What is left of the account, of its teams, and in common."""
    account.refresh_from_db()
    return str(account.available), str(account.in_teams), str(account.common)


def test_a_team_gets_its_part_and_the_rest_stays_common(town: Town, account: Account):
    _team(town, account)
    assert _now(account) == ("3000.00", "1000.00", "2000.00")
    with pytest.raises(Refused) as refused:
        _team(town, account, "Onderbouw", "2000.01")
    assert refused.value.code == "budget_exhausted"


def test_a_team_chooses_from_its_own_part_only(town: Town, account: Account):
    team = _team(town, account)
    _book(town, team)
    team.refresh_from_db()
    assert (str(team.reserved), str(team.available)) == ("400.00", "600.00")
    assert _now(account) == ("2600.00", "600.00", "2000.00")
    with pytest.raises(Refused) as refused, transaction.atomic():
        _book(town, team, "600.01")
    assert refused.value.code == "budget_exhausted"


def test_without_a_team_a_booking_leaves_the_teams_alone(town: Town, account: Account):
    _team(town, account, amount="2500.00")
    with pytest.raises(Refused), transaction.atomic():
        _book(town, None, "500.01")
    _book(town, None, "500.00")
    assert _now(account) == ("2500.00", "2500.00", "0.00")


def test_every_way_back_gives_it_to_the_team(town: Town, account: Account):
    team = _team(town, account)
    bookings.withdraw(_book(town, team), by=town.actor("coordinator"))
    declined = _book(town, team, "300.00")
    bookings.decline(declined, reason="Vol", by=town.actor("librarian"))
    cancelled = bookings.confirm(_book(town, team, "200.00"), by=town.actor("librarian"))
    bookings.cancel(cancelled, by=town.actor("director"))
    assert _now(account) == ("3000.00", "1000.00", "2000.00") and verify_teams() == []


def test_what_is_claimed_is_spent_of_the_team(town: Town, account: Account):
    team = _team(town, account)
    row = bookings.confirm(_book(town, team), by=town.actor("librarian"))
    bookings.deliver(row, date=row.created_at.date(), sessions=1, pupils_reached=20, by=town.actor("librarian"))
    bookings.accept(row, by=town.actor("coordinator"))
    claim = cast.claim(town, row)
    line = claim.lines.get()
    verdict = decisions.Verdict("approve", lines=[decisions.LineVerdict(line.pk, Decimal("250.00"), "Korter")])
    decisions.decide(claim, verdict, by=town.actor("assessor"))
    team.refresh_from_db()
    assert str(team.spent) == "250.00" and verify() == verify_teams() == []


def test_less_budget_takes_the_common_rest_first_and_then_what_teams_have_left(town: Town, account: Account):
    """€ 3,000: the upper school 1,000 (400 chosen), the lower 1,200; called back 1,700, of which 800 is common."""
    upper, lower = _team(town, account), _team(town, account, "Onderbouw", "1200.00")
    _book(town, upper)
    budgets.call_back(account, Decimal("1700.00"), cause=town.programme, by=OPERATOR)
    upper.refresh_from_db()
    lower.refresh_from_db()
    assert (str(upper.allotted), str(lower.allotted)) == ("700.00", "600.00")
    assert _now(account) == ("900.00", "900.00", "0.00") and verify_teams() == []
    assert JournalLine.objects.filter(event="team_budget.trimmed").count() == 2
    with pytest.raises(Refused):
        budgets.call_back(account, Decimal("900.01"), cause=town.programme, by=OPERATOR)


def test_a_team_keeps_what_it_chose(town: Town, account: Account):
    team = _team(town, account)
    _book(town, team)
    with pytest.raises(Refused):
        change_team(team, amount=Decimal("399.99"), by=town.actor("director"))
    change_team(team, amount=Decimal("400.00"), name="Groep 7 en 8", by=town.actor("director"))
    assert _now(account) == ("2600.00", "0.00", "2600.00")


def test_names_and_amounts_that_cannot_be(town: Town, account: Account):
    team, other = _team(town, account), _team(town, account, "Onderbouw")
    for change, location in (
        ({"name": "Onderbouw"}, "#/name"), ({"name": " "}, "#/name"), ({"amount": Decimal("-1.00")}, "#/amount"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as invalid:
            change_team(team, by=town.actor("director"), **change)
        assert [fault.location for fault in invalid.value.faults] == [location]
    with pytest.raises(Invalid):
        _team(town, account, other.name)


def test_a_booking_names_a_team_of_its_own_school_and_costs_budget(town: Town, account: Account):
    linde = Account.objects.get(school=town.linde)
    elsewhere = add_team(linde, name="Bovenbouw", amount=Decimal("1.00"), by=town.actor("other_coordinator"))
    with pytest.raises(Invalid):
        _book(town, elsewhere)
    with pytest.raises(Invalid):
        bookings.book(
            town.kring, cast.fixed_offer(town), units=1, pupils=20, team=_team(town, account),
            by=town.actor("coordinator"),
        )  # fmt: skip


def test_a_proposal_of_a_teacher_takes_the_money_of_the_team_when_it_is_approved(town: Town, account: Account):
    team = _team(town, account)
    made = cast.offer(town, price=Decimal("400.00"))
    row = bookings.book(town.kring, made, units=1, pupils=20, team=team, by=town.actor("teacher"))
    assert _now(account)[1] == "1000.00"
    bookings.approve(row, by=town.actor("director"))
    assert _now(account)[1] == "600.00"


@pytest.mark.parametrize("who", ["teacher", "other_coordinator", "officer", "librarian"])
def test_only_who_decides_for_the_school_makes_teams(town: Town, account: Account, who: str):
    with pytest.raises(Forbidden):
        add_team(account, name="Bovenbouw", amount=Decimal("1.00"), by=town.actor(who))


def test_teams_are_the_affair_of_the_school_and_its_board(town: Town, account: Account):
    _team(town, account)
    seen = {who: teams_visible_to(town.actor(who)).count() for who in ("teacher", "board", "other_coordinator")}
    assert seen == {"teacher": 1, "board": 1, "other_coordinator": 0}
    assert not teams_visible_to(town.actor("officer")).exists()


def test_the_proof_finds_a_team_that_was_changed_past_the_deeds(town: Town, account: Account):
    team = _team(town, account)
    call_command("ledger", "verify")
    TeamBudget.objects.filter(pk=team.pk).update(reserved=Decimal("1.00"))
    assert [each.balance for each in verify_teams()] == ["reserved", "in_teams"]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["reserve", "release", "spend", "refund", "allot", "call_back", "grant"]),
        st.sampled_from([None, 0, 1]),
        st.integers(1, 150_000),
    ),
    max_size=25,
)


@pytest.mark.slow
@given(STEPS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_the_teams_add_up_again(town: Town, steps: list[tuple[str, int | None, int]]):
    """Any movements in any order: never below zero, and every sum of entries is the balance that is kept."""
    with transaction.atomic():
        account = Account.objects.get(school=town.kring)
        teams = [_team(town, account, name, "700.00") for name in ("Onderbouw", "Bovenbouw")]
        for kind, number, cents in steps:
            team = None if number is None else teams[number]
            try:
                with unit_of_work():
                    _step(town, account, kind, team, Decimal(cents).scaleb(-2))
            except Refused:
                continue
        account.refresh_from_db()
        rows = list(TeamBudget.objects.filter(account=account))
        assert verify() == verify_teams() == []
        assert sum(row.allotted for row in rows) <= account.granted
        assert account.common >= 0 and all(row.available >= 0 for row in rows)
        transaction.set_rollback(True)


def _step(town: Town, account: Account, kind: str, team: TeamBudget | None, amount: Decimal) -> None:
    said = {"cause": town.programme, "by": OPERATOR}
    if kind == "reserve":
        budgets.reserve(town.programme, town.kring, amount, team=team.pk if team else None, **said)
    elif kind == "allot" and team:
        team.refresh_from_db()
        change_team(team, amount=amount, by=town.actor("director"))
    elif kind in ("grant", "call_back"):
        getattr(budgets, kind)(account, amount, **said)
    elif kind != "allot":
        getattr(budgets, kind)(account.pk, amount, team=team.pk if team else None, **said)
