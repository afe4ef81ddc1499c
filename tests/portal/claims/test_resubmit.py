"""Returned with a question per line, answered, changed and sent again: the assessor sees what changed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.models import JournalLine
from catalogue.organisations.models import Provider
from portal.claims import actions as claims
from portal.claims.checks import checks_of
from portal.claims.decisions import LineVerdict, Verdict, decide
from portal.claims.extending import extend
from portal.claims.models import Claim, ClaimLine
from portal.claims.queries import first_approval
from portal.claims.submissions import differences
from tests import cast
from tests.cast import Town
from tests.portal.claims.declaring import cost, declared, granted, receipt


def ask(town: Town, claim: Claim, words: str = "Hoeveel groepen?", who: str = "assessor") -> ClaimLine:
    """Return the claim with a question about its first line."""
    line = claim.lines.all()[0]
    decide(claim, Verdict("return", "", [LineVerdict(line.pk, question=words)]), by=town.actor(who))
    return ClaimLine.objects.get(pk=line.pk)


def changed(claim: Claim) -> dict[str, str]:
    return {each.code: str(each.sentence) for each in differences(Claim.objects.get(pk=claim.pk))}


def test_a_question_stands_with_its_line_and_is_answered_there(town: Town):
    claim, librarian = cast.claim(town), town.actor("librarian")
    line = ask(town, claim)
    assert (claim.status, line.question) == ("returned", "Hoeveel groepen?")
    with pytest.raises(Refused) as refused:
        claims.submit(claim, by=librarian)
    assert refused.value.code == "unanswered"
    with pytest.raises(Forbidden):
        claims.answer(claim, {line.pk: "Twee"}, by=town.actor("planner"))
    claims.answer(claim, {line.pk: "Twee"}, by=librarian)
    claims.submit(claim, by=librarian)
    line.refresh_from_db()
    assert (claim.status, line.question, line.answer) == ("submitted", "Hoeveel groepen?", "Twee")
    assert ask(town, claim, "Zeker?").answer == "", "a new question has no answer yet"


def test_a_return_says_something_and_names_lines_of_this_claim(town: Town):
    claim, other = cast.claim(town), cast.claim(town)
    with pytest.raises(Invalid) as invalid:
        decide(claim, Verdict("return"), by=town.actor("assessor"))
    assert [fault.location for fault in invalid.value.faults] == ["#/reason"]
    with pytest.raises(Invalid) as invalid:
        ask_of_other = LineVerdict(other.lines.get().pk, question="?")
        decide(claim, Verdict("return", "", [ask_of_other]), by=town.actor("assessor"))
    assert [fault.location for fault in invalid.value.faults] == ["#/lines/0/id"]
    ask(town, claim)
    with pytest.raises(Invalid):
        claims.answer(claim, {other.lines.get().pk: "x"}, by=town.actor("librarian"))


def test_the_assessor_sees_what_changed_since_the_claim_was_sent_before(town: Town):
    request, coordinator = granted(town), town.actor("coordinator")
    claim = declared(town, cost(request, "100.00", description="Bus"), cost(request, "50.00", description="Lunch"))
    assert changed(claim) == {}
    line = ask(town, claim)
    claims.answer(claim, {line.pk: "Retour"}, by=coordinator)
    claims.edit(claim, [cost(request, "90.00", description="Bus")], by=coordinator)
    claims.add_evidence(claim, receipt(), by=coordinator)
    before = changed(claim)
    assert ClaimLine.objects.get(pk=line.pk).answer == "Retour", "a line that changes stays the same line"
    claims.submit(claim, by=coordinator)
    assert changed(claim) == before
    assert set(before) == {"amount", "line_changed", "line_removed", "file_added"}
    words = before["line_changed"].replace("\xa0", " ")
    assert words == "Veranderde regel: Bus (1 × € 90,00); eerst Bus (1 × € 100,00)."
    ask(town, claim)
    claims.remove_evidence(claim.evidence.get(), by=coordinator)
    assert set(changed(claim)) == {"file_removed"}


def _large(town: Town) -> Claim:
    return cast.claim(town, *(cast.booking(town, status="accepted", units=5) for _ in range(2)))


def test_a_return_makes_the_first_approval_void(town: Town):
    claim = _large(town)
    decide(claim, Verdict("approve"), by=town.actor("assessor"))
    assert first_approval(claim)
    line = ask(town, claim, who="assessor2")
    assert claim.decisions.get(verdict="approve").void_since
    returned = JournalLine.objects.get(thing_id=claim.pk, event="claim.returned")
    assert returned.data == {"questions": 1, "approvals_void": 1}
    claims.answer(claim, {line.pk: "Vijf"}, by=town.actor("librarian"))
    claims.submit(claim, by=town.actor("librarian"))
    assert first_approval(claim) is None
    decide(claim, Verdict("approve"), by=town.actor("assessor2"))
    assert claim.status == "submitted", "two people look at it anew"


def test_another_bank_account_makes_the_first_approval_void(town: Town):
    claim = _large(town)
    decide(claim, Verdict("approve"), by=town.actor("assessor"))
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        Provider.objects.filter(pk=town.library.pk).update(iban="NL91ABNA0417164300", iban_changed_at=timezone.now())
        claim = Claim.objects.get(pk=claim.pk)
        decide(claim, Verdict("approve"), by=town.actor("assessor2"))
        assert claim.status == "submitted"
        decide(claim, Verdict("approve"), by=town.actor("assessor"))
        assert claim.status == "approved"


EDITS = st.lists(st.sampled_from(["lines", "file_in", "file_out", "answer"]), min_size=1, max_size=4)


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_no_edit_lets_an_approval_of_before_count(town: Town, edits: list[str]):
    """Whatever is edited after a first approval, two people approve what there is now."""
    before = transaction.savepoint()
    claim, librarian = _large(town), town.actor("librarian")
    decide(claim, Verdict("approve"), by=town.actor("assessor"))
    line = ask(town, claim)
    for edit in [*edits, "answer"]:
        if edit == "lines":
            wanted = [claims.Wanted(each.booking_id, unit_price=Decimal("124.00")) for each in claim.lines.all()]
            claims.edit(claim, wanted, by=librarian)
        elif edit == "answer":
            claims.answer(claim, {line.pk: "Vijf"}, by=librarian)
        elif edit == "file_in":
            claims.add_evidence(claim, receipt(), by=librarian)
        elif found := claim.evidence.first():
            claims.remove_evidence(found, by=librarian)
            claim.refresh_from_db()
    claims.submit(claim, by=librarian)
    decide(claim, Verdict("approve"), by=town.actor("assessor2"))
    assert claim.status == "submitted"
    transaction.savepoint_rollback(before)


def test_after_the_deadline_the_officer_gives_a_later_day(town: Town):
    booking, librarian = cast.booking(town, status="accepted"), town.actor("librarian")
    claim = claims.claim([claims.Wanted(booking.pk)], by=librarian)
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        with pytest.raises(Refused) as refused:
            claims.submit(claim, by=librarian)
        assert refused.value.code == "after_deadline"
        later = timezone.localdate() + timedelta(days=7)
        with pytest.raises(Forbidden):
            extend(booking, later, reason="Ziek", by=librarian)
        for until, reason in ((later, " "), (timezone.localdate() - timedelta(days=1), "Ziek")):
            with pytest.raises(Invalid):
                extend(booking, until, reason=reason, by=town.actor("officer"))
        extend(booking, later, reason="Ziek", by=town.actor("officer"))
        assert claims.submit(claim, by=librarian).status == "submitted"
    with time_machine.travel(timezone.now() + timedelta(days=120)):
        line = ask(town, claim)
        claims.answer(claim, {line.pk: "Twee"}, by=librarian)
        assert claims.submit(claim, by=librarian).status == "submitted", "what was sent in time stays in time"


def test_what_is_added_to_a_claim_that_came_back_has_a_deadline_of_its_own(town: Town):
    """One line was sent in time and stays so; another that is put beside it months later is too late."""
    librarian, (sent, added) = town.actor("librarian"), [cast.booking(town, status="accepted") for _ in range(2)]
    claim = cast.claim(town, sent)
    with time_machine.travel(timezone.now() + timedelta(days=120)):
        claims.answer(claim, {ask(town, claim).pk: "Twee"}, by=librarian)
        claims.edit(claim, [claims.Wanted(sent.pk), claims.Wanted(added.pk)], by=librarian)
        with pytest.raises(Refused) as refused:
            claims.submit(claim, by=librarian)
        assert refused.value.code == "after_deadline"
        extend(added, timezone.localdate(), reason="Ziek", by=town.actor("officer"))
        claims.submit(claim, by=librarian)
        in_time = [each.verdict for each in checks_of(Claim.objects.get(pk=claim.pk)) if each.code == "in_time"]
        assert in_time == ["pass", "pass"], "not the day of the last sending counts, but of the first"
