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
from portal.claims.models import Claim
from tests import cast
from tests.cast import Town


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


def test_a_late_claim_warns(town: Town):
    booking = cast.booking(town, status="accepted")
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        claim = cast.claim(town, booking)
        assert _verdicts(claim)["in_time"] == "warn"


@pytest.mark.parametrize(("quantity", "verdict"), [(1, "warn"), (2, "pass"), (3, "block")])
def test_more_or_less_than_booked(town: Town, quantity: int, verdict: str):
    """The tolerance is 10 % of what was booked: of two groups, a third one is beyond it."""
    assert _verdicts(_claim(town, quantity=quantity))["within_tolerance"] == verdict


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
    organisations.change_iban(
        town.library, iban="NL91ABNA0417164300", account_name="Anders", by=town.actor("librarian")
    )
    assert _verdicts(claim)["bank_account"] == "warn"
    with time_machine.travel(timezone.now() + timedelta(days=61)):
        assert _verdicts(claim)["bank_account"] == "pass"


def test_without_an_agreement_on_self_billing_nothing_is_approved(town: Town):
    claim = cast.claim(town)
    Provider.objects.filter(pk=town.library.pk).update(self_billing_agreed_on=None)
    assert [check.code for check in blocking(Claim.objects.get(pk=claim.pk))] == ["self_billing"]


def test_each_check_of_a_line_names_its_line(town: Town):
    claim = cast.claim(town, *(cast.booking(town, status="accepted", units=1) for _ in range(2)))
    lines = {str(line.pk) for line in claim.lines.all()}
    assert {check.line for check in checks_of(claim)} == lines | {""}
    assert all(check.sentence.endswith(".") for check in checks_of(claim))
