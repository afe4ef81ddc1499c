"""A provider claims what it delivered: lines from bookings, evidence, submission and withdrawal."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid, Refused
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.claims import actions as claims
from portal.claims.models import Claim, ClaimLine, Evidence
from portal.claims.queries import evidence_visible_to, queue_of, visible_to
from tests import cast
from tests.cast import Town

PDF = b"%PDF-1.7\n" + b"x" * 64


def _claim(town: Town, *rows: Booking, who: str = "librarian", **said: Any) -> Claim:
    return claims.claim([claims.Wanted(row.pk, **said) for row in rows], by=town.actor(who))


def _upload(name: str = "lijst.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_what_is_not_said_is_taken_from_the_booking(town: Town):
    claim = _claim(town, cast.booking(town, status="accepted"))
    line = claim.lines.get()
    assert (line.quantity, str(line.unit_price), str(line.amount)) == (2, "125.00", "250.00")
    assert line.description == "Voorleesuur, De Kring"
    assert line.goal.code == "talent"
    assert (claim.status, str(claim.claimed), claim.provider) == ("draft", "250.00", town.library)


def test_several_bookings_make_one_claim(town: Town):
    rows = [cast.booking(town, status="accepted", units=units) for units in (1, 2, 3)]
    claim = _claim(town, *rows)
    assert [line.position for line in claim.lines.all()] == [1, 2, 3]
    assert str(claim.claimed) == "750.00"


def test_less_than_booked_may_be_claimed(town: Town):
    claim = _claim(town, cast.booking(town, status="accepted"), quantity=1, unit_price=Decimal("100.00"))
    assert str(claim.claimed) == "100.00"


def test_the_schools_own_contribution_is_not_claimed_from_the_municipality(town: Town):
    booking = bookings.book(
        town.kring, cast.offer(town), units=2, pupils=50, own_contribution=Decimal("50.00"), by=town.actor("director")
    )
    bookings.confirm(booking, by=town.actor("librarian"))
    bookings.deliver(booking, date=timezone.localdate(), sessions=2, pupils_reached=50, by=town.actor("librarian"))
    assert str(_claim(town, booking).claimed) == "200.00"


@pytest.mark.parametrize(
    ("said", "where", "code"),
    [
        ({"quantity": 0}, "#/lines/0/quantity", "out_of_range"),
        ({"quantity": 10**9}, "#/lines/0/quantity", "out_of_range"),
        ({"unit_price": Decimal("125.01")}, "#/lines/0/unitPrice", "out_of_range"),
        ({"unit_price": Decimal("-1.00")}, "#/lines/0/unitPrice", "out_of_range"),
    ],
)
def test_a_line_beyond_the_booking_is_named(town: Town, said: dict[str, Any], where: str, code: str):
    with pytest.raises(Invalid) as invalid:
        _claim(town, cast.booking(town, status="accepted"), **said)
    assert [(fault.location, fault.code) for fault in invalid.value.faults] == [(where, code)]
    assert not Claim.objects.exists()


def test_every_wrong_line_is_named_at_once(town: Town):
    delivered, requested = cast.booking(town, status="accepted"), cast.booking(town)
    wanted = [claims.Wanted(each) for each in (delivered.pk, requested.pk, uuid4(), delivered.pk)]
    with pytest.raises(Invalid) as invalid:
        claims.claim(wanted, by=town.actor("librarian"))
    assert [(fault.location, fault.code) for fault in invalid.value.faults] == [
        ("#/lines/1/booking", "not_delivered"), ("#/lines/2/booking", "unknown"), ("#/lines/3/booking", "twice"),
    ]  # fmt: skip


def test_an_empty_claim_is_none(town: Town):
    with pytest.raises(Invalid) as invalid:
        claims.claim([], by=town.actor("librarian"))
    assert [fault.location for fault in invalid.value.faults] == ["#/lines"]


def test_a_booking_of_another_provider_does_not_exist_for_this_one(town: Town):
    theirs = cast.booking(town, cast.offer(town, provider="musician"), status="accepted")
    with pytest.raises(Invalid) as invalid:
        _claim(town, theirs)
    assert invalid.value.faults[0].code == "unknown"


def test_a_booking_is_claimed_once_until_the_claim_is_withdrawn(town: Town):
    booking = cast.booking(town, status="accepted")
    first = _claim(town, booking)
    with pytest.raises(Refused) as refused:
        _claim(town, booking)
    assert refused.value.code == "already_claimed"
    claims.withdraw(first, by=town.actor("librarian"))
    assert _claim(town, booking).status == "draft"


@pytest.mark.parametrize("who", ["planner", "teacher", "officer", "assessor"])
def test_only_a_manager_of_the_provider_claims(town: Town, who: str):
    booking = cast.booking(town, status="accepted")
    with pytest.raises(Forbidden):
        _claim(town, booking, who=who)
    claim = _claim(town, booking)
    for deed in (claims.submit, claims.withdraw):
        with pytest.raises(Forbidden):
            deed(claim, by=town.actor(who))


def test_submitting_starts_the_legal_term(town: Town):
    claim = cast.claim(town)
    assert claim.status == "submitted"
    assert claim.due_on == timezone.localdate() + timedelta(days=30)
    assert claim.submitted_by == town.actor("librarian").person
    with pytest.raises(Refused) as refused:
        claims.submit(claim, by=town.actor("librarian"))
    assert refused.value.code == "wrong_state"


def test_a_disputed_booking_has_to_leave_the_claim_first(town: Town):
    booking = cast.booking(town, status="delivered")
    claim = cast.claim(town, booking, submitted=False)
    bookings.dispute(booking, reason="Niet geweest", by=town.actor("coordinator"))
    with pytest.raises(Refused) as refused:
        claims.submit(claim, by=town.actor("librarian"))
    assert refused.value.code == "not_delivered"


def test_lines_are_replaced_until_it_is_submitted(town: Town):
    first, second = cast.booking(town, status="accepted"), cast.booking(town, status="accepted", units=3)
    claim = _claim(town, first)
    claims.edit(claim, [claims.Wanted(second.pk, quantity=3)], by=town.actor("librarian"))
    claim.refresh_from_db()
    assert (str(claim.claimed), [line.booking for line in claim.lines.all()]) == ("375.00", [second])
    assert _claim(town, first).status == "draft", "the booking that left can be claimed again"
    claims.submit(claim, by=town.actor("librarian"))
    with pytest.raises(Refused):
        claims.edit(claim, [claims.Wanted(second.pk)], by=town.actor("librarian"))


def test_evidence_is_kept_with_its_hash_under_a_name_of_our_own(town: Town):
    claim = cast.claim(town, submitted=False)
    evidence = claims.add_evidence(claim, _upload("../../etc/lijst.PDF"), by=town.actor("librarian"))
    assert (evidence.name, evidence.content_type, evidence.size) == ("lijst.PDF", "application/pdf", len(PDF))
    assert evidence.file.name.startswith("evidence/")
    assert "lijst" not in evidence.file.name
    assert evidence.file.read() == PDF


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("leeg.pdf", b"", "empty"), ("virus.pdf", b"MZ\x90\x00", "executable"), ("lijst.exe", PDF, "wrong_type"),
        ("foto.png", PDF, "wrong_type"), ("groot.pdf", b"%PDF-" + b"x" * (10 * 1024 * 1024), "too_large"),
        ("a.html", b"<script>", "wrong_type"),
    ],
)  # fmt: skip
def test_a_file_is_judged_by_its_content(town: Town, name: str, content: bytes, code: str):
    claim = cast.claim(town, submitted=False)
    with pytest.raises(Invalid) as invalid:
        claims.add_evidence(claim, _upload(name, content), by=town.actor("librarian"))
    assert [(fault.location, fault.code) for fault in invalid.value.faults] == [("#/file", code)]
    assert not Evidence.objects.exists()


def test_a_claim_is_seen_by_its_provider_and_once_submitted_by_the_municipality(town: Town):
    claim = cast.claim(town, submitted=False)
    evidence = claims.add_evidence(claim, _upload(), by=town.actor("librarian"))
    assert claim in visible_to(town.actor("planner"))
    for who in ("assessor", "musician", "coordinator", "board"):
        assert claim not in visible_to(town.actor(who))
        assert evidence not in evidence_visible_to(town.actor(who))
    claims.submit(claim, by=town.actor("librarian"))
    assert claim in visible_to(town.actor("controller"))
    assert list(queue_of(town.actor("assessor"))) == [claim]
    assert not queue_of(town.actor("librarian")).exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queue_costs_the_same_for_one_and_for_three(town: Town, rows: int, django_assert_num_queries):
    for _row in range(rows):
        cast.claim(town)
    with django_assert_num_queries(9):
        for claim in queue_of(town.actor("assessor")):
            assert [line.booking.school.name for line in claim.lines.all()]
            assert claim.provider.name
    assert ClaimLine.objects.count() == rows
