"""The table of contents: every row that this floor keeps, room by room."""

from portal.accountability.models import (
    GrantSettlement,
    LedgerCode,
    SignedLine,
    SisaForm,
    SisaIndicator,
    SisaSignature,
)
from portal.allocations.models import Allocation, Outcome
from portal.bespoke.models import BespokeRequest
from portal.bookings.models import Booking, Choice, DateProposal, Delivery, Dispute
from portal.budgets.models import Account, Ceiling, Entry, Period, PeriodLine, TeamBudget
from portal.calendars.models import CalendarFeed
from portal.claims.models import (
    Claim,
    ClaimLine,
    DeadlineReminder,
    Decision,
    Delay,
    Evidence,
    Extension,
    Reminded,
    Submission,
)
from portal.clock.models import Tick
from portal.conversations.models import Attachment, Message
from portal.enrolments.models import Activity, Attendance, Enrolment
from portal.entitlements.models import Entitlement, EntitlementUse
from portal.funding.models import (
    BudgetPlan,
    BudgetTransfer,
    CoFinancing,
    Correction,
    FinalAccount,
    Grant,
    Handover,
    Instalment,
    LineSource,
    Measure,
    PlanLine,
    PlanMove,
    Recall,
    RecallPart,
    Split,
    SplitShare,
)
from portal.groups.models import GroupDecision, Member, Task, WorkingGroup
from portal.invoices.models import Acceptance, Document, Invoice, ReceivedInvoice, Series
from portal.jobs.models import Job, JobFile
from portal.letters.models import Letter, LetterFile, LetterTemplate, ReasonText
from portal.monitoring.models import Evaluation, Indicator, Measurement, QuestionSet, StepNote, Talk
from portal.needs.models import CoverSheet, Need, Panel, Ranking, Seat
from portal.notices.models import BookingReminder, Notice, NoticeChoice, NoticeDigest
from portal.objections.models import Objection
from portal.orders.models import OrderFile, OrderSeries, PurchaseOrder
from portal.payments.models import Batch, Payment, ReturnedPayment, Statement, StatementEntry
from portal.people.models import ApiToken, IdempotentReply, Membership, User
from portal.post.models import Mail, MailServer
from portal.questions.models import AuditFile, AuditQuestion, AuditRemark
from portal.radar.models import RadarTerms, Reminder
from portal.rounds.models import Frame, Round
from portal.searches.models import Digest, SavedSearch, SeenOffer
from portal.staffing.models import Deployment, Worker
from portal.subsidies.models import Application, BoardGrant, Scheme, SchemeCeiling, SchemePeriod
from portal.surveys.models import ProcessStep, Response, Survey, Tally, TallyLine, Topic
from portal.vouchers.models import PaidByUse, Voucher
from portal.waiting.models import WaitingPlace
from portal.webhooks.models import WebhookDelivery, WebhookSubscription

__all__ = [
    "Acceptance",
    "Account",
    "Activity",
    "Allocation",
    "ApiToken",
    "Application",
    "Attachment",
    "Attendance",
    "AuditFile",
    "AuditQuestion",
    "AuditRemark",
    "Batch",
    "BespokeRequest",
    "BoardGrant",
    "Booking",
    "BookingReminder",
    "BudgetPlan",
    "BudgetTransfer",
    "CalendarFeed",
    "Ceiling",
    "Choice",
    "Claim",
    "ClaimLine",
    "CoFinancing",
    "Correction",
    "CoverSheet",
    "DateProposal",
    "DeadlineReminder",
    "Decision",
    "Delay",
    "Delivery",
    "Deployment",
    "Digest",
    "Dispute",
    "Document",
    "Enrolment",
    "Entitlement",
    "EntitlementUse",
    "Entry",
    "Evaluation",
    "Evidence",
    "Extension",
    "FinalAccount",
    "Frame",
    "Grant",
    "GrantSettlement",
    "GroupDecision",
    "Handover",
    "IdempotentReply",
    "Indicator",
    "Instalment",
    "Invoice",
    "Job",
    "JobFile",
    "LedgerCode",
    "Letter",
    "LetterFile",
    "LetterTemplate",
    "LineSource",
    "Mail",
    "MailServer",
    "Measure",
    "Measurement",
    "Member",
    "Membership",
    "Message",
    "Need",
    "Notice",
    "NoticeChoice",
    "NoticeDigest",
    "Objection",
    "OrderFile",
    "OrderSeries",
    "Outcome",
    "PaidByUse",
    "Panel",
    "Payment",
    "Period",
    "PeriodLine",
    "PlanLine",
    "PlanMove",
    "ProcessStep",
    "PurchaseOrder",
    "QuestionSet",
    "RadarTerms",
    "Ranking",
    "ReasonText",
    "Recall",
    "RecallPart",
    "ReceivedInvoice",
    "Reminded",
    "Reminder",
    "Response",
    "ReturnedPayment",
    "Round",
    "SavedSearch",
    "Scheme",
    "SchemeCeiling",
    "SchemePeriod",
    "Seat",
    "SeenOffer",
    "Series",
    "SignedLine",
    "SisaForm",
    "SisaIndicator",
    "SisaSignature",
    "Split",
    "SplitShare",
    "Statement",
    "StatementEntry",
    "StepNote",
    "Submission",
    "Survey",
    "Talk",
    "Tally",
    "TallyLine",
    "Task",
    "TeamBudget",
    "Tick",
    "Topic",
    "User",
    "Voucher",
    "WaitingPlace",
    "WebhookDelivery",
    "WebhookSubscription",
    "Worker",
    "WorkingGroup",
]
