"""A month or year of the ledger is closed: what stands there stays, and adding up again gives the same."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db.models import QuerySet
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.models import JournalLine
from portal.budgets import actions as budgets
from portal.budgets.closing import close_period, days_of, reopen_period
from portal.budgets.models import Account, Entry, Period
from portal.budgets.queries import closed_until, lines_of, periods_visible_to, verify
from tests import cast
from tests.cast import OPERATOR, Town
from tests.portal.budgets.past import booked_on, closed_month, months_ago


def _hand_over(town: Town, amount: str, on: date) -> None:
    account = Account.objects.get(programme=town.programme, line="fixed")
    budgets.hand_over(account.pk, Decimal(amount), on=on, cause=town.programme, by=OPERATOR)


def test_a_closed_month_shows_what_there_was_what_moved_and_what_there_is(town: Town):
    booked_on(months_ago(2))
    _hand_over(town, "250.00", months_ago(1) + timedelta(days=3))
    period = closed_month(town)
    rows = {str(row.account.school or row.account.line): row for row in lines_of(period)}
    fixed = rows["fixed"]
    assert (fixed.opening_granted, fixed.opening_spent) == (Decimal("5000.00"), Decimal("0.00"))
    assert fixed.movements == {"hand_over": "250.00"}
    assert (fixed.closing_granted, fixed.closing_spent) == (Decimal("5000.00"), Decimal("250.00"))
    assert len(rows) == 4  # every account, also where nothing moved
    assert verify() == []


def test_what_is_closed_keeps_its_fingerprint_while_the_ledger_goes_on(town: Town):
    booked_on(months_ago(2))
    before = closed_month(town).sha256
    cast.booking(town)
    assert verify() == []
    again = reopen_period(Period.objects.get(), reason="Nog iets", by=town.actor("finance2"))
    assert closed_month(town).sha256 == before == again.sha256


def test_the_proof_finds_an_entry_that_somebody_slipped_into_a_closed_month(town: Town):
    booked_on(months_ago(2))
    closed_month(town)
    booking = cast.booking(town)
    assert verify() == []
    QuerySet(Entry).filter(cause_id=booking.pk).update(on=months_ago(1))
    assert [each.balance for each in verify()] == ["fingerprint"]
    with pytest.raises(CommandError, match="fingerprint"):
        call_command("ledger", "verify")


def test_the_proof_finds_a_frozen_figure_that_somebody_changed(town: Town):
    booked_on(months_ago(2))
    line = lines_of(closed_month(town))[0]
    type(line).objects.filter(pk=line.pk).update(closing_granted=Decimal("1.00"))
    assert [each.balance for each in verify()] == ["fingerprint"]


def test_nothing_is_booked_any_more_in_a_closed_month_or_before_it(town: Town):
    booked_on(months_ago(3))
    closed_month(town)
    last = days_of(months_ago(1).year, months_ago(1).month)[1]
    assert closed_until(town.municipality.pk) == last
    for day in (last, months_ago(2)):
        with pytest.raises(Refused) as refused:
            _hand_over(town, "1.00", day)
        assert refused.value.code == "period_closed"
    _hand_over(town, "1.00", last + timedelta(days=1))
    assert verify() == []


def test_a_day_on_which_the_money_was_not_there_yet_is_refused(town: Town):
    booked_on(months_ago(1) + timedelta(days=9))
    with pytest.raises(Refused) as refused:
        _hand_over(town, "1.00", months_ago(1) + timedelta(days=8))
    assert refused.value.code == "budget_exhausted"
    _hand_over(town, "1.00", months_ago(1) + timedelta(days=9))


def test_a_period_that_is_not_over_cannot_be_closed(town: Town):
    today = timezone.localdate()
    for month in (today.month, 0):
        with pytest.raises(Refused) as refused:
            close_period(town.municipality, year=today.year, month=month, reason="Klaar", by=town.actor("finance"))
        assert refused.value.code == "period_not_over"


def test_a_year_is_a_period_too(town: Town):
    booked_on(date(months_ago(12).year, 1, 31))
    year = timezone.localdate().year - 1
    period = close_period(town.municipality, year=year, reason="Jaarrekening", by=town.actor("finance"))
    assert (period.starts_on, period.ends_on, str(period)) == (date(year, 1, 1), date(year, 12, 31), str(year))


def test_a_period_is_closed_once(town: Town):
    closed_month(town)
    with pytest.raises(Refused) as refused:
        closed_month(town)
    assert refused.value.code == "wrong_state"


def test_only_a_colleague_opens_it_again_and_says_why(town: Town):
    period = closed_month(town)
    with pytest.raises(Refused) as refused:
        reopen_period(period, reason="Vergissing", by=town.actor("finance"))
    assert refused.value.code == "four_eyes"
    with pytest.raises(Invalid):
        reopen_period(period, reason=" ", by=town.actor("finance2"))
    reopen_period(period, reason="Vergissing", by=town.actor("finance2"))
    assert closed_until(town.municipality.pk) is None
    events = JournalLine.objects.filter(thing_id=period.pk).order_by("pk").values_list("event", "because")
    assert list(events) == [("period.closed", "Maandafsluiting"), ("period.open", "Vergissing")]


def test_the_last_closed_period_opens_first(town: Town):
    booked_on(months_ago(3))
    earlier = closed_month(town, 2)
    closed_month(town, 1)
    with pytest.raises(Refused) as refused:
        reopen_period(earlier, reason="Vergissing", by=town.actor("finance2"))
    assert refused.value.code == "later_period_closed"


@pytest.mark.parametrize("who", ["officer", "assessor", "controller", "admin", "coordinator"])
def test_only_finance_closes(town: Town, who: str):
    with pytest.raises(Forbidden):
        closed_month(town, who=who)


@pytest.mark.parametrize(
    ("year", "month", "reason", "wrong"),
    [(1999, 1, "x", "#/year"), (2026, 13, "x", "#/month"), (2026, -1, "x", "#/month"), (2026, 1, " ", "#/reason")],
)
def test_each_wrong_field_is_named(town: Town, year: int, month: int, reason: str, wrong: str):
    with pytest.raises(Invalid) as invalid:
        close_period(town.municipality, year=year, month=month, reason=reason, by=town.actor("finance"))
    assert [fault.location for fault in invalid.value.faults] == [wrong]


def test_everybody_of_the_town_hall_reads_the_periods_and_nobody_else(town: Town):
    closed_month(town)
    assert periods_visible_to(town.actor("controller")).count() == 1
    assert periods_visible_to(town.actor("director")).count() == 0


def test_a_booking_of_today_costs_no_look_at_the_periods(town: Town, django_assert_num_queries):
    closed_month(town)
    account = Account.objects.get(school=town.kring)
    with django_assert_num_queries(2):
        budgets.reserve.__wrapped__(town.programme, town.kring, Decimal("1.00"), cause=account, by=OPERATOR)
