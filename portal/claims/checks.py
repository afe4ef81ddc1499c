"""What the approver is shown about a claim: each check passes, warns or blocks, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.money import written
from catalogue.programmes.queries import number
from portal.bookings.states import CLAIMABLE
from portal.claims.models import Claim, ClaimLine, Evidence


@dataclass(frozen=True, slots=True)
class Check:
    """`verdict` is pass, warn or block; `line` names the line it is about, if one."""

    code: str
    verdict: str
    sentence: str
    line: str = ""


def checks_of(claim: Claim) -> list[Check]:
    """Every check of a claim, in the order in which an approver reads them."""
    lines = list(
        claim.lines.select_related("booking__offer", "booking__school").prefetch_related("booking__deliveries")
    )
    found: list[Check] = []
    for line in lines:
        found += [_delivered(line), _in_time(claim, line), _within_tolerance(claim, line), _reserved(line)]
    return [*found, _evidence_twice(claim), _bank_account(claim), _self_billing(claim)]


def blocking(claim: Claim) -> list[Check]:
    """The checks that keep the claim from being approved."""
    return [check for check in checks_of(claim) if check.verdict == "block"]


def _delivered(line: ClaimLine) -> Check:
    status = line.booking.status
    if status == "accepted":
        return Check("delivered", "pass", _("Delivered, and the school confirmed it."), str(line.pk))
    if status in CLAIMABLE:
        return Check("delivered", "warn", _("Delivered; the school has not confirmed it yet."), str(line.pk))
    if status == "disputed":
        return Check(
            "delivered",
            "block",
            _("The school disputes the delivery. Return the claim until that is settled."),
            str(line.pk),
        )
    return Check(
        "delivered", "block", _("No delivery was reported. Return the claim and ask for the report."), str(line.pk)
    )


def _in_time(claim: Claim, line: ClaimLine) -> Check:
    dates = [delivery.date for delivery in line.booking.deliveries.all()]
    if not dates:
        return Check(
            "in_time",
            "block",
            _("There is no date of delivery. Return the claim and ask for the report."),
            str(line.pk),
        )
    deadline = max(dates) + timedelta(days=claim.programme.claim_deadline_days)
    submitted = timezone.localtime(claim.submitted_at).date() if claim.submitted_at else timezone.localdate()
    shown = {"day": date_format(deadline, "j F Y")}
    if submitted > deadline:
        return Check("in_time", "warn", _("Claimed after the deadline of %(day)s.") % shown, str(line.pk))
    return Check("in_time", "pass", _("Claimed in time: the deadline is %(day)s.") % shown, str(line.pk))


def _within_tolerance(claim: Claim, line: ClaimLine) -> Check:
    most = line.booking.quantity * (Decimal(100) + claim.programme.tolerance_percent) / 100
    shown = {"claimed": line.quantity, "booked": line.booking.quantity}
    if line.quantity > most:
        return Check(
            "within_tolerance",
            "block",
            _("Claimed %(claimed)s, but only %(booked)s was booked. Return the claim.") % shown,
            str(line.pk),
        )
    if line.quantity != line.booking.quantity:
        return Check("within_tolerance", "warn", _("Claimed %(claimed)s; booked %(booked)s.") % shown, str(line.pk))
    return Check("within_tolerance", "pass", _("Claimed as much as was booked: %(booked)s.") % shown, str(line.pk))


def _reserved(line: ClaimLine) -> Check:
    if line.granted > line.booking.reserved:
        shown = {"reserved": written(line.booking.reserved), "claimed": written(line.granted)}
        return Check(
            "reserved",
            "block",
            _("%(claimed)s is more than the %(reserved)s that is reserved. Approve less.") % shown,
            str(line.pk),
        )
    return Check("reserved", "pass", _("The amount was reserved."), str(line.pk))


def _evidence_twice(claim: Claim) -> Check:
    hashes = [evidence.sha256 for evidence in claim.evidence.all()]
    elsewhere = Evidence.objects.filter(sha256__in=hashes).exclude(claim=claim).values("claim").distinct().count()
    if elsewhere:
        sentence = ngettext(
            "The same file stands with %(count)s other claim.",
            "The same file stands with %(count)s other claims.",
            elsewhere,
        )
        return Check("evidence_once", "warn", sentence % {"count": elsewhere})
    return Check("evidence_once", "pass", _("No file of this claim was used before."))


def _bank_account(claim: Claim) -> Check:
    changed = claim.provider.iban_changed_at
    days = int(number("warning.iban_changed.days", timezone.localdate()))
    if changed and changed > timezone.now() - timedelta(days=days):
        shown = {"day": date_format(timezone.localtime(changed), "j F Y")}
        sentence = _("The bank account of the provider changed on %(day)s. Check it by telephone.")
        return Check("bank_account", "warn", sentence % shown)
    return Check("bank_account", "pass", _("The bank account did not change lately."))


def _self_billing(claim: Claim) -> Check:
    """The payer may write the invoice only by prior agreement (Wet op de omzetbelasting 1968, art. 35 lid 2)."""
    agreed = claim.provider.self_billing_agreed_on
    if agreed is None:
        sentence = _(
            "The provider has not agreed that the municipality writes its invoices. Record its agreement first."
        )
        return Check("self_billing", "block", sentence)
    sentence = _("The provider agreed on %(day)s that the municipality writes its invoices.")
    return Check("self_billing", "pass", sentence % {"day": date_format(agreed, "j F Y")})
