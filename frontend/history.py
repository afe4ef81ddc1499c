"""The journal of a thing, told to people: what happened, when, by whom and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.actor import PUBLIC, SYSTEM
from catalogue.journal.models import JournalLine

WORDS: dict[str, str | Promise] = {
    "booking.proposed": _("Proposed inside the school"),
    "booking.requested": _("Asked from the provider"),
    "booking.confirmed": _("Confirmed by the provider"),
    "booking.declined": _("Declined by the provider"),
    "booking.withdrawn": _("Withdrawn by the school"),
    "booking.cancelled": _("Called off"),
    "booking.cancelled_late": _("Cancelled late by the school, for the agreed fee"),
    "booking.absent": _("The provider came, and nobody was there"),
    "booking.delivered": _("Delivery reported"),
    "booking.reported": _("A part of the delivery reported"),
    "booking.corrected": _("Report corrected"),
    "booking.judgement_due": _("The school was reminded to answer"),
    "booking.accepted": _("Delivery accepted"),
    "booking.disputed": _("Delivery disputed"),
    "booking.ordered": _("Ordered by the municipality"),
    "booking.rescheduled": _("Moved to another day"),
    "booking.split": _("A part goes on as a booking of its own"),
    "booking.settled": _("Claim approved"),
    "indicator.active": _("Indicator agreed"),
    "indicator.stopped": _("Not measured any more"),
    "measurement.added": _("Measured"),
    "measurement.replaced": _("Corrected"),
    "talk.noted": _("Talked about"),
    "talk.agreed": _("Talked about, with an action"),
    "talk.done": _("The action was done"),
    "measure.result_indicators": _("Indicators of the result counted"),
    "evaluation.given": _("Evaluated by the school"),
    "evaluation.published": _("Words of the school shown"),
    "evaluation.hidden": _("Words of the school not shown"),
    "objection.open": _("Objection received"),
    "objection.upheld": _("Objection upheld"),
    "objection.dismissed": _("Objection dismissed"),
    "objection.inadmissible": _("Objection not considered: too late"),
    "objection.withdrawn": _("Objection withdrawn"),
    "bespoke_request.reserved_again": _("Money set aside again after an objection"),
    "booking.reserved_again": _("Money set aside again after an objection"),
    "bespoke_request.changed": _("Request changed"),
    "bespoke_request.closed": _("Request closed"),
    "bespoke_request.granted": _("Request granted"),
    "bespoke_request.offered_to_all": _("Request shown to the providers"),
    "bespoke_request.proposed": _("Request proposed inside the school"),
    "bespoke_request.refused": _("Request refused"),
    "bespoke_request.returned": _("Request returned with a question"),
    "bespoke_request.submitted": _("Request sent to the municipality"),
    "bespoke_request.withdrawn": _("Request withdrawn"),
    "paid_by_use.added": _("Paid by use from now on"),
    "booking.vouchers_issued": _("Vouchers made"),
    "voucher.issued": _("Voucher can be used (again)"),
    "voucher.used": _("Voucher used"),
    "voucher.lapsed": _("Voucher not used in time"),
    "worker.added": _("Added to the staff"),
    "worker.changed": _("Contract changed"),
    "deployment.added": _("Planned at a school"),
    "deployment.removed": _("Taken out of the plan"),
    "waiting_place.waiting": _("Put on the waiting list"),
    "waiting_place.passed": _("Passed over in the waiting list"),
    "waiting_place.offered": _("A place is kept"),
    "waiting_place.taken": _("The kept place is booked"),
    "waiting_place.lapsed": _("The kept place was not used in time"),
    "waiting_place.ended": _("Ended: the offer was withdrawn"),
    "waiting_place.left": _("Left the waiting list"),
    "entitlement.opted_out": _("The school does not want the fixed offer"),
    "entitlement.open": _("The school wants the fixed offer after all"),
    "claim.draft": _("Claim made"),
    "claim.submitted": _("Claim submitted"),
    "claim.returned": _("Claim returned with remarks"),
    "claim.approved": _("Claim approved"),
    "claim.rejected": _("Claim rejected"),
    "claim.settled": _("Claim paid"),
    "group_decision.added": _("Decision of a working group written down"),
    "group_task.done": _("Task of a working group done"),
    "group_task.open": _("Task of a working group given"),
    "working_group.added": _("Working group started"),
    "working_group.joined": _("Organisation joined a working group"),
    "process_step.added": _("Step of the process written down"),
    "process_step.changed": _("Step of the process changed"),
    "process_step.removed": _("Step of the process taken out"),
    "survey.answered": _("Somebody answered a survey, without a name"),
    "survey.changed": _("Survey changed"),
    "survey.closed": _("Survey closed"),
    "survey.counted": _("Counts added to a survey"),
    "survey.draft": _("Survey made"),
    "survey.open": _("Survey published"),
    "survey.read_in": _("Answers read in"),
    "survey_topic.linked": _("Topic linked to a theme and offers"),
    "panel.closed": _("Panel closed"),
    "panel.open": _("Panel started"),
    "panel.ranked": _("A party ranked the offers"),
    "audit_question.open": _("Asked by the controller"),
    "audit_question.answered": _("Answered"),
    "audit_question.added_to": _("Something added"),
    "audit_question.file_added": _("File added"),
    "audit_question.in_order": _("Concluded: in order"),
    "audit_question.corrected": _("Concluded: corrected"),
    "audit_question.not_accepted": _("Concluded: not accepted"),
    "offer.draft": _("Offer written"),
    "offer.submitted": _("Offer sent to the municipality"),
    "offer.returned": _("Offer returned with remarks"),
    "offer.published": _("Offer published"),
    "offer.withdrawn": _("Offer withdrawn"),
    "batch.cancelled": _("Payments taken back"),
    "batch.prepared": _("Payments prepared"),
    "batch.released": _("Payments released to the bank"),
    "batch.settled": _("Payments paid by the bank"),
    "claim.approved_once": _("Approved by the first person"),
    "claim.goal_corrected": _("Counts for another goal"),
    "claim.lowered": _("Provider told that less was approved"),
    "claim.postponed": _("Decision postponed"),
    "claim.evidence_added": _("Evidence added"),
    "claim.evidence_removed": _("Evidence taken out"),
    "claim.answered": _("Questions answered"),
    "municipality.finance_exported": _("Exported for the bookkeeping"),
    "ledger_code.added": _("Codes for the bookkeeping set"),
    "purchase_order.pending": _("Number of the order drawn"),
    "purchase_order.issued": _("Purchase order sent"),
    "purchase_order.withdrawn": _("Purchase order withdrawn"),
    "invoice.credited": _("Invoice credited"),
    "invoice.credited_in_part": _("Invoice credited in part"),
    "invoice.recovered": _("Money came back"),
    "invoice.set_off": _("Set off against an invoice"),
    "invoice.failed": _("Invoice failed"),
    "invoice.issued": _("Invoice issued"),
    "invoice.paid": _("Invoice paid"),
    "invoice.pending": _("Invoice numbered"),
    "invoice.not_to_recover": _("Nothing to recover: the payment came back"),
    "invoice.returned": _("Payment of an invoice came back"),
    "invoice.sent": _("Invoice sent by e-mail"),
    "invoice.mailed": _("Invoice sent by e-mail"),
    "invoice.sending_asked": _("Asked to send it by e-mail again"),
    "acceptance.waiting": _("The provider was asked to accept it"),
    "acceptance.asked": _("The days to accept it began"),
    "acceptance.accepted": _("Accepted by the provider"),
    "acceptance.objected": _("The provider objects"),
    "acceptance.kept": _("Kept after the objection"),
    "acceptance.credited": _("Nothing is left to accept"),
    "received_invoice.received": _("Invoice sent in"),
    "received_invoice.matched": _("Invoice fits the claim"),
    "received_invoice.waiting": _("Invoice differs from the claim"),
    "received_invoice.compared": _("Invoice compared again"),
    "received_invoice.accepted": _("Invoice accepted with a reason"),
    "received_invoice.refused": _("Invoice refused"),
    "received_invoice.invalid": _("Not a valid invoice"),
    "claim.credited": _("Claim credited"),
    "claim.credited_in_part": _("Claim credited in part"),
    "booking.credited": _("Cost credited"),
    "claim.withdrawn": _("Claim thrown away"),
    "offer.accountant_answered": _("The accountant answered"),
    "offer.case_added": _("Case added that must be looked at"),
    "offer.case_dropped": _("Case taken back"),
    "measure.prepare": _("Measure written down"),
    "measure.changed": _("Measure changed"),
    "measure.trial": _("Measure tried out"),
    "measure.full": _("Measure done in full"),
    "measure.lasting": _("Measure made lasting"),
    "measure.stopped": _("Measure stopped"),
    "admission.requested": _("Provider asked to take part"),
    "admission.invited": _("Provider invited"),
    "admission.admitted": _("Provider admitted"),
    "admission.refused": _("Provider refused"),
    "admission.suspended": _("Provider suspended"),
    "offer.prioritised": _("Prioritised by a panel"),
    "offer.renewed": _("Renewed for a later programme"),
    "offer.wished_again": _("A school asks for it again"),
    "offer.revised": _("New version published"),
    "offer.revision_returned": _("New version returned"),
    "offer.revision_submitted": _("New version sent"),
}
ALSO: dict[str, str | Promise] = {  # told in the journal only, not in the history of a thing
    "activity.filled": _("Places given to who waited"),
    "bespoke_request.settled": _("Own costs of a school approved"),
    "booking.messages_read": _("Messages read"),
    "enrolment.added": _("Children enrolled"),
    "enrolment.placed": _("Enrolled children got a place"),
    "message.added": _("Message written about a booking"),
    "notice.added": _("Notice made"),
    "notice.sent": _("Notice sent by e-mail"),
    "picture.added": _("Picture added"),
    "search.added": _("Search kept"),
    "session.series_added": _("Series of dates planned"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a history."""

    words: str | Promise
    at: datetime
    by: str | Promise
    because: str
    last: bool


def who(line: JournalLine) -> str | Promise:
    """The name of who did it; what the house does by itself has the name of no person."""
    by = {SYSTEM: _("The portal itself"), PUBLIC: _("A visitor")}
    return by.get(line.role) or line.actor or line.role


def told(lines: Iterable[JournalLine]) -> list[Step]:
    """The lines that mean something to people, oldest first; the last one is where it stands."""
    known = [line for line in lines if line.event in WORDS]
    return [
        Step(WORDS[line.event], line.at, who(line), line.because, number == len(known))
        for number, line in enumerate(known, start=1)
    ]
