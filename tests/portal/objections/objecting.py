"""A school that got less than it asked, and disagrees."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from portal.claims.decisions import LineVerdict, Verdict, decide
from portal.claims.models import Claim
from portal.objections import actions
from portal.objections.models import Objection
from tests.cast import Town
from tests.portal.claims.declaring import cost, declared, granted

GROUNDS = "De tweede bus was nodig: er gingen zestig kinderen mee."


def lowered(town: Town, to: str = "300.00", asked: str = "400.00") -> Claim:
    """Own costs of € 400 (or what was `asked`), of which the assessor granted this."""
    claim = declared(town, cost(granted(town, asked), asked))
    said = [LineVerdict(line.pk, Decimal(to), "Eén bus was genoeg.") for line in claim.lines.all()]
    return decide(claim, Verdict("approve", lines=said), by=town.actor("assessor"))


def objected(town: Town, claim: Claim | None = None, **said: Any) -> Objection:
    """The coordinator of De Kring objects."""
    return actions.record(claim or lowered(town), grounds=GROUNDS, by=town.actor("coordinator"), **said)


def upheld(objection: Objection, amount: str = "400.00") -> actions.Outcome:
    """Every line gets this."""
    lines = {line.pk: Decimal(amount) for line in objection.claim.lines.all()}
    return actions.Outcome("upheld", "De telling klopt.", lines)
