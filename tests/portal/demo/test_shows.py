"""Each role finds something real of every part in the demo: each test opens what a page would show."""

from __future__ import annotations

import pytest

from portal.accountability.samples import KIND as SAMPLE
from portal.bookings.models import Dispute
from portal.claims.queries import visible_to as claims_visible_to
from portal.conversations.queries import visible_to as messages_visible_to
from portal.demo.stage import Stage
from portal.enrolments.models import Activity
from portal.groups.queries import visible_to as groups_visible_to
from portal.invoices.models import Invoice, ReceivedInvoice
from portal.jobs.queries import own as own_jobs
from portal.letters.models import Letter
from portal.monitoring.evaluations import said_of, to_moderate
from portal.monitoring.models import Indicator, Talk
from portal.objections.queries import open_to, visible_to
from portal.orders.queries import visible_to as orders_visible_to
from portal.payments.queries import entries_visible_to
from portal.staffing.models import Deployment
from portal.surveys.models import ProcessStep, Survey
from portal.surveys.results import results_of
from portal.vouchers.queries import terms_of, used_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_a_school_handed_out_vouchers_and_the_music_school_took_some_in(stage: Stage):
    booking = stage.bookings["elzenkring/proefles"]

    assert terms_of(booking) is not None
    assert (booking.vouchers.count(), used_of([booking.pk])) == (18, {booking.pk: 7})


def test_children_are_enrolled_and_who_came_last_waits(stage: Stage):
    activity = Activity.objects.get(offer=stage.offers["verhalenclub"])

    assert activity.left == 0
    assert [each.waiting for each in activity.enrolments.order_by("number")] == [0, 0, 2]


def test_staff_of_the_library_is_planned_at_two_schools_by_the_week(stage: Stage):
    planned = Deployment.objects.filter(worker__provider=stage.providers["bibliotheek"])

    assert {each.booking.school.name for each in planned} == {"Veldermeer College", "Lindecollege"}


def test_school_and_provider_write_to_each_other(stage: Stage):
    assert messages_visible_to(stage.login("school")).count() == 4
    assert messages_visible_to(stage.login("provider")).count() == 3


def test_the_officer_decided_a_dispute_with_the_counts_of_the_school(stage: Stage):
    last = Dispute.objects.filter(booking=stage.bookings["waterjuffer/leesconsulent"]).last()

    assert last is not None
    assert (last.verdict, last.sessions) == ("as_seen", 16)


def test_what_four_schools_think_is_shown_and_one_waits_for_the_officer(stage: Stage):
    offer = stage.offers["leesconsulent"]

    assert said_of([offer.pk])[offer.pk].schools == 4
    assert to_moderate(stage.login("officer")).count() == 1


def test_indicators_have_measurements_and_a_talk(stage: Stage):
    assert Indicator.objects.filter(programme=stage.programme, measurements__isnull=False).distinct().count() >= 3
    assert Talk.objects.exists()


def test_young_people_were_asked_and_partners_can_answer_now(stage: Stage):
    closed, running = Survey.objects.order_by("status")
    found = results_of(stage.login("officer"), closed)

    assert (closed.status, running.status) == ("closed", "open")
    assert found is not None
    assert found.people == 56
    assert ProcessStep.objects.filter(programme=stage.programme).count() == 3


def test_a_working_group_has_members_tasks_and_a_decision(stage: Stage):
    group = groups_visible_to(stage.login("officer")).get()

    assert {each.status for each in group.tasks.all()} == {"open", "done"}
    assert [each.measures.count() for each in group.decisions.all()] == [1]


def test_own_costs_have_evidence_a_letter_and_an_objection_that_waits_for_somebody_else(stage: Stage):
    school = stage.login("school2")
    claim = claims_visible_to(school).get(kind="school")

    assert claim.evidence.count() == 1
    assert Letter.objects.filter(cause_id=claim.pk, status="issued").exists()
    assert visible_to(school).get() == open_to(stage.login("officer")).get()


def test_an_invoice_that_came_in_asks_more_than_was_ordered(stage: Stage):
    row = ReceivedInvoice.objects.get()

    assert row.status == "waiting"
    assert [each["code"] for each in row.differences] == ["amount"]
    assert orders_visible_to(stage.login("provider2")).filter(status="issued").count() == 2


def test_an_invoice_was_credited_in_part(stage: Stage):
    note = Invoice.objects.get(kind="credit_note")

    assert note.credits is not None
    assert note.credits.status != "credited"


def test_the_bank_names_a_line_that_nobody_knows(stage: Stage):
    assert entries_visible_to(stage.login("finance")).filter(status="open").count() == 1


def test_the_controller_has_a_sample(stage: Stage):
    sample = own_jobs(stage.login("controller")).get()

    assert (sample.kind, sample.status) == (SAMPLE, "done")
