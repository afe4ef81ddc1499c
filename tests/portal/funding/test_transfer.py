"""Budget goes between schools of one board, and what is left goes back: the sum is constant, nothing chosen goes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.organisations.models import Board, School
from portal.budgets import actions as budgets
from portal.budgets.models import Account, Entry
from portal.budgets.queries import verify, verify_teams
from portal.budgets.teams import add_team
from portal.funding import actions as funding
from portal.funding.models import BudgetTransfer, Recall
from portal.funding.queries import preview, recalls_visible_to, transfers_visible_to
from tests import cast
from tests.cast import OPERATOR, Town
from tests.portal.funding import planned


def _give(town: Town, amount: str = "500.00", *, who: str = "board", to: School | None = None) -> BudgetTransfer:
    return funding.propose_transfer(
        town.programme, origin=town.kring, target=to or town.linde, amount=Decimal(amount), reason="Samen op kamp",
        by=town.actor(who),
    )  # fmt: skip


def _granted(town: Town) -> list[str]:
    rows = Account.objects.filter(school__isnull=False).order_by("school__location_code")
    return [str(row.granted) for row in rows]


def _commit(town: Town, amount: str) -> None:
    budgets.reserve(town.programme, town.kring, Decimal(amount), cause=town.programme, by=OPERATOR)


def test_the_board_transfers_at_once_with_two_entries_of_one_cause(town: Town):
    made = _give(town)
    assert made.status == "effected" and _granted(town) == ["2500.00", "2500.00", "8000.00"]
    entries = Entry.objects.filter(cause="budget_transfer", cause_id=made.pk).order_by("kind")
    assert [(each.kind, str(each.amount)) for each in entries] == [("call_back", "500.00"), ("grant", "500.00")]
    assert verify() == []


def test_the_director_asks_and_the_board_decides(town: Town):
    asked = _give(town, who="director")
    assert asked.status == "proposed" and _granted(town)[0] == "3000.00"
    with pytest.raises(Forbidden):
        funding.confirm_transfer(asked, by=town.actor("director"))
    funding.confirm_transfer(asked, by=town.actor("board"))
    assert _granted(town) == ["2500.00", "2500.00", "8000.00"]
    with pytest.raises(Refused) as refused:
        funding.refuse_transfer(asked, reason="Toch niet", by=town.actor("board"))
    assert refused.value.code == "wrong_state"


def test_a_refusal_says_why_and_moves_nothing(town: Town):
    asked = _give(town, who="director")
    with pytest.raises(Invalid):
        funding.refuse_transfer(asked, reason=" ", by=town.actor("board"))
    funding.refuse_transfer(asked, reason="Eerst overleggen", by=town.actor("board"))
    assert asked.status == "refused" and _granted(town)[0] == "3000.00"


def test_only_what_is_not_chosen_goes_over(town: Town):
    _commit(town, "2600.00")
    with pytest.raises(Refused) as refused:
        _give(town, "400.01")
    assert refused.value.code == "budget_exhausted" and "€\xa0400,00" in refused.value.sentence
    _give(town, "400.00")
    assert _granted(town)[:2] == ["2600.00", "2400.00"]


def test_a_transfer_stays_within_the_board(town: Town):
    town.college.board = Board.objects.create(name="Stichting Elders", number="98012")
    town.college.save(update_fields=["board"])
    for school in (town.college, town.kring):
        with pytest.raises(Invalid) as invalid:
            _give(town, to=school)
        assert [fault.location for fault in invalid.value.faults] == ["#/target"]


@pytest.mark.parametrize("who", ["teacher", "coordinator", "other_coordinator", "officer", "librarian"])
def test_only_the_budget_holder_or_the_board_gives(town: Town, who: str):
    with pytest.raises(Forbidden):
        _give(town, who=who)


def test_both_schools_the_board_and_the_municipality_see_it(town: Town):
    _give(town)
    seen = {who: transfers_visible_to(town.actor(who)).count() for who in ("teacher", "other_coordinator", "board")}
    assert seen == {"teacher": 1, "other_coordinator": 1, "board": 1}
    assert transfers_visible_to(town.actor("officer")).count() == 1
    assert not transfers_visible_to(town.actor("librarian")).exists()


def test_dividing_again_leaves_a_transfer_as_it_is(town: Town):
    _give(town)
    cast.split(town)
    assert _granted(town) == ["2500.00", "2500.00", "8000.00"]
    cast.split(town, pot="10000.00", per_school="2000.00")
    assert _granted(town) == ["2300.00", "2900.00", "4800.00"] and verify() == []


def test_who_gave_away_more_than_a_new_share_is_protected(town: Town):
    """De Kring gave 2,500 and chose its last 500: its share cannot be less than 3,000."""
    _give(town, "2500.00")
    _commit(town, "500.00")
    draft = funding.propose_split(
        town.programme, pot=Decimal("9000.00"), per_school=Decimal(0), reference_date=cast.COUNTED_ON,
        committed="protect", by=town.actor("officer"),
    )  # fmt: skip
    assert [(str(each.amount), str(each.after)) for each in preview(draft)] == [
        ("3000.00", "500.00"), ("750.00", "3250.00"), ("5250.00", "5250.00"),
    ]  # fmt: skip
    funding.adopt_split(draft, by=town.actor("officer"))
    assert _granted(town) == ["500.00", "3250.00", "5250.00"] and verify() == []


def test_what_is_left_goes_back_to_the_choice_line(town: Town):
    planned.plan(town)
    _commit(town, "1200.00")
    made = funding.call_back_leftovers(town.programme, reason="Einde van het jaar", by=town.actor("officer"))
    assert (str(made.amount), _granted(town)) == ("11800.00", ["1200.00", "0.00", "0.00"])
    assert str(Account.objects.get(line="keuzebudget").granted) == "11800.00" and verify() == []
    assert {part.school.name: str(part.amount) for part in made.parts.all()} == {
        "De Kring": "1800.00", "De Linde": "2000.00", "Dorpscollege": "8000.00",
    }  # fmt: skip
    with pytest.raises(Refused) as refused:
        funding.call_back_leftovers(town.programme, reason="Nog eens", by=town.actor("officer"))
    assert refused.value.code == "nothing_left"


def test_of_some_schools_only_with_a_reason_and_their_teams_give_too(town: Town):
    account = Account.objects.get(school=town.kring)
    team = add_team(account, name="Bovenbouw", amount=Decimal("700.00"), by=town.actor("director"))
    with pytest.raises(Invalid):
        funding.call_back_leftovers(town.programme, reason="", schools=[town.kring.pk], by=town.actor("officer"))
    funding.call_back_leftovers(town.programme, reason="Sluit", schools=[town.kring.pk], by=town.actor("officer"))
    team.refresh_from_db()
    assert (team.allotted, _granted(town)[1:]) == (0, ["2000.00", "8000.00"]) and verify_teams() == []
    with pytest.raises(Invalid) as invalid:
        funding.call_back_leftovers(town.programme, reason="Sluit", schools=[town.kring.pk], by=town.actor("officer"))
    assert [fault.location for fault in invalid.value.faults] == ["#/schools"]


@pytest.mark.parametrize("who", ["finance", "controller", "director", "board"])
def test_only_an_officer_calls_back(town: Town, who: str):
    with pytest.raises(Forbidden):
        funding.call_back_leftovers(town.programme, reason="Einde", by=town.actor(who))
    assert not Recall.objects.exists() and not recalls_visible_to(town.actor("director")).exists()


@pytest.mark.slow
@given(st.lists(st.tuples(st.sampled_from([0, 1, 2]), st.sampled_from([0, 1, 2]), st.integers(1, 400_000)), max_size=9))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_transferred_together_the_schools_keep_what_they_had(town: Town, steps: list[tuple[int, int, int]]):
    schools = list(School.objects.order_by("location_code"))
    with transaction.atomic():
        _commit(town, "1000.00")
        for giving, getting, cents in steps:
            try:
                funding.propose_transfer(
                    town.programme, origin=schools[giving], target=schools[getting],
                    amount=Decimal(cents).scaleb(-2), reason="Ruil", by=town.actor("board"),
                )  # fmt: skip
            except (Refused, Invalid):
                continue
        assert sum(Decimal(each) for each in _granted(town)) == Decimal("13000.00")
        assert all(row.available >= 0 for row in Account.objects.all()) and verify() == []
        transaction.set_rollback(True)
