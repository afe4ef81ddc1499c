"""Paying: one person prepares, another releases, the bank pays. An invoice is paid once."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from catalogue.actor import Actor
from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.outbox import drain
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import Municipality
from catalogue.programmes.models import LegalFact
from portal.claims.models import Claim
from portal.invoices.models import Invoice
from portal.payments import actions as payments
from portal.payments.due import due
from portal.payments.models import Batch, Payment
from portal.payments.preparing import announced_from, most
from portal.payments.queries import downloads_of, visible_to
from portal.people import actions as people
from portal.people.queries import actor_of
from tests import cast
from tests.cast import Town


@pytest.fixture
def issued(town: Town) -> list[Invoice]:
    """Two issued invoices of € 250 each."""
    cast.approved(town)
    cast.approved(town)
    drain()
    return list(Invoice.objects.order_by("number"))


def _prepared(town: Town) -> Batch:
    return payments.prepare(by=town.actor("finance"))


def test_everything_that_can_be_paid_goes_into_a_batch(town: Town, issued: list[Invoice]):
    batch = _prepared(town)
    assert (batch.status, str(batch.total), batch.payments.count()) == ("prepared", "500.00", 2)
    payment = batch.payments.get(invoice=issued[0])
    assert (payment.end_to_end_id, payment.creditor) == (issued[0].number, "Bibliotheek De Boekenboom")
    with pytest.raises(Refused) as refused:
        _prepared(town)
    assert refused.value.code == "nothing_to_pay"


def test_or_only_what_was_named(town: Town, issued: list[Invoice]):
    batch = payments.prepare(invoices_wanted=[issued[1].pk], by=town.actor("finance"))
    assert [payment.invoice for payment in batch.payments.all()] == [issued[1]]
    with pytest.raises(Invalid) as invalid:
        payments.prepare(invoices_wanted=[issued[0].pk, issued[1].pk, uuid4()], by=town.actor("finance"))
    assert [fault.location for fault in invalid.value.faults] == ["#/invoices/1", "#/invoices/2"]


def test_it_is_not_executed_yesterday(town: Town, issued: list[Invoice]):
    with pytest.raises(Invalid) as invalid:
        payments.prepare(execution_date=timezone.localdate() - timedelta(days=1), by=town.actor("finance"))
    assert [fault.location for fault in invalid.value.faults] == ["#/executionDate"]


def test_a_pending_invoice_is_not_paid(town: Town):
    cast.approved(town)
    with pytest.raises(Refused) as refused:
        _prepared(town)
    assert refused.value.code == "nothing_to_pay"


@pytest.mark.parametrize("who", ["finance2", "officer"])
def test_a_second_person_releases_it_and_the_file_is_kept_with_its_hash(town: Town, issued: list[Invoice], who: str):
    batch = payments.release(_prepared(town), by=town.actor(who))
    assert batch.status == "released"
    content = bytes(Batch.objects.get(pk=batch.pk).file)
    assert b"pain.001.001.09" in content
    assert batch.sha1 == hashlib.sha1(content).hexdigest()
    assert (batch.prepared_by_name, batch.released_by_name) == ("finance (Bloemendorp)", f"{who} (Bloemendorp)")


def test_the_first_person_does_not_release_it(town: Town, issued: list[Invoice]):
    with pytest.raises(Refused) as refused:
        payments.release(_prepared(town), by=town.actor("finance"))
    assert refused.value.code == "four_eyes"


def _also(town: Town, who: str, role: str, **organisation: object) -> Actor:
    """The same person in another role."""
    user = town.membership[who].user
    return actor_of(people.add_membership(user, role=role, by=cast.OPERATOR, **organisation))


def test_who_approved_neither_prepares_nor_releases_in_whatever_role(town: Town, issued: list[Invoice]):
    assessor = _also(town, "assessor", "municipality:finance", municipality=town.municipality)
    with pytest.raises(Refused) as refused:
        payments.prepare(by=assessor)
    assert refused.value.code == "nothing_to_pay", "of everything, only what others approved"
    with pytest.raises(Invalid) as invalid:
        payments.prepare(invoices_wanted=[issued[0].pk], by=assessor)
    assert [fault.code for fault in invalid.value.faults] == ["four_eyes"]
    with pytest.raises(Forbidden) as forbidden:
        payments.release(_prepared(town), by=assessor)
    assert forbidden.value.code == "conflict_of_interest"


def test_who_belongs_to_a_payee_does_not_pay_it(town: Town, issued: list[Invoice]):
    planner = _also(town, "planner", "municipality:officer", municipality=town.municipality)
    with pytest.raises(Forbidden) as forbidden:
        payments.release(_prepared(town), by=planner)
    assert forbidden.value.code == "conflict_of_interest"


def test_a_changed_account_holds_what_is_due_and_what_was_prepared(town: Town, issued: list[Invoice]):
    batch = payments.prepare(invoices_wanted=[issued[0].pk], by=town.actor("finance"))
    change = organisations.propose_account(
        town.library, iban="NL91ABNA0417164300", account_name="Bieb", by=town.actor("librarian")
    )
    with pytest.raises(Refused) as refused:
        payments.release(batch, by=town.actor("finance2"))
    assert refused.value.code == "held"
    assert [bool(row.hold) for row in due(town.actor("finance"))] == [True]
    with pytest.raises(Invalid) as invalid:
        payments.prepare(invoices_wanted=[issued[1].pk], by=town.actor("finance"))
    assert [fault.code for fault in invalid.value.faults] == ["held"]
    organisations.confirm_account(change, outcome="match", by=town.actor("finance"))
    payments.cancel(batch, by=town.actor("finance"))
    assert {payment.iban for payment in _prepared(town).payments.all()} == {"NL91ABNA0417164300"}


def test_each_download_of_the_file_is_told_with_who_took_it(town: Town, issued: list[Invoice]):
    batch = _prepared(town)
    assert payments.download(batch, by=town.actor("finance")) is None, "there is no file before the release"
    payments.release(batch, by=town.actor("finance2"))
    for who in ("finance", "finance2"):
        assert b"pain.001" in (payments.download(batch, by=town.actor(who)) or b"")
    assert [line.actor for line in downloads_of(batch)] == ["finance (Bloemendorp)", "finance2 (Bloemendorp)"]


def test_a_large_file_is_announced_and_none_is_larger_than_a_bank_takes(town: Town, issued: list[Invoice]):
    assert (announced_from(), most()) == (20_000, 100_000)
    LegalFact.objects.filter(code="payments.batch.most").update(value="1")
    with pytest.raises(Invalid) as invalid:
        payments.prepare(invoices_wanted=[each.pk for each in issued], by=town.actor("finance"))
    assert [(fault.location, fault.code) for fault in invalid.value.faults] == [("#/invoices", "too_many")]
    assert _prepared(town).payments.count() == 1, "without names the first due go first"


def test_the_database_itself_wants_two_people(town: Town, issued: list[Invoice]):
    batch = _prepared(town)
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(released_by=batch.prepared_by)


def test_money_goes_only_to_the_account_that_is_known_at_the_release(town: Town, issued: list[Invoice]):
    """Changed and checked after the batch was prepared: what it says may be closed, or somebody else's."""
    batch = _prepared(town)
    change = organisations.propose_account(
        town.library, iban="NL91ABNA0417164300", account_name="Bieb", by=town.actor("librarian")
    )
    organisations.confirm_account(change, outcome="match", by=town.actor("finance"))
    with pytest.raises(Refused) as refused:
        payments.release(batch, by=town.actor("finance2"))
    assert refused.value.code == "held" and "maak een nieuwe" in refused.value.sentence
    payments.cancel(batch, by=town.actor("finance"))
    anew = payments.release(_prepared(town), by=town.actor("finance2"))
    assert b"NL91ABNA0417164300" in bytes(anew.file or b"")


def test_without_a_bank_account_of_the_municipality_nothing_is_released(town: Town, issued: list[Invoice]):
    Municipality.objects.update(iban="")
    with pytest.raises(Refused) as refused:
        payments.release(_prepared(town), by=town.actor("finance2"))
    assert refused.value.code == "no_bank_account"


def test_the_bank_does_not_pay_on_a_day_to_come(town: Town, issued: list[Invoice]):
    batch = payments.release(_prepared(town), by=town.actor("finance2"))
    with pytest.raises(Invalid) as invalid:
        payments.settle(batch, on=timezone.localdate() + timedelta(days=1), by=town.actor("finance"))
    assert [fault.code for fault in invalid.value.faults] == ["in_future"]


def test_settled_means_paid_everywhere(town: Town, issued: list[Invoice]):
    batch = payments.release(_prepared(town), by=town.actor("finance2"))
    payments.settle(batch, by=town.actor("finance"))
    assert set(Invoice.objects.values_list("status", "paid_on")) == {("paid", timezone.localdate())}
    assert set(Claim.objects.values_list("status", flat=True)) == {"settled"}
    with pytest.raises(Refused):
        payments.settle(batch, by=town.actor("finance"))


def test_an_unreleased_batch_is_not_settled_and_can_be_taken_back(town: Town, issued: list[Invoice]):
    batch = _prepared(town)
    with pytest.raises(Refused) as refused:
        payments.settle(batch, by=town.actor("finance"))
    assert refused.value.code == "wrong_state"
    payments.cancel(batch, by=town.actor("finance"))
    assert not Payment.objects.exists()
    again = payments.release(_prepared(town), by=town.actor("finance2"))
    with pytest.raises(Refused):
        payments.cancel(again, by=town.actor("finance"))


@pytest.mark.parametrize("who", ["assessor", "controller", "admin", "librarian", "coordinator", "board"])
def test_others_do_not_touch_payments(town: Town, issued: list[Invoice], who: str):
    batch = _prepared(town)
    with pytest.raises(Forbidden):
        payments.prepare(by=town.actor(who))
    for deed in (payments.release, payments.settle, payments.cancel):
        with pytest.raises(Forbidden):
            deed(batch, by=town.actor(who))


def test_an_officer_releases_but_neither_prepares_nor_settles(town: Town, issued: list[Invoice]):
    with pytest.raises(Forbidden):
        payments.prepare(by=town.actor("officer"))
    batch = payments.release(_prepared(town), by=town.actor("officer"))
    with pytest.raises(Forbidden):
        payments.settle(batch, by=town.actor("officer"))


@pytest.mark.parametrize(("who", "sees"), [("finance", True), ("controller", True), ("librarian", False)])
def test_batches_are_the_business_of_the_municipality(town: Town, issued: list[Invoice], who: str, sees: bool):
    _prepared(town)
    assert visible_to(town.actor(who)).exists() is sees
