"""What keeps a claim from being sent: said before it is sent, with what to do about it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.errors import Refused
from portal.bookings.states import CLAIMABLE
from portal.claims.line_checks import over_tolerance
from portal.claims.models import Claim, ClaimLine
from portal.claims.queries import deadline_of, for_checks
from portal.claims.submissions import first_sent


def refuse_what_cannot_be_sent(claim: Claim) -> None:
    """Raise `Refused` with the first reason, in the order in which one would mend them."""
    lines = list(for_checks(claim))
    if not lines:
        raise Refused("empty", _("Add at least one line before you submit the claim."))
    if any(line.booking and line.booking.status not in CLAIMABLE for line in lines):
        sentence = _("A booking of this claim is not delivered, or it is disputed. Take it out first.")
        raise Refused("not_delivered", sentence)
    if any(line.request and line.request.status != "granted" for line in lines):
        raise Refused("not_granted", _("A request of this claim is not granted any more. Take it out first."))
    _in_time(claim, lines)
    if any(over_tolerance(line, claim.programme.tolerance_percent) and not line.explanation for line in lines):
        sentence = _("More is claimed than was booked or delivered. Say why with that line, or claim less.")
        raise Refused("explanation_needed", sentence)
    if any(line.question and not line.answer.strip() for line in lines):
        raise Refused("unanswered", _("The municipality asked something about a line. Answer it first."))


def _in_time(claim: Claim, lines: Sequence[ClaimLine]) -> None:
    """A line that was sent in time may come back and go again; one that is added to what came back has its own day."""
    sent = first_sent(claim)
    for line in lines:
        deadline = deadline_of(line, claim.programme)
        if deadline and timezone.localdate() > deadline and str(line.pk) not in sent:
            sentence = _(
                "“%(what)s” could be claimed until %(day)s. Ask the municipality for a later day, or take it out."
            )
            shown = {"what": line.description, "day": date_format(deadline, "j F Y")}
            raise Refused("after_deadline", sentence % shown)
