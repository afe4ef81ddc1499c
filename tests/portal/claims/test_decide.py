"""The municipality decides: in full, in part, back with a question, or not at all. Money follows the decision."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from catalogue.errors import Forbidden, Invalid, Refused, Stale
from portal.bookings.models import Booking
from portal.budgets.models import Account
from portal.budgets.queries import verify
from portal.claims import actions as claims
from portal.claims.decisions import LineVerdict, Verdict, decide
from portal.claims.models import Claim
from portal.claims.queries import ready_to_claim, total_of
from tests import cast
from tests.cast import Town


def _money(town: Town) -> tuple[str, str, str]:
    account = Account.objects.get(school=town.kring)
    return str(account.reserved), str(account.spent), str(account.available)


def _part(claim: Claim, amount: str, reason: str = "Eén groep was er niet", **said: Any) -> Verdict:
    line = claim.lines.get()
    return Verdict("approve", lines=[LineVerdict(line.pk, Decimal(amount), reason)], **said)


def test_approved_in_full(town: Town):
    claim = cast.approved(town)
    assert (claim.status, str(claim.sanctioned)) == ("approved", "250.00")
    assert _money(town) == ("0.00", "250.00", "2750.00")
    assert claim.decisions.get().by == "assessor (Bloemendorp)"
    assert verify() == []


def test_approved_in_part_and_the_rest_given_back(town: Town):
    claim = cast.claim(town)
    decide(claim, _part(claim, "125.00"), by=town.actor("assessor"))
    assert (claim.status, str(claim.sanctioned)) == ("approved", "125.00")
    assert _money(town) == ("0.00", "125.00", "2875.00")
    line = claim.lines.get()
    assert (str(line.sanctioned_amount), line.reason) == ("125.00", "Eén groep was er niet")
    assert not ready_to_claim(town.actor("librarian")).exists()


def test_approved_in_part_and_the_rest_kept_to_be_claimed_later(town: Town):
    claim = cast.claim(town)
    decide(claim, _part(claim, "125.00", remainder="keep"), by=town.actor("assessor"))
    assert _money(town) == ("125.00", "125.00", "2750.00")
    booking = ready_to_claim(town.actor("librarian")).get()
    later = claims.claim([claims.Wanted(booking.pk)], by=town.actor("librarian"))
    assert str(later.claimed) == "125.00", "the whole, less what was paid before"
    cast.approved(town, claims.submit(later, by=town.actor("librarian")))
    assert _money(town) == ("0.00", "250.00", "2750.00")
    assert total_of(Claim.objects.all()) == Decimal("250.00")
    assert verify() == []


def test_nothing_cannot_be_approved(town: Town):
    """It would never be invoiced or paid, and so never end: that is a rejection, with a reason."""
    claim = cast.claim(town)
    with pytest.raises(Refused) as refused:
        decide(claim, _part(claim, "0.00"), by=town.actor("assessor"))
    assert refused.value.code == "nothing_sanctioned"
    assert _money(town) == ("250.00", "0.00", "2750.00")


def test_rejected_and_given_back_or_kept(town: Town):
    first, second = cast.claim(town), cast.claim(town)
    decide(first, Verdict("reject", reason="Niet afgesproken"), by=town.actor("assessor"))
    assert (first.status, _money(town)) == ("rejected", ("250.00", "0.00", "2750.00"))
    decide(second, Verdict("reject", reason="Verkeerde datum", remainder="keep"), by=town.actor("assessor"))
    assert _money(town) == ("250.00", "0.00", "2750.00")
    again = cast.claim(town, second.lines.get().booking)
    assert cast.approved(town, again).status == "approved"


def test_returned_with_a_question_and_submitted_again(town: Town):
    claim = cast.claim(town)
    decide(claim, Verdict("return", reason="Welke groep?"), by=town.actor("assessor"))
    assert claim.status == "returned"
    assert _money(town) == ("250.00", "0.00", "2750.00")
    claims.submit(claim, by=town.actor("librarian"))
    assert cast.approved(town, claim).status == "approved"


@pytest.mark.parametrize("verdict", ["return", "reject"])
def test_bad_news_has_a_reason(town: Town, verdict: str):
    with pytest.raises(Invalid) as invalid:
        decide(cast.claim(town), Verdict(verdict, reason=" "), by=town.actor("assessor"))
    assert [fault.location for fault in invalid.value.faults] == ["#/reason"]


@pytest.mark.parametrize(
    ("amount", "reason", "where"),
    [
        ("250.01", "meer", "#/lines/0/sanctionedAmount"), ("-0.01", "min", "#/lines/0/sanctionedAmount"),
        ("249.99", "", "#/lines/0/reason"),
    ],
)  # fmt: skip
def test_a_wrong_amount_changes_nothing(town: Town, amount: str, reason: str, where: str):
    claim = cast.claim(town)
    with pytest.raises(Invalid) as invalid:
        decide(claim, _part(claim, amount, reason), by=town.actor("assessor"))
    assert [fault.location for fault in invalid.value.faults] == [where]
    assert _money(town) == ("250.00", "0.00", "2750.00")


def test_a_line_of_another_claim_and_an_unknown_remainder_are_named(town: Town):
    claim, other = cast.claim(town), cast.claim(town)
    said = Verdict("approve", lines=[LineVerdict(other.lines.get().pk, Decimal(1), "x")], remainder="burn")
    with pytest.raises(Invalid) as invalid:
        decide(claim, said, by=town.actor("assessor"))
    assert {fault.location for fault in invalid.value.faults} == {"#/lines/0/id", "#/remainder"}


def test_an_unknown_verdict_is_named(town: Town):
    with pytest.raises(Invalid) as invalid:
        decide(cast.claim(town), Verdict("maybe", reason="tja"), by=town.actor("assessor"))
    assert [fault.location for fault in invalid.value.faults] == ["#/verdict"]


@pytest.mark.parametrize("who", ["librarian", "finance", "controller", "admin", "coordinator", "board"])
def test_only_an_assessor_or_officer_decides(town: Town, who: str):
    with pytest.raises(Forbidden) as forbidden:
        decide(cast.claim(town), Verdict("approve"), by=town.actor(who))
    assert forbidden.value.code == "wrong_role"


def test_a_claim_is_decided_once(town: Town):
    claim = cast.approved(town)
    for verdict in ("approve", "return", "reject"):
        with pytest.raises(Refused) as refused:
            decide(claim, Verdict(verdict, reason="nog eens"), by=town.actor("assessor2"))
        assert refused.value.code == "wrong_state"
    assert _money(town) == ("0.00", "250.00", "2750.00")


def test_a_decision_about_another_version_is_stale(town: Town):
    claim = cast.claim(town)
    read = claim.version
    decide(claim, Verdict("return", reason="Welke groep?"), by=town.actor("assessor"))
    claims.submit(claim, by=town.actor("librarian"))
    with pytest.raises(Stale):
        decide(claim, Verdict("approve"), by=town.actor("assessor"), version=read)
    assert decide(claim, Verdict("approve"), by=town.actor("assessor"), version=claim.version).status == "approved"


def test_a_claim_of_several_bookings_settles_each_of_them(town: Town):
    rows = [cast.booking(town, status="accepted", units=1) for _ in range(3)]
    claim = cast.claim(town, *rows)
    first = claim.lines.order_by("position").first()
    decide(
        claim, Verdict("approve", lines=[LineVerdict(first.pk, Decimal("100.00"), "korter")]), by=town.actor("assessor")
    )
    spent = Booking.objects.filter(pk__in=[row.pk for row in rows]).values_list("spent", flat=True)
    assert sorted(map(str, spent)) == ["100.00", "125.00", "125.00"]
    assert _money(town) == ("0.00", "350.00", "2650.00")
