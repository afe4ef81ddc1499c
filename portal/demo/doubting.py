"""What the controller of the demo asks about what was paid: one question is answered, one waits."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

from catalogue.actor import CONTROLLER
from portal.claims.models import ClaimLine
from portal.demo.stage import Stage
from portal.questions import actions

FILE = Path(__file__).parent / "content" / "questions.toml"


def ask_about_expenses(stage: Stage) -> None:
    """Each question about a line of a claim of its own, as far as there are paid ones that can carry its amount."""
    controller = next(each for each in stage.logins.values() if each.role == CONTROLLER)
    paid = ClaimLine.objects.select_related("claim").filter(claim__status="settled", claim__municipality=stage.town)
    lines = {line.claim_id: line for line in paid.order_by("claim__paid_on", "claim__created_at", "-position")}
    asked = tomllib.loads(FILE.read_text(encoding="utf-8"))["question"]
    for said, line in zip(asked, lines.values(), strict=False):
        amount = Decimal(said["amount"]) if "amount" in said else None
        doubt = min(amount, line.granted) if amount else None
        made = actions.ask(line, words=said["words"], amount=doubt, by=controller)
        if "answer" in said:
            actions.write(made, words=said["answer"], by=stage.login("finance"))
