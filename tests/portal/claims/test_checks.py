"""What the approver is shown: each check passes, warns or blocks, in words."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from catalogue.errors import Refused
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import Provider
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.claims import actions as claims
from portal.claims.checks import blocking, checks_of
from portal.claims.extending import extend
from portal.claims.models import Claim
from tests import cast
from tests.cast import Town
from tests.catalogue.offers.test_renew import next_year
from tests.portal.claims.declaring import cost, declared, granted


def _verdicts(claim: Claim) -> dict[str, str]:
    return {check.code: check.verdict for check in checks_of(Claim.objects.get(pk=claim.pk))}


def _claim(town: Town, status: str = "accepted", **said: Any) -> Claim:
    wanted = claims.Wanted(cast.booking(town, status=status).pk, **said)
    return claims.submit(claims.claim([wanted], by=town.actor("librarian")), by=town.actor("librarian"))


def test_a_clean_claim_passes_everything(town: Town):
    verdicts = _verdicts(cast.claim(town))
    assert set(verdicts) == {
        "delivered", "in_time", "claimed_once", "within_tolerance", "reserved", "one_programme", "evidence_once",
        "bank_account", "self_billing",
    }  # fmt: skip
    assert set(verdicts.values()) == {"pass"}


def test_a_delivery_that_the_school_did_not_confirm_warns(town: Town):
    assert _verdicts(_claim(town, "delivered"))["delivered"] == "warn"


def test_a_disputed_delivery_blocks(town: Town):
    claim = _claim(town, "delivered")
    booking = Booking.objects.get(pk=claim.lines.get().booking_id)
    bookings.dispute(booking, reason="Niet geweest", by=town.actor("coordinator"))
    assert _verdicts(claim)["delivered"] == "block"
    with pytest.raises(Refused) as refused:
        cast.approved(town, claim)
    assert refused.value.code == "blocked"


def test_a_claim_after_its_deadline_that_was_extended_passes_until_the_new_day(town: Town):
    booking = cast.booking(town, status="accepted")
    later = timezone.localdate() + timedelta(days=120)
    extend(booking, later, reason="De administratie was ziek", by=town.actor("officer"))
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        assert _verdicts(cast.claim(town, booking))["in_time"] == "pass"


@pytest.mark.parametrize(
    ("quantity", "why", "verdict"), [(1, "", "warn"), (2, "", "pass"), (3, "Een groep erbij", "warn")]
)
def test_more_or_less_than_booked(town: Town, quantity: int, why: str, verdict: str):
    """The tolerance is 10 % of what was booked: of two groups, a third one is beyond it, and needs a reason."""
    assert _verdicts(_claim(town, quantity=quantity, explanation=why))["within_tolerance"] == verdict


def test_beyond_the_tolerance_without_a_reason_blocks_and_cannot_be_sent(town: Town):
    wanted = claims.Wanted(cast.booking(town, status="accepted").pk, quantity=3)
    claim = claims.claim([wanted], by=town.actor("librarian"))
    assert _verdicts(claim)["within_tolerance"] == "block"
    with pytest.raises(Refused) as refused:
        claims.submit(claim, by=town.actor("librarian"))
    assert refused.value.code == "explanation_needed"


@pytest.mark.parametrize(("reached", "verdict"), [(50, "pass"), (48, "warn"), (40, "block")])
def test_what_is_claimed_is_held_against_what_was_delivered(town: Town, reached: int, verdict: str):
    """50 pupils were booked at a price per pupil: 46 and more is within the tolerance of 10 %."""
    made = cast.offer(town, unit="pupil", price=Decimal("2.00"), capacity=None)
    booking = cast.booking(town, made, status="confirmed", units=1)
    bookings.deliver(booking, date=timezone.localdate(), sessions=1, pupils_reached=reached, by=town.actor("librarian"))
    claim = claims.claim([claims.Wanted(booking.pk)], by=town.actor("librarian"))
    assert _verdicts(claim)["as_delivered"] == verdict


def test_money_of_two_programmes_for_one_activity_warns(town: Town):
    other = next_year(town)
    first = declared(town, cost(granted(town)))
    theirs = declared(town, cost(granted(town)))
    assert _verdicts(first)["one_programme"] == "pass"
    Claim.objects.filter(pk=theirs.pk).update(programme=other)
    found = {check.code: check for check in checks_of(Claim.objects.get(pk=first.pk))}["one_programme"]
    assert (found.verdict, other.name in found.sentence) == ("warn", True)


def test_more_than_is_reserved_blocks(town: Town):
    claim = cast.claim(town)
    Booking.objects.filter(pk=claim.lines.get().booking_id).update(reserved=Decimal("249.99"))
    assert _verdicts(claim)["reserved"] == "block"


def test_the_same_file_with_another_claim_warns(town: Town):
    content = b"%PDF-1.7 the same list"
    first, second = cast.claim(town, submitted=False), cast.claim(town, submitted=False)
    for claim in (first, second):
        claims.add_evidence(claim, SimpleUploadedFile("lijst.pdf", content), by=town.actor("librarian"))
    assert _verdicts(first)["evidence_once"] == "warn"


def test_a_bank_account_that_changed_lately_warns_for_a_while(town: Town):
    claim = cast.claim(town)
    waiting = organisations.propose_account(
        town.library, iban="NL91ABNA0417164300", account_name="Anders", by=town.actor("librarian")
    )
    assert _verdicts(claim)["bank_account"] == "warn", "it waits for a second person"
    organisations.confirm_account(waiting, outcome="match", by=town.actor("finance"))
    claim = Claim.objects.get(pk=claim.pk)
    assert _verdicts(claim)["bank_account"] == "warn"
    with time_machine.travel(timezone.now() + timedelta(days=61)):
        assert _verdicts(claim)["bank_account"] == "pass"


def test_without_an_agreement_on_self_billing_the_provider_sends_its_own_invoice(town: Town):
    claim = cast.claim(town)
    Provider.objects.filter(pk=town.library.pk).update(self_billing_agreed_on=None)
    found = Claim.objects.get(pk=claim.pk)
    assert blocking(found) == []
    assert next(check.sentence for check in checks_of(found) if check.code == "self_billing").startswith("De aanbieder")


def test_each_check_of_a_line_names_its_line(town: Town):
    claim = cast.claim(town, *(cast.booking(town, status="accepted", units=1) for _ in range(2)))
    lines = {str(line.pk) for line in claim.lines.all()}
    assert {check.line for check in checks_of(claim)} == lines | {""}
    assert all(check.sentence.endswith(".") for check in checks_of(claim))
