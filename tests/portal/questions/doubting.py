"""An expense of the library in Bloemendorp, and a question of the controller about it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from portal.claims.models import Claim, ClaimLine
from portal.questions import actions
from portal.questions.models import AuditQuestion, AuditRemark
from tests import cast
from tests.cast import Town

QUESTION, ANSWER = "Waarom is dit dubbel geboekt?", "Het waren twee groepen; de lijst gaat erbij."


def a_list(name: str = "lijst.pdf") -> SimpleUploadedFile:
    """A file that may go with what is written."""
    return SimpleUploadedFile(name, b"%PDF-1.7 groepen")


def expense(town: Town, price: str = "10.00") -> ClaimLine:
    """The line of a claim of the library that was approved."""
    offer = cast.offer(town, price=Decimal(price))
    return line_of(cast.approved(town, cast.claim(town, cast.booking(town, offer, status="accepted", units=1))))


def line_of(claim: Claim) -> ClaimLine:
    """The one line of a claim as it now is."""
    return ClaimLine.objects.select_related("claim").get(claim=claim)


def asked(town: Town, line: ClaimLine | None = None, who: str = "controller", **said: Any) -> AuditQuestion:
    """A question of the controller, by default about a new expense of € 10."""
    return actions.ask(line or expense(town), by=town.actor(who), **({"words": QUESTION} | said))


def answered(town: Town, question: AuditQuestion, who: str = "finance", **said: Any) -> AuditRemark:
    """What finance answers."""
    return actions.write(again(question), by=town.actor(who), **({"words": ANSWER} | said))


def concluded(town: Town, question: AuditQuestion, conclusion: str = "in_order", **said: Any) -> AuditQuestion:
    """What the controller concludes."""
    by = town.actor(said.pop("who", "controller"))
    return actions.conclude(again(question), conclusion, by=by, **({"reason": "De lijst klopt"} | said))


def again(question: AuditQuestion) -> AuditQuestion:
    """The question as it now is."""
    return AuditQuestion.objects.select_related("line__claim").get(pk=question.pk)
