"""Bespoke requests of De Kring, brought to a stage by the deeds that lead there."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from portal.bespoke import actions, rules
from portal.bespoke.actions import Verdict
from portal.bespoke.models import BespokeRequest
from tests.cast import Town

STAGES = ("submitted", "returned", "granted", "proposed")


def said(town: Town, **other: Any) -> dict[str, Any]:
    """What a school fills in: care after school for children of parents who get no allowance."""
    starts = town.programme.ends_on - timedelta(days=100)
    return {
        "title": "BSO zonder toeslag", "motive": "Ouders zonder kinderopvangtoeslag betalen de BSO niet.",
        "aim": "Spelen en taal na school.", "pupils": 12, "amount": Decimal("400.00"), "supplier": "Kinderopvang",
        "starts_on": starts, "ends_on": starts + timedelta(days=30),
    } | other  # fmt: skip


def asked(town: Town, status: str = "submitted", **other: Any) -> BespokeRequest:
    """By the coordinator of De Kring, or by a teacher when it is to stay a proposal."""
    fields = said(town, **other)
    if "goal" not in fields:
        fields["goal"] = rules.goals_of(town.programme).get(code="talent")
    by = town.actor("teacher" if status == "proposed" else "coordinator")
    made = actions.ask(town.kring, fields.pop("theme", town.talent), by=by, **fields)
    if status == "granted":
        return actions.decide(made, Verdict("grant"), by=town.actor("officer"))
    if status == "returned":
        return actions.decide(made, Verdict("return", "Hoe vaak per week?"), by=town.actor("officer"))
    return made
