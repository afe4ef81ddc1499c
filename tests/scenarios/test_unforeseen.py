"""A plan with a post for what nobody foresaw (DOMAIN § 7 row 18): it moves by an authorised decision, late changes of
the plan too, a large amount by two people, and the sum stays the same to the cent."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db.models import Sum

from catalogue.errors import Forbidden, Refused
from catalogue.journal.models import JournalLine
from portal.bookings import actions as bookings
from portal.budgets.models import Account
from portal.budgets.queries import verify
from portal.funding import actions as funding
from portal.funding.models import BudgetPlan, PlanMove
from portal.funding.queries import verify_grants
from tests import cast
from tests.cast import Town
from tests.portal.funding import planned

SUM = Decimal("20000.00")


def _money(town: Town) -> Decimal:
    total: Decimal = Account.objects.filter(programme=town.programme).aggregate(total=Sum("granted"))["total"]
    return total


def _planned(plan: BudgetPlan) -> Decimal:
    total: Decimal = plan.lines.aggregate(total=Sum("amount"))["total"]
    return total


def test_unforeseen_money_moves_by_decision_and_the_sum_stays(town: Town):
    plan = planned.plan(town)
    reserve, fixed = plan.lines.get(kind="reserve"), plan.lines.get(kind="fixed_offers")
    assert (reserve.name, _planned(plan), _money(town)) == ("Onvoorzien", SUM, SUM)

    # A small amount: one officer, with a reason that stays to be read.
    small = funding.propose_move(
        plan, origin=reserve, target=fixed, amount=Decimal("500.00"), reason="Een extra leesconsulent",
        by=town.actor("officer"),
    )  # fmt: skip
    assert small.status == "effected"
    told = JournalLine.objects.get(event="plan_move.effected", thing_id=small.pk)
    assert (told.because, told.actor.startswith("officer")) == ("Een extra leesconsulent", True)

    # Above € 1,000 nothing moves until a second person agrees, who is not the first.
    large = planned.move(town, plan, "1200.00")
    assert (large.status, _money(town), Account.objects.get(line="onvoorzien").granted) == ("proposed", SUM, 1500)
    with pytest.raises(Refused) as refused:
        funding.confirm_move(large, by=town.actor("officer"))
    assert refused.value.code == "four_eyes"
    for who in ("assessor", "controller"):
        with pytest.raises(Forbidden):
            funding.confirm_move(PlanMove.objects.get(pk=large.pk), by=town.actor(who))
    funding.confirm_move(PlanMove.objects.get(pk=large.pk), by=town.actor("finance"))
    assert Account.objects.get(line="onvoorzien").granted == Decimal("300.00")

    # More than what is left of it does not move, whoever asks.
    with pytest.raises(Refused) as refused:
        planned.move(town, plan, "300.01")
    assert refused.value.code == "budget_exhausted"
    assert (_planned(plan), _money(town)) == (SUM, SUM)
    assert verify() == verify_grants() == []


def test_the_plan_changes_late_while_schools_have_chosen(town: Town):
    plan, officer = planned.plan(town), town.actor("officer")
    bookings.book(town.kring, cast.offer(town), units=8, pupils=100, by=town.actor("coordinator"))
    grant = plan.lines.all()[0].grant

    # Halfway the year the reserve becomes a line for communication; what schools have chosen stays theirs.
    rows = planned.lines(
        grant, ("Vast aanbod", "fixed_offers", "5000.00"), ("Keuzebudget", "choice", "13000.00"),
        ("Onvoorzien", "reserve", "600.00"), ("Communicatie", "communication", "1400.00"),
    )  # fmt: skip
    late = funding.adopt_plan(funding.draft_plan(town.programme, lines=rows, by=officer), by=officer)
    assert BudgetPlan.objects.get(pk=plan.pk).status == "superseded"
    assert (_planned(late), _money(town)) == (SUM, SUM)
    assert Account.objects.get(line="communicatie").available == Decimal("1400.00")
    assert Account.objects.get(school=town.kring).reserved == Decimal("1000.00")

    # A move that was proposed in the old version is of no use any more: it says where to propose it.
    waiting = PlanMove.objects.filter(plan=plan)
    assert not waiting.exists()
    with pytest.raises(Refused) as refused:
        planned.move(town, BudgetPlan.objects.get(pk=plan.pk), "100.00")
    assert refused.value.code == "wrong_state"
    assert verify() == verify_grants() == []
