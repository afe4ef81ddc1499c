"""What happened to grants, plans and the books, and what other programs are told, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MONEY: dict[str, str | Promise] = {
    "co_financing.added": _("Co-financing written down"),
    "co_financing.removed": _("Co-financing taken away"),
    "correction.effected": _("Entry corrected"),
    "correction.proposed": _("Correction of an entry proposed"),
    "correction.refused": _("Correction of an entry refused"),
    "final_account.added": _("Regulation accounted for, for the last time"),
    "grant.added": _("Grant written down"),
    "grant.closed": _("Grant closed"),
    "grant.received": _("Payment of a grant received"),
    "grant_settlement.effected": _("Grant settled"),
    "grant_settlement.proposed": _("Settlement of a grant prepared"),
    "grant_settlement.refused": _("Settlement of a grant refused"),
    "handover.effected": _("Money passed on to another municipality"),
    "handover.proposed": _("Passing money on proposed"),
    "handover.refused": _("Passing money on refused"),
    "period.closed": _("Period of the ledger closed"),
    "period.open": _("Period of the ledger opened again"),
    "period.sealed": _("Year of the ledger sealed: its SiSa table is signed"),
    "plan_move.effected": _("Money moved between lines"),
    "plan_move.proposed": _("Move between lines proposed"),
    "plan_move.refused": _("Move between lines refused"),
    "sisa_signature.proposed": _("SiSa table prepared to be signed"),
    "sisa_signature.refused": _("SiSa table not signed"),
    "sisa_signature.signed": _("SiSa table signed"),
}

PROGRAMS: dict[str, str | Promise] = {
    "webhook_delivery.delivered": _("Event told to another program"),
    "webhook_delivery.failed": _("Event not received by another program, tried again"),
    "webhook_delivery.given_up": _("Event never received by another program"),
    "webhook_delivery.waiting": _("Event to be told to another program"),
    "webhook_subscription.active": _("Another program is told of events"),
    "webhook_subscription.ended": _("Telling another program ended"),
    "webhook_subscription.switched_off": _("Telling another program switched off"),
}

ELSEWHERE = MONEY | PROGRAMS
