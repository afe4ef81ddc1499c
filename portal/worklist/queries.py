"""One list per person: what waits, since when, until when, and where to do it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import (
    ADMIN,
    ASSESSOR,
    BOARD,
    BUDGET_HOLDER,
    CONTROLLER,
    COORDINATOR,
    FINANCE,
    MANAGER,
    OFFICER,
    PROVIDER_ROLES,
    Actor,
)
from catalogue.journal.queries import undelivered_to
from catalogue.money import written
from catalogue.offers.queries import asked_again, own, to_review
from catalogue.organisations.queries import account_changes_visible_to, admissions_visible_to, to_admit
from portal.bespoke import queries as bespoke
from portal.bookings import agreeing
from portal.bookings import queries as bookings
from portal.bookings.models import Booking
from portal.claims import queries as claims
from portal.conversations.queries import with_unread
from portal.funding.queries import transfers_visible_to
from portal.invoices.queries import objected, payable, to_accept
from portal.monitoring import evaluations, indicators
from portal.needs import queries as needs
from portal.objections import queries as objections
from portal.payments import queries as payments
from portal.questions.queries import waiting_for as questions_for
from portal.subsidies import queries as subsidies
from portal.waiting import queries as waiting

MOST = 50


@dataclass(frozen=True, slots=True)
class Task:
    """`deed` says what to do with the `thing`; `due_on` is there when a term runs.

    `row` is what the question found, for an overview that shows more of it and need not ask again.
    """

    deed: str
    thing: str
    thing_id: UUID | int
    title: str
    since: datetime
    due_on: date | None = None
    row: Any = field(default=None, repr=False)


def tasks_of(actor: Actor) -> list[Task]:
    """Everything that waits for the actor, with a term first and then by age. At most fifty per kind."""
    found = [*_messages(actor), *_school(actor), *_provider(actor), *_municipality(actor), *_measuring(actor)]
    return sorted(found, key=lambda task: (task.due_on is None, task.due_on or date.max, task.since))


def _title(actor: Actor, booking: Booking) -> str:
    """What was booked, and for which school, unless that is the only school of the reader."""
    title: str = booking.revision.title
    return title if actor.school else _("%(offer)s for %(school)s") % {"offer": title, "school": booking.school.name}


def _bookings(actor: Actor, rows: QuerySet[Booking], deed: str) -> Iterator[Task]:
    named = rows.prefetch_related(None).select_related(None).select_related("revision", "school")
    for row in named.only("updated_at", "revision__title", "school__name")[:MOST]:  # of the two hundred columns
        yield Task(deed, "booking", row.pk, _title(actor, row), row.updated_at)


def _dates(actor: Actor) -> Iterator[Task]:
    """Other dates that the other side of a booking proposed; the answer is given at the booking."""
    for proposed in agreeing.waiting_for(actor)[:MOST]:
        booking = proposed.booking
        title = _title(actor, booking)
        yield Task("answer_dates", "booking", booking.pk, title, proposed.created_at, min(proposed.days), proposed)


def _messages(actor: Actor) -> Iterator[Task]:
    """Bookings about which the other side wrote something that nobody of this side saw."""
    for row in with_unread(actor)[:MOST]:
        yield Task("read_message", "booking", row.pk, _title(actor, row), row.written_at, row=row)


def _measuring(actor: Actor) -> Iterator[Task]:
    """Indicators of which a period ended: once per period, whoever it is asked of."""
    for asked in indicators.to_measure(actor)[:MOST]:
        assert asked.missing is not None  # else it is not asked
        row, title = asked.indicator, f"{asked.indicator.name}: {asked.missing.words}"
        since = timezone.make_aware(datetime.combine(asked.missing.next.first_day, time()))
        yield Task("fill_in_measurement", "indicator", row.pk, title, since)


def _school(actor: Actor) -> Iterator[Task]:
    mine = bookings.visible_to(actor)
    if actor.is_one_of(BUDGET_HOLDER, BOARD):
        yield from _bookings(actor, mine.filter(status="proposed"), "approve_proposal")
    if actor.is_one_of(COORDINATOR, BUDGET_HOLDER, BOARD):
        yield from _bookings(actor, mine.filter(status="delivered"), "judge_delivery")
        yield from _bookings(actor, evaluations.to_evaluate(actor), "evaluate")
        yield from _dates(actor)
    if actor.is_one_of(BUDGET_HOLDER, BOARD):
        for asked in bespoke.visible_to(actor).filter(status="proposed")[:MOST]:
            yield Task("approve_request", "bespoke_request", asked.pk, asked.title, asked.updated_at)
    if actor.is_one_of(COORDINATOR, BUDGET_HOLDER, BOARD):
        for asked in bespoke.visible_to(actor).filter(status="returned")[:MOST]:
            yield Task("answer_question", "bespoke_request", asked.pk, asked.title, asked.updated_at)
        yield from _returned(actor)
    if actor.role == BOARD:
        for moving in transfers_visible_to(actor).filter(status="proposed")[:MOST]:
            title = _("%(amount)s from %(origin)s to %(target)s") % {
                "amount": written(moving.amount), "origin": moving.origin.name, "target": moving.target.name,
            }  # fmt: skip
            yield Task("decide_transfer", "budget_transfer", moving.pk, title, moving.updated_at)
    if actor.is_one_of(COORDINATOR, BUDGET_HOLDER, BOARD):
        for place in waiting.kept_for(actor)[:MOST]:
            due = timezone.localtime(place.kept_until).date()
            yield Task("take_place", "waiting_place", place.pk, place.offer.text.title, place.updated_at, due)
    for panel in needs.to_rank_in(actor)[:MOST]:
        yield Task("rank_offers", "panel", panel.pk, panel.name, panel.created_at)


def _returned(actor: Actor) -> Iterator[Task]:
    """Own claims that came back with a question or a wish."""
    for claim in claims.visible_to(actor).filter(status="returned").prefetch_related(None)[:MOST]:
        yield Task("improve_claim", "claim", claim.pk, written(claim.claimed), claim.updated_at, row=claim)


def _provider(actor: Actor) -> Iterator[Task]:
    if not actor.is_one_of(*PROVIDER_ROLES):
        return
    mine = bookings.visible_to(actor)
    yield from _bookings(actor, mine.filter(status="requested"), "answer_request")
    yield from _dates(actor)
    yield from _bookings(actor, mine.filter(status="confirmed"), "report_delivery")
    yield from _bookings(actor, mine.filter(status="disputed"), "correct_delivery")
    for offer in own(actor).filter(draft__status="returned").prefetch_related(None)[:MOST]:
        yield Task("improve_offer", "offer", offer.pk, offer.text.title, offer.updated_at)
    for offer in asked_again(actor).prefetch_related(None)[:MOST]:
        yield Task("renew_offer", "offer", offer.pk, offer.text.title, offer.updated_at, row=offer)
    if actor.role == MANAGER:
        for admission in admissions_visible_to(actor).filter(status="invited")[:MOST]:
            town = admission.municipality.name
            yield Task("answer_invitation", "admission", admission.pk, town, admission.updated_at)
        yield from _returned(actor)
        for row in to_accept(actor)[:MOST]:
            yield Task("accept_invoice", "invoice", row.invoice_id, row.invoice.number, row.updated_at, row.until)


def _deciding(actor: Actor) -> Iterator[Task]:
    """Claims and objections, what is due first on top."""
    if actor.is_one_of(OFFICER, ASSESSOR):
        for claim in claims.queue_of(actor).prefetch_related(None)[:MOST]:
            shown = {"amount": written(claim.claimed), "provider": claim.claimant.name}
            title = _("%(amount)s from %(provider)s") % shown
            yield Task("decide_claim", "claim", claim.pk, title, claim.submitted_at or claim.updated_at, claim.due_on)
        for made in objections.open_to(actor)[:MOST]:
            yield Task("decide_objection", "objection", made.pk, made.school.name, made.created_at, made.due_on)


def _objected(actor: Actor) -> Iterator[Task]:
    """Invoices in the name of a provider that objects to them."""
    if actor.is_one_of(FINANCE, ASSESSOR):
        for row in objected(actor)[:MOST]:
            title = f"{row.invoice.number} {row.invoice.provider.name}"
            yield Task("answer_objection", "invoice", row.invoice_id, title, row.updated_at)


def _questions(actor: Actor) -> Iterator[Task]:
    """Expenses that the controller asks about: to answer; what was answered: for the controller to conclude."""
    deed = "conclude_question" if actor.role == CONTROLLER else "answer_controller"
    for asked in questions_for(actor)[:MOST]:
        shown = {"expense": asked.line.description, "claimant": asked.line.claim.claimant.name}
        title = _("%(expense)s of %(claimant)s") % shown
        yield Task(deed, "audit_question", asked.pk, title, asked.updated_at)


def _municipality(actor: Actor) -> Iterator[Task]:
    yield from _deciding(actor)
    yield from _objected(actor)
    yield from _questions(actor)
    yield from _officer(actor)
    if actor.role == FINANCE:
        for invoice in payable(actor).exclude(acceptance__status="objected")[:MOST]:
            title = f"{invoice.number} {invoice.provider.name}"
            yield Task("pay_invoice", "invoice", invoice.pk, title, invoice.updated_at, invoice.due_on)
        for back in payments.returned_visible_to(actor).filter(status="open")[:MOST]:
            title = f"{written(back.payment.amount)} {back.payment.creditor}"
            yield Task("mend_payment", "returned_payment", back.pk, title, back.created_at)
        changed = account_changes_visible_to(actor).filter(status="proposed").exclude(proposed_by=actor.person)
        for row in changed[:MOST]:
            yield Task("check_account", "account_change", row.pk, row.payee.name, row.created_at)
    if actor.is_one_of(OFFICER, ADMIN):
        for admission in to_admit(actor)[:MOST]:
            yield Task("admit_provider", "admission", admission.pk, admission.provider.name, admission.updated_at)
    if actor.is_one_of(FINANCE, OFFICER):
        prepared = payments.visible_to(actor).filter(status="prepared").exclude(prepared_by=actor.person)
        for batch in prepared[:MOST]:
            yield Task("release_batch", "payment_batch", batch.pk, written(batch.total), batch.created_at)
        yield from _second_person(actor)
    if actor.is_one_of(OFFICER, FINANCE, ADMIN):
        for line in undelivered_to(actor)[:MOST]:
            yield Task("retry_work", "undelivered", line.pk, line.event, line.at)


def _second_person(actor: Actor) -> Iterator[Task]:
    """Grants to boards that somebody else decided first."""
    for grant in subsidies.visible_to(actor).filter(status="proposed").exclude(proposed_by=actor.person)[:MOST]:
        title = _("%(amount)s for %(board)s") % {"amount": written(grant.maximum), "board": grant.board.name}
        yield Task("confirm_board_grant", "board_grant", grant.pk, title, grant.updated_at)
    asked = subsidies.applications_visible_to(actor).filter(status="proposed").exclude(proposed_by=actor.person)
    for made in asked[:MOST]:
        title = _("%(amount)s for %(board)s") % {"amount": written(made.amount), "board": made.board.name}
        yield Task("confirm_application", "scheme", made.scheme_id, title, made.updated_at)


def _officer(actor: Actor) -> Iterator[Task]:
    if actor.role == OFFICER:
        for asked in bespoke.to_decide(actor)[:MOST]:
            title = _("%(title)s of %(school)s") % {"title": asked.title, "school": asked.school.name}
            yield Task("decide_request", "bespoke_request", asked.pk, title, asked.updated_at)
        for said in evaluations.to_moderate(actor)[:MOST]:
            title = _("%(offer)s for %(school)s") % {"offer": said.offer.text.title, "school": said.school.name}
            yield Task("moderate_evaluation", "evaluation", said.pk, title, said.created_at)
        for row in bookings.disputes_to_decide(actor)[:MOST]:
            yield Task("decide_dispute", "booking", row.pk, _title(actor, row), row.updated_at)
        for offer in to_review(actor)[:MOST]:
            yield Task("review_offer", "offer", offer.pk, offer.text.title, offer.updated_at)
