"""What the claimant hears of a decision: a school gets a letter it can object to, a provider a message with reasons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.actor import MANAGER, Actor
from catalogue.deeds import deed
from catalogue.journal.lease import Lease
from catalogue.journal.models import JournalLine
from catalogue.money import written
from portal.claims.models import Claim, ClaimLine
from portal.letters import actions as letters
from portal.letters.models import Letter
from portal.people.models import User
from portal.post.actions import Message, send

LANGUAGE: Final = "nl"  # an administrative body writes Dutch (Awb 2:6)
TOLD: Final = ("claim.rejected", "claim.returned", "claim.lowered")


@deed
def write_letter(claim: Claim, lines: Sequence[ClaimLine], reason: str, *, by: Actor) -> Letter | None:
    """The decision on the own costs of a school, line by line, to the school; a provider gets an invoice instead.

    Awb 3:41, 3:45, 3:46 and 3:47: notified, with reasons, legal ground and where to object.
    """
    if claim.school is None or claim.adds_to_id:  # an addition stands in the letter about the objection
        return None
    with translation.override(LANGUAGE):
        said = reason.strip()
        values = {
            "asked": written(claim.claimed), "amount": written(claim.sanctioned), "programme": claim.programme.name,
            "lines": [_line(line) for line in lines], "reason": said or _("The costs fit what was granted."),
        }  # fmt: skip
    kind = "claim_granted" if claim.status == "approved" else "claim_refused"
    return letters.write(
        kind, cause=claim, municipality=claim.municipality, to=claim.school, values=values, language=LANGUAGE, by=by
    )


def _line(line: ClaimLine) -> str:
    """One line with its two amounts, and why they differ."""
    shown = {"what": line.description, "asked": written(line.amount), "granted": written(line.granted)}
    sentence = _("%(what)s: asked %(asked)s, granted %(granted)s.") % shown
    return f"{sentence} {line.reason}".strip()


def tell(claim_id: UUID, lease: Lease) -> None:
    """Write to the managers of the provider that its claim was refused, sent back or approved for less. Slow.

    The line tells which of these, and why: by now the claim may have moved on.
    """
    claim = Claim.objects.select_related("provider", "municipality").get(pk=claim_id)
    if claim.provider is None:
        return
    line = JournalLine.objects.get(pk=lease.line_id)
    managers = User.objects.filter(
        is_active=True, memberships__provider=claim.provider, memberships__role=MANAGER, memberships__ended_at=None
    )
    send(lease, [_message(claim, line, user) for user in managers.order_by("created_at", "pk").distinct()])


def _per_line(claim: Claim, event: str) -> list[str]:
    """Why a line became less, or what is asked about it."""
    if event == "claim.lowered":
        return [_line(line) for line in claim.lines.all() if line.reason]
    asked = [line for line in claim.lines.all() if line.question and event == "claim.returned"]
    return [f"{line.description}: {line.question}" for line in asked]


def _message(claim: Claim, told: JournalLine, user: User) -> Message:
    with translation.override(user.language):
        shown = {"municipality": claim.municipality.name, "amount": written(claim.claimed)}
        subjects = {
            "claim.rejected": _("Your claim of %(amount)s was refused"),
            "claim.returned": _("A question about your claim of %(amount)s"),
            "claim.lowered": _("Your claim of %(amount)s was approved for less"),
        }
        subject = subjects[told.event] % shown
        parts = (
            _("Dear %(name)s,") % {"name": user.name},
            _("%(municipality)s decided on your claim of %(amount)s.") % shown,
            told.because,
            "\n".join(_per_line(claim, told.event)),
            _("Read it here, with what you can do next:"),
            f"{settings.PUBLIC_URL}{reverse('providers:claim', args=[claim.pk])}",
        )
        return Message(user.email, subject, "\n\n".join(part for part in parts if part), user.language)
