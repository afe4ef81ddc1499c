"""A wrong entry is put right by a new one: the past stays, and a second person looks at large amounts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.deeds import row_of_many
from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.models import JournalLine
from portal.budgets import actions as budgets
from portal.budgets.models import Account, Entry
from portal.budgets.queries import verify
from portal.budgets.states import EFFECTS, INVERSE
from portal.funding import actions as funding
from portal.funding.models import Correction
from portal.funding.queries import corrections_visible_to, verify_grants
from tests import cast
from tests.cast import COUNTED_ON, OPERATOR, Town
from tests.portal.budgets.past import booked_on, closed_month, months_ago
from tests.portal.funding import by_hand, planned


def _fixed(town: Town) -> Account:
    return Account.objects.get(line="fixed", programme=town.programme)


def _split_again(town: Town) -> None:
    officer = town.actor("officer")
    draft = funding.propose_split(
        town.programme, pot=Decimal("12500.00"), per_school=Decimal("800.00"), reference_date=COUNTED_ON, by=officer
    )
    funding.adopt_split(draft, by=officer)


def test_the_opposite_of_every_kind_undoes_it():
    assert set(INVERSE) == set(EFFECTS)
    for kind, opposite in INVERSE.items():
        assert tuple(-sign for sign in EFFECTS[kind]) == EFFECTS[opposite]
        assert INVERSE[opposite] == kind


def test_a_part_is_put_back_at_once_below_the_threshold(town: Town):
    first = by_hand.granted(town)
    made = by_hand.correction(town, "800.00")
    assert made.status == "effected"
    assert _fixed(town).granted == Decimal("4200.00")
    entry = Entry.objects.get(cause="correction", cause_id=made.pk)
    assert (entry.kind, entry.amount, made.entry) == ("call_back", Decimal("800.00"), first)
    line = JournalLine.objects.get(event="correction.effected", thing_id=made.pk)
    assert line.because == "Te veel geboekt"
    assert verify() == verify_grants() == []


def test_without_an_amount_all_of_it_is_put_back(town: Town):
    made = by_hand.correction(town, None)
    funding.confirm_correction(made, by=town.actor("finance2"))
    assert _fixed(town).granted == 0


def test_above_the_threshold_a_colleague_confirms(town: Town):
    made = by_hand.correction(town)
    assert (made.status, _fixed(town).granted) == ("proposed", Decimal("5000.00"))
    with pytest.raises(Refused) as refused:
        funding.confirm_correction(made, by=town.actor("finance"))
    assert refused.value.code == "four_eyes"
    funding.confirm_correction(made, by=town.actor("finance2"))
    assert _fixed(town).granted == Decimal("3800.00")
    with pytest.raises(Refused) as refused:
        funding.confirm_correction(made, by=town.actor("finance2"))
    assert refused.value.code == "wrong_state"


def test_a_refused_correction_leaves_the_entry_and_another_may_come(town: Town):
    made = by_hand.correction(town)
    with pytest.raises(Invalid):
        funding.refuse_correction(made, reason=" ", by=town.actor("finance2"))
    funding.refuse_correction(made, reason="Het klopte", by=town.actor("finance2"))
    assert _fixed(town).granted == Decimal("5000.00")
    assert by_hand.correction(town, "100.00").status == "effected"


def test_an_entry_is_corrected_once(town: Town):
    by_hand.correction(town, "100.00")
    with pytest.raises(Refused) as refused:
        by_hand.correction(town, "100.00")
    assert refused.value.code == "already_corrected"


@pytest.mark.slow
@given(amount=st.decimals("0.01", "9999.99", places=2))
def test_never_more_than_the_entry(town: Town, amount: Decimal):
    with row_of_many():
        before = Correction.objects.count()
        try:
            funding.correct(by_hand.granted(town), amount=amount, reason="Fout", by=town.actor("finance"))
        except (Invalid, Refused) as error:
            assert amount > 5000 or getattr(error, "code", "") == "already_corrected"
            assert Correction.objects.count() == before
        assert verify() == verify_grants() == []


def test_money_that_is_reserved_cannot_be_corrected_away(town: Town):
    budgets.reserve(town.programme, None, Decimal("4500.00"), cause=town.programme, by=OPERATOR)
    with pytest.raises(Refused) as refused:
        by_hand.correction(town, "600.00")
    assert refused.value.code == "budget_exhausted"


def test_what_a_split_gave_too_much_returns_to_the_choice_line(town: Town):
    planned.plan(town)
    _split_again(town)  # called back from the schools, to the line
    school = Account.objects.get(school=town.kring)
    before = Account.objects.get(line="keuzebudget").granted
    entry = Entry.objects.filter(account=school, cause="split").order_by("pk").first()
    made = funding.correct(entry, amount=Decimal("300.00"), reason="Fout", by=town.actor("finance"))
    assert made.status == "effected"
    assert Account.objects.get(pk=school.pk).granted == school.granted - 300
    assert Account.objects.get(line="keuzebudget").granted == before + 300
    assert verify() == verify_grants() == []


@pytest.mark.parametrize("cause", ["booking", "plan_move", "budget_plan", "correction", "split"])
def test_what_something_else_keeps_count_of_is_undone_there(town: Town, cause: str):
    if cause == "booking":
        cast.booking(town)
    elif cause == "correction":
        by_hand.correction(town, "10.00")
    else:
        made = planned.plan(town)
        planned.move(town, made, "500.00")
        _split_again(town)
    rows = Entry.objects.filter(cause=cause).order_by("-pk")
    entry = rows.filter(account__school=None).first() or rows.first()
    with pytest.raises(Refused) as refused:
        funding.correct(entry, reason="Fout", by=town.actor("finance"))
    assert refused.value.code == "own_way_back"


def test_an_entry_of_a_closed_month_is_corrected_in_the_open_one(town: Town):
    booked_on(months_ago(2))
    period = closed_month(town)
    by_hand.correction(town, "100.00")
    assert Entry.objects.get(cause="correction").on > period.ends_on
    assert verify() == []


@pytest.mark.parametrize("who", ["officer", "assessor", "controller", "admin", "director"])
def test_only_finance_corrects(town: Town, who: str):
    with pytest.raises(Forbidden):
        by_hand.correction(town, "10.00", who=who)


@pytest.mark.parametrize(
    ("amount", "reason", "wrong"),
    [("0.00", "x", "#/amount"), ("5000.01", "x", "#/amount"), ("1.00", " ", "#/reason")],
)
def test_each_wrong_field_is_named(town: Town, amount: str, reason: str, wrong: str):
    with pytest.raises(Invalid) as invalid:
        funding.correct(by_hand.granted(town), amount=Decimal(amount), reason=reason, by=town.actor("finance"))
    assert [fault.location for fault in invalid.value.faults] == [wrong]


def test_the_town_hall_reads_them_and_nobody_else(town: Town):
    by_hand.correction(town)
    assert corrections_visible_to(town.actor("controller")).count() == 1
    assert corrections_visible_to(town.actor("board")).count() == 0
