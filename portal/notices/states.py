"""What people are told, how often, and which events lead to it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from catalogue.actor import ASSESSOR, BOARD, CONTROLLER, FINANCE, MUNICIPAL_ROLES, OFFICER, PROVIDER_ROLES, SCHOOL_ROLES

AT_ONCE, DAILY, NEVER = "at_once", "daily", "never"
FREQUENCIES = [(AT_ONCE, _("at once")), (DAILY, _("once a day, together")), (NEVER, _("never"))]
KINDS = [
    ("request", _("a school asks for an offer")),
    ("answer", _("the provider says yes or no")),
    ("dates", _("another day is proposed or agreed")),
    ("cancellation", _("a booking does not go on")),
    ("message", _("the other side wrote a message")),
    ("delivery", _("a delivery is reported, and waits for your yes")),
    ("dispute", _("a school does not agree with a report")),
    ("payment", _("an invoice is paid")),
    ("invoice", _("an objection to an invoice is answered, or an invoice waits for your yes")),
    ("round", _("a round opens, or its result is published")),
    ("reminder", _("a reminder of what is coming or waits")),
    ("question", _("the controller asks about an expense, is answered, or concludes")),
]
# Silence has consequences: who hears nothing would lose a right.
ALWAYS = frozenset({"delivery", "dispute", "invoice"})
KINDS_OF_SCHOOLS = ("answer", "dates", "cancellation", "message", "delivery", "round", "reminder")
KINDS_OF_PROVIDERS = ("request", "dates", "cancellation", "message", "dispute", "payment", "invoice", "reminder")
OF_ROLES: dict[str, tuple[str, ...]] = (
    dict.fromkeys((*SCHOOL_ROLES, BOARD), KINDS_OF_SCHOOLS)
    | dict.fromkeys(PROVIDER_ROLES, KINDS_OF_PROVIDERS)
    | dict.fromkeys(MUNICIPAL_ROLES, ())
    | dict.fromkeys((OFFICER, ASSESSOR, FINANCE, CONTROLLER), ("question",))
)

SCHOOL, PROVIDER, BOTH, OTHER = "school", "provider", "both", "other"
MANAGERS, SCHOOLS, ASKED, CONTROLLERS = "managers", "schools", "asked", "controllers"


@dataclass(frozen=True, slots=True)
class Told:
    """An event as people hear of it: what kind it is, and who: a side, `other` than the one that did it, or many."""

    kind: str
    whom: str


TOLD: dict[str, Told] = {
    "booking.requested": Told("request", PROVIDER),
    "booking.confirmed": Told("answer", SCHOOL),
    "booking.declined": Told("answer", SCHOOL),
    "booking.withdrawn": Told("cancellation", OTHER),
    "booking.cancelled": Told("cancellation", OTHER),
    "booking.cancelled_late": Told("cancellation", OTHER),
    "booking.rescheduled": Told("dates", OTHER),
    "booking.delivered": Told("delivery", SCHOOL),
    "booking.disputed": Told("dispute", PROVIDER),
    "date_proposal.open": Told("dates", OTHER),
    "date_proposal.refused": Told("dates", OTHER),
    "message.added": Told("message", OTHER),
    "invoice.paid": Told("payment", MANAGERS),
    "acceptance.kept": Told("invoice", MANAGERS),
    "acceptance.answer_due": Told("invoice", MANAGERS),
    "round.open": Told("round", SCHOOLS),
    "round.published": Told("round", SCHOOLS),
    "booking_reminder.added": Told("reminder", OTHER),
    "audit_question.open": Told("question", ASKED),
    "audit_question.answered": Told("question", CONTROLLERS),
    "audit_question.in_order": Told("question", ASKED),
    "audit_question.corrected": Told("question", ASKED),
    "audit_question.not_accepted": Told("question", ASKED),
}

UPCOMING, UNANSWERED, UNREPORTED = "upcoming", "unanswered", "unreported"
SUBJECTS = [
    (UPCOMING, _("a booking takes place soon")),
    (UNANSWERED, _("a request waits for an answer")),
    (UNREPORTED, _("a delivery was not reported")),
]
