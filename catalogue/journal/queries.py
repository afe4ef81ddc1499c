"""What an actor may read of the journal."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from catalogue.actor import ADMIN, CONTROLLER, FINANCE, OFFICER, Actor
from catalogue.journal import outbox
from catalogue.journal.models import JournalLine, JournalLines

CAUSES = (
    (
        {"SMTPRecipientsRefused", "SMTPSenderRefused", "SMTPDataError", "SMTPResponseException"},
        _("The mail server refused this e-mail."),
    ),
    (
        {"SMTPServerDisconnected", "SMTPConnectError", "SMTPHeloError", "SMTPAuthenticationError", "SMTPException"}
        | {"ConnectionRefusedError", "ConnectionResetError", "TimeoutError", "gaierror", "OSError"},
        _("Another server did not answer, such as the mail server."),
    ),
    ({"OperationalError", "InterfaceError"}, _("The database did not answer in time.")),
    ({"WorkerStopped"}, _("Each time the program that does this work was stopped half-way.")),
    ({"DoesNotExist"}, _("What this is about is not there any more.")),
    ({"Refused", "Forbidden", "Invalid", "Stale"}, _("The rules do not allow it, as things are now.")),
)
OURS = _("Something went wrong on our side. Show the text below to whoever keeps the portal running.")


def visible_to(actor: Actor) -> JournalLines:
    """Lines about the actor's own municipality, newest first; for anybody else nothing."""
    if not actor.municipality:
        return JournalLine.objects.none()
    return JournalLine.objects.filter(municipality_id=actor.municipality).order_by("-pk")


def undelivered_to(actor: Actor) -> JournalLines:
    """Work of the actor's municipality that keeps failing, oldest first, for those who can do something about it."""
    return outbox.undelivered(_awaited_of(actor))


def troubled_to(actor: Actor) -> JournalLines:
    """Work that failed at least once and is not done: what waits for a person first, then what comes next by itself."""
    return outbox.troubled(_awaited_of(actor)).order_by(F("failed_at").asc(nulls_last=True), "due_at")


def waiting_of(actor: Actor) -> dict[str, int]:
    """How much work that actor may see is still to be done, by queue; failed work is not counted."""
    rows = _awaited_of(actor).filter(due_at__isnull=False, dispatched_at=None, failed_at=None)
    counted = rows.order_by().values_list("queue").annotate(Count("pk"))
    return {queue: number for queue, number in counted if queue}


def cause_of(line: JournalLine) -> str:
    """Why work failed last, in words; what was no mistake of a program says so itself."""
    kind, colon, _said = line.last_error.partition(": ")
    if not colon or not kind.isidentifier():
        return line.last_error
    return str(next((words for names, words in CAUSES if kind in names), OURS))


def _awaited_of(actor: Actor) -> JournalLines:
    """Lines of the municipality; an administrator also sees those of no municipality: somebody must."""
    if not actor.municipality or not actor.is_one_of(OFFICER, FINANCE, CONTROLLER, ADMIN):
        return JournalLine.objects.none()
    theirs = Q(municipality_id=actor.municipality)
    return JournalLine.objects.filter(theirs | Q(municipality_id=None) if actor.role == ADMIN else theirs)


def history_of(thing_id: UUID) -> JournalLines:
    """Everything that happened to one thing, oldest first. The caller must have got the thing by `visible_to`."""
    return JournalLine.objects.filter(thing_id=thing_id).order_by("pk")
