"""Which objections an actor sees."""

from __future__ import annotations

from django.db.models import QuerySet

from catalogue.actor import Actor
from portal.claims.models import Claim
from portal.letters.models import Letter
from portal.objections.models import Objection

DECISIONS = ("claim_granted", "claim_refused")


def visible_to(actor: Actor) -> QuerySet[Objection]:
    """The municipality sees its own, a school or board what it sent; others none. What is due first stands on top."""
    rows = Objection.objects.select_related(
        "claim__school__board", "claim__programme", "letter", "school", "municipality"
    )
    if actor.municipality:
        return rows.filter(municipality_id=actor.municipality)
    if actor.school:
        return rows.filter(school_id=actor.school)
    if actor.board:
        return rows.filter(school__board_id=actor.board)
    return rows.none()


def open_to(actor: Actor) -> QuerySet[Objection]:
    """What waits for a decision of the acting municipality."""
    rows = visible_to(actor).filter(status="open")
    return rows if actor.municipality else rows.none()


def live_of(letter: Letter) -> Objection | None:
    """The objection to this decision that waits or was decided; one that was taken back leaves room for another."""
    return Objection.objects.filter(letter=letter).exclude(status="withdrawn").first()


def decision_letter_of(claim: Claim) -> Letter | None:
    """The letter that can be objected to: the decision on the claim."""
    rows = Letter.objects.filter(cause_id=claim.pk, kind__in=DECISIONS, objection_until__isnull=False)
    return rows.order_by("-created_at").first()
