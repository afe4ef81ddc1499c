"""The auditor: samples, and questions of the controller about expenses in doubt."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from catalogue.journal.outbox import drain
from catalogue.lifecycle import Moving
from portal.accountability import samples
from portal.claims.models import ClaimLine
from portal.invoices.models import Invoice
from portal.questions import states
from portal.questions.models import AuditFile
from tests.cast import Town
from tests.portal.questions.doubting import a_list, answered, asked, expense, line_of

if TYPE_CHECKING:
    from tests.house.rounds import Things

API = """
POST   audit-samples                        -               controller finance officer
GET    audit-questions                      -               town-hall
POST   audit-questions                      -               controller
GET    audit-questions/<uuid:id>            audit-question  town-hall
POST   audit-questions/<uuid:id>/remarks    audit-question  controller finance assessor officer
POST   audit-questions/<uuid:id>/conclusions  audit-question  controller
POST   audit-remarks/<uuid:id>/files        audit-remark    finance
GET    audit-question-files/<uuid:id>       audit-file      town-hall
GET    reports/audit-questions              -               town-hall
"""
PAGES = """
GET  municipality/sample                    -               town-hall
POST municipality/sample/ask                -               controller finance officer
GET  municipality/sample/<uuid:pk>          sample          town-hall
GET  municipality/questions                 -               town-hall
POST municipality/questions/ask             -               controller
GET  municipality/questions/files/<uuid:pk>  audit-file     town-hall
GET  municipality/questions/<uuid:pk>       audit-question  town-hall
POST municipality/questions/<uuid:pk>/write  audit-question  controller finance assessor officer
POST municipality/questions/<uuid:pk>/conclude  audit-question  controller
"""
READERS = {"audit-questions": "controller", "reports/audit-questions": "controller"}
WORDS = {"audit_question": states}


def another(town: Town) -> dict[str, Any]:
    """One more question, with two remarks."""
    answered(town, asked(town, expense(town, "1.00")))
    return {}


def furnish(town: Town, things: Things) -> dict[str, Any]:
    """A question that finance answered with a file, a sample, and an expense that nobody asked about."""
    question = asked(town, expense(town, "1.00"), amount=Decimal("1.00"))
    said = answered(town, question, file=a_list())
    sample = samples.ask(year=2026, number=1, by=town.actor("controller"))
    drain()
    paid = Invoice.objects.get(pk=things["invoice"])
    return {
        "audit-question": question.pk, "audit-remark": said.pk, "audit-file": AuditFile.objects.get(remark=said).pk,
        "sample": sample.pk, "expense": line_of(paid.claim).pk,
    }  # fmt: skip


def bodies(town: Town, things: Things) -> dict[str, dict[str, Any]]:
    """What is sent to the doors."""
    line = str(ClaimLine.objects.get(pk=things["expense"]).pk)
    return {
        "v1/audit-samples": {"year": 2026, "number": 1}, "sample/ask": {"year": 2026, "number": 1, "way": "random"},
        "v1/audit-questions": {"line": line, "words": "Waarom?"},
        "audit-questions/<uuid:id>/remarks": {"words": "Daarom"},
        "audit-questions/<uuid:id>/conclusions": {"conclusion": "in_order", "reason": "Goed"},
        "audit-remarks/<uuid:id>/files": {"file": ""},
        "questions/ask": {"line": line, "words": "Waarom?"}, "questions/<uuid:pk>/write": {"words": "Daarom"},
        "questions/<uuid:pk>/conclude": {"conclusion": "in_order", "reason": "Goed"},
    }  # fmt: skip


def moving(town: Town) -> dict[str, Moving]:
    """One real question."""
    return {"audit_question": asked(town)}
