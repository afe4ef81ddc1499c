"""Money for another municipality: its own kind in the ledger, with what it is based on, and apart in the account."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid, Refused
from portal.accountability.attribution import spent_of
from portal.budgets.models import Account, Entry
from portal.budgets.queries import verify
from portal.funding import actions as funding
from portal.funding.queries import handovers_visible_to, transferred_of, verify_grants
from tests.cast import Town
from tests.portal.budgets.past import booked_on, closed_month, months_ago
from tests.portal.funding import by_hand, planned


def test_it_counts_as_spent_and_is_shown_apart(town: Town):
    plan = planned.plan(town)
    made = by_hand.handover(town, "900.00")
    assert made.status == "effected"
    account = Account.objects.get(line="fixed")
    assert (account.spent, account.available) == (Decimal("900.00"), Decimal("4100.00"))
    assert Entry.objects.get(cause_id=made.pk).kind == "hand_over"
    grant, year = plan.lines.all()[0].grant, made.on.year
    assert made.grant == grant
    assert spent_of([grant]) == {grant.pk: Decimal("900.00")}
    for of in ({}, {"grant": grant}, {"programme": town.programme}):
        assert transferred_of(town.municipality, year, **of) == Decimal("900.00")
        assert transferred_of(town.municipality, year - 1, **of) == 0
    assert verify() == verify_grants() == []


def test_the_figures_behind_it_are_kept_as_they_were_given(town: Town):
    made = by_hand.handover(town)
    assert (made.pupils_by_site, made.pupils_by_residence, made.to_code) == (700, 480, "GM9797")


def test_above_the_threshold_a_colleague_confirms(town: Town):
    made = by_hand.handover(town)
    assert made.status == "proposed"
    assert Account.objects.get(line="fixed").spent == 0
    with pytest.raises(Refused) as refused:
        funding.confirm_handover(made, by=town.actor("finance"))
    assert refused.value.code == "four_eyes"
    funding.confirm_handover(made, by=town.actor("finance2"))
    assert Account.objects.get(line="fixed").spent == Decimal("1500.00")


def test_a_refused_one_books_nothing(town: Town):
    made = by_hand.handover(town)
    funding.refuse_handover(made, reason="Nog geen akkoord", by=town.actor("finance2"))
    assert transferred_of(town.municipality, made.on.year) == 0


def test_a_correction_takes_it_off_again(town: Town):
    made = by_hand.handover(town, "900.00")
    entry = Entry.objects.get(cause_id=made.pk)
    funding.correct(entry, amount=Decimal("400.00"), reason="Minder leerlingen", by=town.actor("finance"))
    assert transferred_of(town.municipality, made.on.year) == Decimal("500.00")
    assert Account.objects.get(line="fixed").spent == Decimal("500.00")
    assert verify() == []


def test_it_may_count_on_an_earlier_day_that_is_still_open(town: Town):
    booked_on(months_ago(2))
    by_hand.handover(town, "10.00", on=months_ago(1))
    closed_month(town)
    with pytest.raises(Refused) as refused:
        by_hand.handover(town, "10.00", on=months_ago(1))
    assert refused.value.code == "period_closed"


def test_more_than_the_line_has_is_refused(town: Town):
    with pytest.raises(Refused) as refused:
        funding.confirm_handover(by_hand.handover(town, "5000.01"), by=town.actor("finance2"))
    assert refused.value.code == "budget_exhausted"


def test_money_that_waits_for_consent_stays(town: Town):
    officer = town.actor("officer")
    rows = planned.lines(planned.grant(town))
    rows[2]["consent_of"] = "LEA"
    funding.adopt_plan(funding.draft_plan(town.programme, lines=rows, by=officer), by=officer)
    with pytest.raises(Refused) as refused:
        by_hand.handover(town, "10.00", line="onvoorzien")
    assert refused.value.code == "consent_first"


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"to_code": "GM9801"}, "#/toCode"),
        ({"to_code": "9797"}, "#/toCode"),
        ({"basis": " "}, "#/basis"),
        ({"on": timezone.localdate() + timedelta(days=1)}, "#/on"),
        ({"amount": "0.00"}, "#/amount"),
        ({"pupils_by_site": -1}, "#/pupilsBySite"),
    ],
)
def test_each_wrong_field_is_named(town: Town, said: dict[str, Any], wrong: str):
    with pytest.raises(Invalid) as invalid:
        by_hand.handover(town, **({"amount": "1.00"} | said))
    assert [fault.location for fault in invalid.value.faults] == [wrong]


def test_not_after_the_last_spending_day_of_the_grant(town: Town):
    planned.plan(town, paid_by=planned.grant(town, spend_until=timezone.localdate() - timedelta(days=1)))
    with pytest.raises(Invalid) as invalid:
        by_hand.handover(town, "1.00")
    assert invalid.value.faults[0].code == "too_late"


def test_a_budget_of_a_school_is_not_passed_on(town: Town):
    account = Account.objects.get(school=town.kring)
    with pytest.raises(Invalid):
        funding.propose_handover(
            account, amount=Decimal("1.00"), on=timezone.localdate(), to_code="GM9797", to_name="Zonnedal",
            basis="Afspraak", by=town.actor("officer"),
        )  # fmt: skip


@pytest.mark.parametrize("who", ["assessor", "controller", "admin", "director"])
def test_only_officers_and_finance_propose(town: Town, who: str):
    with pytest.raises(Forbidden):
        by_hand.handover(town, who=who)


def test_the_town_hall_reads_them_and_nobody_else(town: Town):
    by_hand.handover(town)
    assert handovers_visible_to(town.actor("controller")).count() == 1
    assert handovers_visible_to(town.actor("director")).count() == 0
