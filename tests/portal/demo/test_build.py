"""The demo stands within seconds, is made by the deeds alone, and gives everybody something to do."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db.models import Sum

from catalogue.actor import ANYONE, CONTROLLER
from catalogue.duo.models import DuoImport
from catalogue.exchange.queries import visible_to as ideas_visible_to
from catalogue.imports.queries import visible_to as imports_visible_to
from catalogue.journal.models import JournalLine
from catalogue.journal.outbox import due, undelivered
from catalogue.offers.directory import directory
from catalogue.offers.models import Offer
from catalogue.offers.queries import pictures_visible_to
from catalogue.organisations.models import Admission
from catalogue.organisations.queries import contact_now, masked_visible_to, venues_of
from portal.bookings.alike import chosen_by_schools_like
from portal.bookings.models import Booking, Choice
from portal.bookings.states import BOOKING
from portal.budgets.models import Account, Entry
from portal.budgets.states import EFFECTS
from portal.claims.models import Claim, Decision, Evidence
from portal.claims.queries import first_approval, ready_to_claim
from portal.demo.build import build_if_empty
from portal.demo.content import content
from portal.demo.stage import Stage
from portal.invoices.models import Invoice
from portal.payments.models import Batch
from portal.people.models import User
from portal.searches.queries import matches_of, own
from portal.worklist.queries import tasks_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_there_are_offers_of_every_status(stage: Stage):
    statuses = Counter(Offer.objects.values_list("status", flat=True))

    assert set(statuses) == {"draft", "submitted", "returned", "published", "withdrawn"}
    assert statuses["published"] >= 40


def test_some_offers_have_a_picture_that_everybody_sees(stage: Stage):
    assert pictures_visible_to(ANYONE).count() == len(content().pictures) >= 5


def test_kept_searches_find_something(stage: Stage):
    assert [len(matches_of(search)) > 0 for search in own(stage.login("school"))] == [True, True]
    assert matches_of(own(stage.login("director")).get())


def test_a_school_reads_what_schools_like_it_chose(stage: Stage):
    found = chosen_by_schools_like(stage.schools["elzenkring"])
    assert ([offer.text.title for offer in found.offers], found.how) == (["Atelier op wielen"], "share")


def test_there_are_bookings_in_every_state(stage: Stage):
    assert set(Booking.objects.values_list("status", flat=True)) == set(BOOKING)


def test_there_are_claims_in_every_state_and_one_waits_for_the_second_approver(stage: Stage):
    statuses = set(Claim.objects.values_list("status", flat=True))
    waiting = [claim for claim in Claim.objects.filter(status="submitted") if first_approval(claim)]

    assert statuses == {"draft", "submitted", "returned", "approved", "rejected", "settled", "withdrawn"}
    assert [claim.claimed > stage.programme.four_eyes_threshold for claim in waiting] == [True]


def test_a_settled_claim_above_the_threshold_was_approved_by_two_people(stage: Stage):
    above = Claim.objects.filter(status="settled", sanctioned__gt=stage.programme.four_eyes_threshold)

    assert above
    for claim in above:
        people = Decision.objects.filter(claim=claim, verdict="approve").values_list("person", flat=True)
        assert len(set(people)) == 2


def test_a_claim_was_sanctioned_in_part_with_a_reason(stage: Stage):
    partly = [claim for claim in Claim.objects.filter(status="approved") if claim.sanctioned < claim.claimed]

    assert {claim.kind for claim in partly} == {"provider", "school"}
    assert all(claim.lines.get().reason for claim in partly)


def test_every_approved_claim_has_its_invoice_though_no_worker_runs(stage: Stage):
    approved = _invoiced_once()

    assert {claim.invoices.count() for claim in approved} == {1}
    written = Invoice.objects.exclude(kind="received")
    assert set(written.values_list("status", flat=True)) == {"sent", "paid"}
    assert not due().exists()
    assert not undelivered().exists()


def test_batches_are_paid_released_and_prepared_and_something_is_left_to_pay(stage: Stage):
    assert sorted(Batch.objects.values_list("status", flat=True)) == ["prepared", "released", "settled"]
    assert Invoice.objects.filter(status="sent", payments__isnull=True).exists()


def test_the_pot_is_divided_over_all_schools_to_the_cent_and_entries_explain_every_balance(stage: Stage):
    schools = Account.objects.filter(school__isnull=False)

    assert schools.count() == 24
    assert schools.aggregate(total=Sum("granted"))["total"] == content().money.choice_pot
    for account in Account.objects.all():
        sums = [sum(entry.amount * EFFECTS[entry.kind][i] for entry in _entries(account)) for i in range(3)]
        assert sums == [account.granted, account.reserved, account.spent]


def test_what_was_paid_for_rent_and_for_expertise_can_be_shown_apart(stage: Stage):
    goals = Claim.objects.filter(status="settled").values_list("lines__goal__apart", flat=True)

    assert set(goals) == {"", "rent", "staff"}


@pytest.mark.parametrize("name", ["officer", "assessor", "assessor2", "finance", "provider", "provider2"])
def test_somebody_has_work_waiting(stage: Stage, name: str):
    assert len(tasks_of(stage.login(name))) >= 2


def test_the_school_has_deliveries_to_judge_and_the_director_a_proposal(stage: Stage):
    waits = Counter(task.deed for task in tasks_of(stage.login("school")))
    assert waits == {"judge_delivery": 2, "answer_dates": 1, "evaluate": 3, "read_message": 1}
    of_director = {task.deed for task in tasks_of(stage.login("director"))}
    assert of_director - {"evaluate"} == {"judge_delivery", "approve_proposal", "answer_dates", "read_message"}
    of_other = {task.deed for task in tasks_of(stage.login("school2"))}
    assert of_other - {"evaluate"} == {"judge_delivery", "approve_proposal"}
    assert tasks_of(stage.login("board"))
    assert Choice.objects.filter(school=stage.schools["elzenkring"]).count() >= 4


def test_the_library_has_every_kind_of_work_and_something_to_claim(stage: Stage):
    deeds = {task.deed for task in tasks_of(stage.login("provider"))}

    on_bookings, on_offers = {"answer_request", "report_delivery"}, {"improve_offer", "renew_offer"}
    assert deeds == on_bookings | on_offers | {"improve_claim", "accept_invoice"}
    assert ready_to_claim(stage.login("provider")).count() >= 2


def test_the_controller_only_looks_and_asks(stage: Stage):
    assert stage.login("controller").role == CONTROLLER
    assert [task.deed for task in tasks_of(stage.login("controller"))] == ["conclude_question"]
    assert "answer_controller" in {task.deed for task in tasks_of(stage.login("finance"))}


def test_a_circus_school_waits_to_be_admitted(stage: Stage):
    waiting = Admission.objects.filter(status="requested").values_list("provider__name", flat=True)

    assert list(waiting) == ["Circusschool Kopje Over"]


def test_providers_can_be_asked_and_one_page_is_out_of_date(stage: Stage):
    stale = [each.name for each in directory() if each.is_stale_now]

    assert stale == [stage.providers["wilgenkop"].name]
    assert contact_now(stage.providers["bibliotheek"]) is not None
    assert venues_of(stage.providers["bibliotheek"]).exists()


def test_evidence_is_a_pdf_and_every_file_another(stage: Stage):
    files = list(Evidence.objects.all())

    assert len({each.sha256 for each in files}) == len(files) >= 4
    assert {each.content_type for each in files} == {"application/pdf"}


def test_everybody_can_sign_in_with_the_password_of_the_demo(stage: Stage):
    people = User.objects.exclude(password__startswith="!")

    assert {user.email for user in people} == {login.email for login in content().accounts}
    assert people.get(email="school@demo.example").check_password("demo")


def test_every_change_of_status_left_a_line_in_the_journal(stage: Stage):
    moved = {
        (kind, status)
        for kind, rows in (("booking", Booking), ("claim", Claim), ("offer", Offer), ("invoice", Invoice))
        for status in rows.objects.values_list("status", flat=True)
    }

    assert {f"{kind}.{status}" for kind, status in moved} <= set(JournalLine.objects.values_list("event", flat=True))


def test_it_is_built_only_once(stage: Stage):
    assert build_if_empty() is False


def _entries(account: Account) -> list[Entry]:
    return list(Entry.objects.filter(account=account))


def test_a_table_waits_to_be_carried_out_and_ideas_of_elsewhere_to_be_taken_up(stage: Stage):
    (batch,) = imports_visible_to(stage.provider("klankkamer"))
    assert (batch.status, batch.counts) == ("checked", {"added": 2, "refused": 1})
    assert [len(ideas_visible_to(stage.login(who))) for who in ("officer", "provider")] == [3, 2]


def test_registers_were_loaded_and_one_was_only_looked_at(stage: Stage):
    registers = DuoImport.objects.filter(municipality=stage.town).order_by("kind")
    assert [(each.kind, each.status) for each in registers] == [
        ("counts", "loaded"), ("scores", "loaded"), ("sites", "looked_at"),
    ]  # fmt: skip
    assert masked_visible_to(stage.login("officer")).count() == 1


def _invoiced_once() -> list[Claim]:
    """Approved, but for what the municipality ordered (its provider writes the invoice) and what was credited."""
    approved = Claim.objects.filter(status__in=("approved", "settled"), kind="provider")
    return list(approved.exclude(lines__booking__ordered_by="municipality").exclude(invoices__kind="credit_note"))
