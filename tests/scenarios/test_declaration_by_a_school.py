"""DOMAIN row 6 (Assen): a school declares its own costs, and everything that happens to them is written down."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from catalogue.journal.models import JournalLine
from catalogue.journal.outbox import drain
from portal.accountability.queries import lines_behind, sisa_table
from portal.budgets.queries import verify
from portal.claims.decisions import settle
from portal.claims.models import Claim
from portal.claims.queries import payable
from portal.invoices.models import Invoice
from tests import cast
from tests.api.client import Api
from tests.cast import Town
from tests.portal.claims.declaring import granted


def _lines(town: Town) -> list[dict[str, Any]]:
    request = str(granted(town).pk)
    return [
        {"bespokeRequest": request, "description": "Begeleiding", "quantity": 10, "unitPrice": "25.00"},
        {"bespokeRequest": request, "description": "Materiaal", "quantity": 1, "unitPrice": "150.00"},
    ]


def _sent(town: Town) -> dict[str, Any]:
    """Written, proven and sent by the coordinator."""
    school = Api(town, "coordinator")
    made = school.post("claims", {"kind": "school", "lines": _lines(town)})
    assert (made.status_code, made.json()["claimed"], made.json()["claimant"]["name"]) == (201, "400.00", "De Kring")
    at = f"claims/{made.json()['id']}"
    school.upload(f"{at}/evidence", file=SimpleUploadedFile("bon.pdf", b"%PDF-1.7 bon"))
    sent: dict[str, Any] = school.post(f"{at}/submissions").json()
    return sent


def test_lines_goal_evidence_decision_with_reasons_and_money(town: Town):
    sent = _sent(town)
    assert (sent["status"], {line["goal"] for line in sent["lines"]}) == ("submitted", {"talent"})
    assessor = Api(town, "assessor")
    read = assessor.get(f"claims/{sent['id']}")
    said = {
        "verdict": "approve",
        "lines": [{"id": sent["lines"][1]["id"], "sanctionedAmount": "100.00", "reason": "Alleen met bon"}],
    }
    decided = assessor.post(f"claims/{sent['id']}/decisions", said, if_match=read["ETag"]).json()
    assert (decided["status"], decided["sanctioned"], decided["invoice"]) == ("approved", "350.00", None)
    assert decided["lines"][1]["reason"] == "Alleen met bon"
    drain()
    assert not Invoice.objects.exists(), "a school sends no invoice"
    claim = payable(town.actor("finance")).get()
    assert str(claim.pk) == sent["id"]
    events = JournalLine.objects.filter(thing_id=claim.pk).order_by("pk").values_list("event", flat=True)
    assert list(events) == ["claim.draft", "claim.evidence_added", "claim.submitted", "claim.approved"]
    assert verify() == []


def test_what_is_paid_stands_in_the_account_to_the_state(town: Town):
    claim = Claim.objects.get(pk=_sent(town)["id"])
    settle(cast.approved(town, claim), by=town.actor("finance"))
    year = timezone.localdate().year
    table = sisa_table(town.municipality, year)
    assert table.total == Decimal("400.00")
    row = next(row for row in table.rows if row.year)
    behind = lines_behind(town.municipality, year, goal=row.goal, regulation=row.regulation)
    shares = {str(each.share): each.line.school.name for each in behind[0:2]}
    assert shares == {"250.00": "De Kring", "150.00": "De Kring"}
