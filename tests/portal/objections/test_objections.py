"""A school objects to a decision: in time or late, looked at anew by somebody else, and never worse off."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from catalogue.errors import Forbidden, Invalid, Refused
from portal.budgets.models import Account
from portal.budgets.queries import verify
from portal.claims.decisions import LineVerdict, Verdict
from portal.claims.decisions import decide as decide_claim
from portal.claims.models import Claim
from portal.claims.queries import payable, total_of
from portal.letters.models import Letter
from portal.objections import actions
from portal.objections.models import Objection
from portal.objections.queries import visible_to
from portal.people import actions as people
from portal.people.queries import actor_of
from portal.worklist.queries import tasks_of
from tests import cast
from tests.cast import OPERATOR, Town
from tests.portal.claims.declaring import cost, declared, granted
from tests.portal.claims.test_letters import words_of
from tests.portal.objections.objecting import GROUNDS, lowered, objected, upheld


def on(day: str) -> time_machine.travel:
    """At ten in the morning of this day of 2027."""
    return time_machine.travel(f"2027-{day} 10:00")


@pytest.fixture
def objection(town: Town) -> Objection:
    """Decided on 1 March 2027 (object until 12 April), objected to on 15 March."""
    with on("03-01"):
        claim = lowered(town)
    with on("03-15"):
        return objected(town, claim)


def _spent(town: Town) -> tuple[Decimal, Decimal]:
    account = Account.objects.get(school=town.kring)
    return account.spent, account.reserved


@pytest.mark.parametrize(("day", "late"), [("03-01", False), ("04-12", False), ("04-13", True)])
def test_in_time_or_late_is_counted_from_the_letter(town: Town, day: str, late: bool):
    with on("03-01"):
        claim = lowered(town)
    with on(day):
        assert objected(town, claim).late is late


@pytest.mark.parametrize(("committee", "due"), [(False, date(2027, 5, 24)), (True, date(2027, 7, 5))])
def test_the_municipality_decides_within_six_or_twelve_weeks_after_the_term(town: Town, committee: bool, due: date):
    with on("03-01"):
        claim = lowered(town)
    with on("03-15"):
        officer = town.actor("officer")
        made = actions.record(claim, grounds=GROUNDS, received_on=date(2027, 3, 10), committee=committee, by=officer)
        assert (made.received_on, made.due_on) == (date(2027, 3, 10), due)
        waiting = [task for task in tasks_of(officer) if task.deed == "decide_objection"]
        assert [(task.thing_id, task.due_on) for task in waiting] == [(made.pk, due)]


def test_upheld_the_school_gets_more_by_a_new_payment_and_a_letter(town: Town, objection: Objection):
    before = _spent(town)
    with on("03-20"):
        actions.decide(objection, upheld(objection, "380.00"), by=town.actor("assessor2"))
    extra = Claim.objects.get(adds_to=objection.claim)
    assert (objection.status, objection.added, extra.status, extra.sanctioned) == (
        "upheld", Decimal("80.00"), "approved", Decimal("80.00"),
    )  # fmt: skip
    assert _spent(town) == (before[0] + Decimal("80.00"), before[1])
    assert extra in payable(town.actor("finance"))
    assert total_of(Claim.objects.all()) == Decimal("380.00")
    assert verify() == []
    letter = Letter.objects.get(cause_id=objection.pk)
    assert letter.kind == "objection_upheld" and letter.objection_until is None
    said = words_of(letter)
    assert "was € 300,00, wordt € 380,00" in said and "rechtbank" in said and "3 mei 2027" in said
    assert not Letter.objects.filter(cause_id=extra.pk).exists(), "one letter says all"


def test_after_a_refusal_too(town: Town):
    claim = declared(town)
    decide_claim(claim, Verdict("reject", "Past niet bij het doel."), by=town.actor("assessor"))
    objection = objected(town, claim)
    actions.decide(objection, upheld(objection, "250.00"), by=town.actor("officer"))
    assert objection.added == Decimal("250.00") == Claim.objects.get(adds_to=claim).sanctioned
    assert verify() == []


@pytest.mark.parametrize("amount", ["299.99", "400.01", "300.00"])
def test_nobody_is_worse_off_for_objecting_and_nobody_gets_more_than_was_asked(
    town: Town, objection: Objection, amount: str
):
    with on("03-20"), pytest.raises(Invalid):
        actions.decide(objection, upheld(objection, amount), by=town.actor("assessor2"))
    assert not Claim.objects.filter(adds_to=objection.claim).exists()


def test_who_decided_does_not_decide_on_the_objection_in_whatever_hat(town: Town, objection: Objection):
    user = town.membership["assessor"].user
    officer = people.add_membership(user, role="municipality:officer", municipality=town.municipality, by=OPERATOR)
    for by in (town.actor("assessor"), actor_of(officer)):
        with on("03-20"), pytest.raises(Forbidden) as forbidden:
            actions.decide(objection, upheld(objection), by=by)
        assert forbidden.value.code == "decided_before"


def test_nor_who_belongs_to_the_school(town: Town, objection: Objection):
    user = town.membership["teacher"].user
    hat = people.add_membership(user, role="municipality:officer", municipality=town.municipality, by=OPERATOR)
    with on("03-20"), pytest.raises(Forbidden) as forbidden:
        actions.decide(objection, upheld(objection), by=actor_of(hat))
    assert forbidden.value.code == "conflict_of_interest"


def test_above_the_threshold_a_second_person_agrees_before_it_is_paid(town: Town, objection: Objection):
    type(town.programme).objects.update(four_eyes_threshold=Decimal("350.00"))
    objection = Objection.objects.get(pk=objection.pk)
    with on("03-20"):
        actions.decide(objection, upheld(objection), by=town.actor("assessor2"))
        extra = Claim.objects.get(adds_to=objection.claim)
        assert extra.status == "submitted"
        with pytest.raises(Refused) as refused:
            decide_claim(extra, Verdict("reject", "Toch niet"), by=town.actor("officer"))
        assert refused.value.code == "objection_upheld"
        assert decide_claim(extra, Verdict("approve"), by=town.actor("officer")).status == "approved"


@pytest.mark.parametrize("verdict", ["dismissed", "inadmissible"])
def test_dismissed_or_too_late_ends_in_a_letter_and_changes_no_money(town: Town, verdict: str):
    with on("03-01"):
        claim = lowered(town)
    with on("04-20"):
        objection, before = objected(town, claim), _spent(town)
        actions.decide(objection, actions.Outcome(verdict, "Geen reden."), by=town.actor("assessor2"))
    assert (objection.status, _spent(town)) == (verdict, before)
    assert Letter.objects.get(cause_id=objection.pk).kind == f"objection_{verdict}"


def test_what_came_in_time_is_considered(town: Town, objection: Objection):
    with on("03-20"), pytest.raises(Invalid) as invalid:
        actions.decide(objection, actions.Outcome("inadmissible", "Te laat"), by=town.actor("assessor2"))
    assert [fault.code for fault in invalid.value.faults] == ["in_time"]


def test_one_at_a_time_and_only_against_a_decision(town: Town, objection: Objection):
    with on("03-16"), pytest.raises(Refused) as refused:
        objected(town, objection.claim)
    assert refused.value.code == "objection_open"
    with pytest.raises(Refused) as refused:
        objected(town, declared(town))
    assert refused.value.code == "no_decision"
    with on("03-16"):
        actions.withdraw(objection, by=town.actor("coordinator"))
        assert objected(town, objection.claim).status == "open"


@pytest.mark.parametrize("who", ["librarian", "other_coordinator", "teacher", "finance"])
def test_others_do_not_object_for_the_school(town: Town, who: str):
    with pytest.raises(Forbidden):
        actions.record(lowered(town), grounds=GROUNDS, by=town.actor(who))


def test_a_provider_has_no_decision_to_object_to(town: Town):
    with pytest.raises(Forbidden):
        actions.record(cast.approved(town), grounds=GROUNDS, by=town.actor("librarian"))


def test_the_school_and_its_board_and_the_municipality_see_it(town: Town, objection: Objection):
    seen = {who for who in ("coordinator", "board", "officer", "other_coordinator", "librarian")
            if visible_to(town.actor(who)).filter(pk=objection.pk).exists()}  # fmt: skip
    assert seen == {"coordinator", "board", "officer"}


@pytest.mark.parametrize("verdict", ["upheld", "dismissed"])
def test_after_its_decision_the_way_is_to_the_court_and_nothing_is_paid_twice(
    town: Town, objection: Objection, verdict: str
):
    with on("03-20"):
        said = upheld(objection) if verdict == "upheld" else actions.Outcome(verdict, "Geen reden.")
        actions.decide(objection, said, by=town.actor("assessor2"))
        with pytest.raises(Refused) as refused:
            objected(town, objection.claim)
    assert refused.value.code == "objection_decided" and "rechtbank" in refused.value.sentence
    assert total_of(Claim.objects.all()) == Decimal("400.00" if verdict == "upheld" else "300.00")


def test_what_a_later_claim_used_of_what_was_kept_does_not_bar_an_upheld_objection(town: Town):
    """€ 400 was set aside: € 100 of € 200 granted and the rest kept, of which a second claim used € 50."""
    request = granted(town, "400.00")
    first = declared(town, cost(request, "200.00"))
    half = [LineVerdict(line.pk, Decimal("100.00"), "De helft.") for line in first.lines.all()]
    decide_claim(first, Verdict("approve", lines=half, remainder="keep"), by=town.actor("assessor"))
    decide_claim(declared(town, cost(request, "50.00")), Verdict("approve"), by=town.actor("assessor"))
    objection = objected(town, first)
    actions.decide(objection, upheld(objection, "200.00"), by=town.actor("officer"))
    assert _spent(town) == (Decimal("250.00"), Decimal("0.00")) and verify() == []
