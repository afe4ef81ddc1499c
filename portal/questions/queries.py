"""Which questions an actor sees. They stay inside the municipality: schools, boards and providers see none."""

from __future__ import annotations

from django.db.models import F, QuerySet

from catalogue.actor import CONTROLLER, Actor
from portal.claims.models import Claim, ClaimLine
from portal.claims.states import SPENT
from portal.questions.models import AuditFile, AuditQuestion, AuditRemark
from portal.questions.rules import ASKED
from portal.questions.states import RUNNING


def visible_to(actor: Actor) -> QuerySet[AuditQuestion]:
    """Those of the own municipality, newest first, with what was written and its files: three statements."""
    rows = AuditQuestion.objects.select_related(
        "line__claim__provider", "line__claim__school", "line__claim__municipality", "line__claim__programme",
        "line__goal__regulation", "line__booking__school", "line__request__school",
    )  # fmt: skip
    rows = rows.prefetch_related("remarks__files")
    return rows.filter(municipality_id=actor.municipality) if actor.municipality else rows.none()


def remarks_visible_to(actor: Actor) -> QuerySet[AuditRemark]:
    """What was written in the questions of the own municipality, with its files."""
    rows = AuditRemark.objects.select_related("question").prefetch_related("files")
    return rows.filter(question__municipality_id=actor.municipality) if actor.municipality else rows.none()


def files_visible_to(actor: Actor) -> QuerySet[AuditFile]:
    """The files with what was written in them."""
    rows = AuditFile.objects.all()
    own = actor.municipality
    return rows.filter(remark__question__municipality_id=own) if own else rows.none()


def expenses_visible_to(actor: Actor) -> QuerySet[ClaimLine]:
    """The lines of the own municipality that can be asked about: approved or paid, and not credited in full."""
    rows = ClaimLine.objects.select_related("claim__provider", "claim__school", "claim__programme")
    rows = rows.filter(claim__status__in=SPENT, sanctioned_amount__gt=F("credited"))
    return rows.filter(claim__municipality_id=actor.municipality) if actor.municipality else rows.none()


def of_claim(actor: Actor, claim: Claim) -> QuerySet[AuditQuestion]:
    """The questions about the lines of a claim."""
    return visible_to(actor).filter(line__claim=claim)


def unasked_of(actor: Actor, claim: Claim) -> QuerySet[ClaimLine]:
    """The expenses of a claim about which nothing runs yet, in the order of the claim."""
    rows = expenses_visible_to(actor).filter(claim=claim).exclude(audit_questions__status__in=RUNNING)
    return rows.order_by("position")


def waiting_for(actor: Actor) -> QuerySet[AuditQuestion]:
    """What waits for the actor, oldest first: an answer of the municipality, or a conclusion of the controller."""
    rows = visible_to(actor).prefetch_related(None).order_by("updated_at", "pk")
    if actor.role == CONTROLLER:
        return rows.filter(status="answered")
    return rows.filter(status="open") if actor.is_one_of(*ASKED) else rows.none()
