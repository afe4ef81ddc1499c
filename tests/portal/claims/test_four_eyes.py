"""Above the threshold (€ 1,000) two people approve the same amounts; nobody approves what is their own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalogue.errors import Forbidden, Refused
from portal.budgets.models import Account
from portal.claims import actions as claims
from portal.claims.decisions import LineVerdict, Verdict, decide
from portal.claims.models import Claim
from portal.claims.queries import first_approval
from portal.people import actions as people
from portal.people.queries import actor_of
from tests import cast
from tests.api.client import Api
from tests.cast import OPERATOR, Town

YES = Verdict("approve")


@pytest.fixture
def large(town: Town) -> Claim:
    """A claim of € 1,125 for three bookings of € 375: too much for one pair of eyes."""
    return cast.claim(town, *(cast.booking(town, status="accepted", units=3) for _ in range(3)))


def _spent(town: Town) -> Decimal:
    return Account.objects.get(school=town.kring).spent


def _lowered(claim: Claim, *amounts: str) -> Verdict:
    rows = claim.lines.order_by("position")
    return Verdict("approve", lines=[
        LineVerdict(row.pk, Decimal(amount), "minder") for row, amount in zip(rows, amounts, strict=True)])  # fmt: skip


def test_the_first_approval_waits_and_moves_no_money(town: Town, large: Claim):
    decide(large, YES, by=town.actor("assessor"))
    assert (large.status, _spent(town)) == ("submitted", 0)
    assert first_approval(large).by == "assessor (Bloemendorp)"


def test_a_second_person_completes_it(town: Town, large: Claim):
    decide(large, YES, by=town.actor("assessor"))
    decide(large, YES, by=town.actor("assessor2"))
    assert (large.status, _spent(town)) == ("approved", Decimal("1125.00"))
    assert [(each.by.split()[0], each.final) for each in large.decisions.all()] == [
        ("assessor", False), ("assessor2", True),
    ]  # fmt: skip


def test_the_same_person_twice_is_one_person(town: Town, large: Claim):
    decide(large, YES, by=town.actor("assessor"))
    with pytest.raises(Refused) as refused:
        decide(large, YES, by=town.actor("assessor"))
    assert refused.value.code == "four_eyes"
    assert _spent(town) == 0


def test_the_same_person_in_another_role_is_still_one_person(town: Town, large: Claim):
    decide(large, YES, by=town.actor("assessor"))
    user = town.membership["assessor"].user
    officer = people.add_membership(user, role="municipality:officer", municipality=town.municipality, by=OPERATOR)
    with pytest.raises(Refused) as refused:
        decide(large, YES, by=actor_of(officer))
    assert refused.value.code == "four_eyes"


def test_at_the_threshold_one_person_is_enough(town: Town, large: Claim):
    decide(large, _lowered(large, "375.00", "375.00", "250.00"), by=town.actor("assessor"))
    assert (large.status, _spent(town)) == ("approved", Decimal("1000.00"))


def test_the_second_keeps_what_the_first_wrote(town: Town, large: Claim):
    decide(large, _lowered(large, "375.00", "375.00", "300.00"), by=town.actor("assessor"))
    decide(large, YES, by=town.actor("assessor2"))
    assert (large.status, str(large.sanctioned)) == ("approved", "1050.00")


@pytest.mark.parametrize("amounts", [("375.00", "375.00", "350.00"), ("300.00", "375.00", "375.00")])
def test_two_people_who_approve_other_amounts_do_not_agree_yet(town: Town, large: Claim, amounts: tuple[str, ...]):
    """Also when the sum is the same: agreement is line by line."""
    decide(large, _lowered(large, "375.00", "375.00", "300.00"), by=town.actor("assessor"))
    decide(large, _lowered(large, *amounts), by=town.actor("assessor2"))
    assert (large.status, _spent(town)) == ("submitted", 0)
    decide(large, YES, by=town.actor("assessor"))
    assert large.status == "approved"
    assert large.sanctioned == sum(map(Decimal, amounts))


def test_a_returned_claim_starts_again_with_two(town: Town, large: Claim):
    decide(large, YES, by=town.actor("assessor"))
    decide(large, Verdict("return", reason="Eén vraag"), by=town.actor("assessor2"))
    claims.submit(large, by=town.actor("librarian"))
    assert first_approval(large) is None
    decide(large, YES, by=town.actor("assessor2"))
    assert large.status == "submitted"
    decide(large, YES, by=town.actor("assessor"))
    assert large.status == "approved"


def test_the_house_itself_decides_nothing(town: Town):
    with pytest.raises(Forbidden):
        decide(cast.claim(town), YES, by=OPERATOR)


def test_who_lowers_it_below_the_threshold_also_says_what_becomes_of_the_rest(town: Town, large: Claim):
    """The first person kept the remainder; the second decides other amounts alone, and lets it go back."""
    decide(large, Verdict("approve", remainder="keep"), by=town.actor("assessor"))
    decide(large, _lowered(large, "375.00", "375.00", "250.00"), by=town.actor("assessor2"))
    assert (large.status, _spent(town)) == ("approved", Decimal("1000.00"))
    assert Account.objects.get(school=town.kring).reserved == 0


def test_what_is_paid_in_parts_is_added_up(town: Town):
    """A booking of € 1,250: one person may approve € 900 of it and keep the rest, but not that rest too."""
    offer = cast.offer(town, price=Decimal("1250.00"), max_units=1)
    booked = cast.booking(town, offer, status="accepted", units=1)
    first = cast.claim(town, booked)
    said = Verdict("approve", lines=[LineVerdict(first.lines.get().pk, Decimal("900.00"), "deel")], remainder="keep")
    assert decide(first, said, by=town.actor("assessor")).status == "approved"
    rest = cast.claim(town, booked)
    assert decide(rest, YES, by=town.actor("assessor")).status == "submitted"
    assert decide(rest, YES, by=town.actor("assessor2")).status == "approved"


def test_what_the_first_wrote_is_no_decision_and_the_claimant_does_not_read_it(town: Town, large: Claim):
    """Nobody hears of less that a second person does not agree to; the second person reads it."""
    line = large.lines.all()[0]
    said = Verdict("approve", "Twijfel", [LineVerdict(line.pk, Decimal("300.00"), "Eén bus minder.")])
    decide(large, said, by=town.actor("assessor"))
    mine = Api(town, "librarian").get(f"claims/{large.pk}").json()
    assert {(each["sanctionedAmount"], each["reason"]) for each in mine["lines"]} == {(None, "")}
    assert mine["decisions"] == []
    theirs = Api(town, "assessor2").get(f"claims/{large.pk}").json()
    assert theirs["lines"][0]["sanctionedAmount"] == "300.00" and not theirs["decisions"][0]["final"]
    decide(Claim.objects.get(pk=large.pk), Verdict("approve"), by=town.actor("assessor2"))
    assert Api(town, "librarian").get(f"claims/{large.pk}").json()["lines"][0]["sanctionedAmount"] == "300.00"
