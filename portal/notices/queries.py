"""What a person chose to hear, what an event is about, and what waits to be told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core import signing
from django.db.models import Q, QuerySet
from django.utils import timezone

from catalogue.actor import Actor
from catalogue.journal.models import JournalLine
from catalogue.organisations.models import School
from catalogue.programmes.queries import number
from portal.bookings.models import Booking, DateProposal
from portal.conversations.models import Message
from portal.invoices.models import Invoice
from portal.notices import rules
from portal.notices.models import BookingReminder, Notice, NoticeChoice
from portal.notices.states import UNANSWERED, UNREPORTED, UPCOMING
from portal.people.models import Membership
from portal.people.queries import in_role_of
from portal.questions.models import AuditQuestion
from portal.rounds.models import Round

STOP = "notices.stop"
EXPENSE = ("line__claim__provider", "line__claim__school")


@dataclass(frozen=True, slots=True)
class About:
    """What a journal line is about: a booking, an invoice, a round or a question; and which reminder, if any."""

    booking: Booking | None = None
    invoice: Invoice | None = None
    window: Round | None = None
    question: AuditQuestion | None = None
    reminder: str = ""


def own_membership(actor: Actor) -> Membership | None:
    """The membership in which the person acts now."""
    return Membership.objects.filter(in_role_of(actor, "")).select_related("user").first()


def choices_of(membership: Membership) -> dict[str, str]:
    """How often the person hears of each kind, in the order of the page. One statement."""
    said = dict(NoticeChoice.objects.filter(membership=membership).values_list("kind", "frequency"))
    return {kind: rules.chosen(said.get(kind)) for kind in rules.kinds_of(membership.role)}


def frequencies(memberships: Collection[UUID], kind: str) -> dict[UUID, str]:
    """How often each of them hears of a kind, where they chose it themselves. One statement."""
    rows = NoticeChoice.objects.filter(membership__in=memberships, kind=kind)
    return dict(rows.values_list("membership", "frequency"))


def about(line: JournalLine) -> About | None:
    """What the line is about; `None` when it is no more, or was never anybody else's business."""
    if line.thing in ("invoice", "acceptance"):  # these have one id
        invoice = Invoice.objects.filter(pk=line.thing_id).first()
        return About(invoice=invoice) if invoice else None
    if line.thing == "round":
        window = Round.objects.filter(pk=line.thing_id).first()
        return About(window=window) if window else None
    if line.thing == "audit_question":
        question = AuditQuestion.objects.select_related(*EXPENSE).filter(pk=line.thing_id).first()
        return About(question=question) if question else None
    key, reminder = _booking_of(line)
    rows = Booking.objects.select_related("revision", "school", "provider", "session", "offer__programme")
    booking = rows.filter(pk=key).first() if key else None
    if booking is None or _stays_inside(booking, line):
        return None
    return About(booking=booking, reminder=reminder)


def _booking_of(line: JournalLine) -> tuple[UUID | None, str]:
    """The booking that a line is about, and of which kind its reminder is."""
    if line.thing == "message":
        said = Message.objects.filter(pk=line.thing_id, taken_back_at=None).first()
        return (said.booking_id if said else None), ""
    if line.thing == "date_proposal":
        proposed = DateProposal.objects.filter(pk=line.thing_id).first()
        return (proposed.booking_id if proposed else None), ""
    if line.thing == "booking_reminder":
        found = BookingReminder.objects.filter(pk=line.thing_id).first()
        return (found.booking_id, found.about) if found else (None, "")
    return line.thing_id, ""


def _stays_inside(booking: Booking, line: JournalLine) -> bool:
    """A proposal of a teacher that never reached the provider is the business of its school."""
    return booking.status == "proposed" or (line.origin == "proposed" and line.to == "withdrawn")


def schools_of(found: Round) -> list[UUID]:
    """The schools that may choose in a round."""
    rows = School.objects.filter(municipality=found.municipality_id)
    return list((rows.filter(sector__in=found.sectors) if found.sectors else rows).values_list("pk", flat=True))


def of_the_day(now: datetime) -> QuerySet[Notice]:
    """What waits for a letter of the day and was gathered before this morning, by reader."""
    rows = Notice.objects.filter(gathered=True, digest=None, created_at__lt=rules.morning(now))
    return rows.order_by("to", "created_at", "pk") if now >= rules.morning(now) else rows.none()


def to_remind(today: date) -> list[tuple[Booking, str, date]]:
    """Bookings to remind of now, with the subject and the day that it is about; some may be reminded of already.

    Who comes within `booking.reminder.days`, who waits longer than `booking.answer.days` for an answer, and what was
    over for `booking.report.days` without a report.
    """
    soon, answer, report = (
        timedelta(days=int(number(f"booking.{name}.days", today))) for name in ("reminder", "answer", "report")
    )
    rows = Booking.objects.select_related("session", "offer__programme").prefetch_related("deliveries")
    found = [(each, UNANSWERED, timezone.localtime(each.updated_at).date()) for each in rows.filter(
        status="requested", updated_at__lt=timezone.now() - answer)]  # fmt: skip
    for each in rows.filter(Q(session__isnull=False) | ~Q(wished_dates=[]), status="confirmed"):
        day = each.planned_on
        if day and today <= day <= today + soon:
            found.append((each, UPCOMING, day))
        if day and day + report <= today and not each.deliveries.all():
            found.append((each, UNREPORTED, day))
    return found


def stop_token(membership: UUID, kind: str) -> str:
    """What stands in a letter to hear less: good for this person and kind alone."""
    return signing.dumps([str(membership), kind], salt=STOP)


def by_stop_token(token: str) -> tuple[Membership, str] | None:
    """Whose letters of which kind may be stopped with this; `None` when it is not ours, or they are no more."""
    try:
        pk, kind = signing.loads(token, salt=STOP)
        found = Membership.objects.filter(pk=UUID(pk), ended_at=None).select_related("user").first()
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return (found, kind) if found and kind in rules.kinds_of(found.role) else None
