"""What claimant and approver are shown about a claim: each check passes, warns or blocks, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.organisations.models import Board, Provider
from catalogue.organisations.queries import waiting_change_of
from catalogue.programmes.queries import number
from portal.claims.line_checks import Check, checks_of_line
from portal.claims.models import Claim, ClaimLine, Evidence
from portal.claims.queries import deadline_of, for_checks
from portal.claims.states import OVER
from portal.claims.submissions import first_sent
from portal.vouchers.queries import used_of

__all__ = ["Check", "blocking", "checks_of"]


def checks_of(claim: Claim) -> list[Check]:
    """Every check of a claim, in the order in which an approver reads them."""
    lines, sent = list(for_checks(claim)), first_sent(claim)
    found: list[Check] = []
    for line in lines:
        found += checks_of_line(claim, line, deadline_of(line, claim.programme), sent.get(str(line.pk)))
    found += [*_vouchers(lines), _one_programme(claim, lines), _evidence_twice(claim)]
    if claim.provider:
        return [*found, _bank_account(claim.provider), _self_billing(claim.provider)]
    return [*found, _proof(claim), _bank_account(claim.payee)]


def blocking(claim: Claim) -> list[Check]:
    """The checks that keep the claim from being approved."""
    return [check for check in checks_of(claim) if check.verdict == "block"]


def _vouchers(lines: Sequence[ClaimLine]) -> list[Check]:
    """Of what is paid by use no more than was used: a use that was taken back since blocks the claim."""
    used = used_of([line.booking_id for line in lines if line.booking_id])
    found = []
    for line in lines:
        if line.booking_id in used:
            shown = {"used": used[line.booking_id], "claimed": line.quantity}
            good = line.quantity <= used[line.booking_id]
            sentence = _("Vouchers used: %(used)s; claimed: %(claimed)s.") % shown
            if not good:
                sentence = f"{sentence} {_('A voucher is paid after its use. Return the claim.')}"
            found.append(Check("vouchers_used", "pass" if good else "block", sentence, str(line.pk)))
    return found


def _one_programme(claim: Claim, lines: Sequence[ClaimLine]) -> Check:
    """Money of two programmes for one activity: the same school, with the same provider on the same day or by name."""
    same = Q(pk__in=[])
    for line in lines:
        if line.booking:
            days = {delivery.date for delivery in line.booking.deliveries.all()}
            same |= Q(
                booking__school=line.booking.school_id, booking__provider=line.booking.provider_id,
                booking__deliveries__date__in=days,
            )  # fmt: skip
        elif line.request:
            same |= Q(request__school=line.request.school_id, request__title__iexact=line.request.title)
    others = ClaimLine.objects.filter(same).exclude(claim__programme=claim.programme_id)
    found = others.exclude(claim__status__in=OVER).select_related("claim__programme").first()
    if found:
        sentence = _("Money of “%(programme)s” is asked for the same activity: %(what)s. Is it paid twice?")
        shown = {"programme": found.claim.programme.name, "what": found.description}
        return Check("one_programme", "warn", sentence % shown)
    return Check("one_programme", "pass", _("No other programme pays for these activities."))


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


def _bank_account(payee: Provider | Board | None) -> Check:
    """Where it is paid: the provider, or the board of the school. Without an account nothing can be paid there."""
    if payee is None:
        sentence = _("The school has no board in this portal, so there is no bank account to pay. Give it one first.")
        return Check("bank_account", "warn", sentence)
    if waiting_change_of(payee):
        sentence = _("Another bank account was given. Nothing is paid there until a second person checked it.")
        return Check("bank_account", "warn", sentence)
    if not payee.iban:
        sentence = _("No bank account of %(name)s is known. Ask for it: without one nothing can be paid.")
        return Check("bank_account", "warn", sentence % {"name": payee.name})
    changed = payee.iban_changed_at
    days = int(number("warning.iban_changed.days", timezone.localdate()))
    if changed and changed > timezone.now() - timedelta(days=days):
        shown = {"day": date_format(timezone.localtime(changed), "j F Y")}
        sentence = _("The bank account that is paid changed on %(day)s. Check it by telephone.")
        return Check("bank_account", "warn", sentence % shown)
    return Check("bank_account", "pass", _("The bank account did not change lately."))


def _self_billing(provider: Provider) -> Check:
    """The payer may write the invoice only by prior agreement (Wet op de omzetbelasting 1968, art. 35 lid 2)."""
    agreed = provider.self_billing_agreed_on
    if agreed is None:
        return Check("self_billing", "pass", _("The provider sends its own invoice, which is paid after approval."))
    sentence = _("The provider agreed on %(day)s that the municipality writes its invoices.")
    return Check("self_billing", "pass", sentence % {"day": date_format(agreed, "j F Y")})


def _proof(claim: Claim) -> Check:
    """A school proves its own costs: there is no invoice to look at."""
    if claim.evidence.all():
        return Check("proof", "pass", _("There is a file that proves the costs."))
    return Check("proof", "warn", _("There is no bill or receipt with these costs. Ask for it, or say why it is fine."))
