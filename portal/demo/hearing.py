"""What people of the demo say: messages about a booking, a dispute with its decision, and what schools think of it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from catalogue.actor import BUDGET_HOLDER
from portal.bookings import actions as bookings
from portal.conversations import actions as conversations
from portal.demo.stage import Stage
from portal.monitoring import actions as monitoring
from portal.monitoring.questions import questions_of

FILE = Path(__file__).parent / "content" / "heard.toml"


def hear(stage: Stage) -> None:
    """Disputes first: what a school accepted after one can be evaluated."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    for each in told["thread"]:
        _write(stage, each)
    for each in told["dispute"]:
        _dispute(stage, each)
    for each in told["evaluation"]:
        _evaluate(stage, each)


def _write(stage: Stage, told: dict[str, Any]) -> None:
    booking = stage.bookings[told["booking"]]
    sides = {"school": stage.of_school(booking.school_id), "provider": stage.manager_of(booking.provider_id)}
    for side, words in told["said"]:
        conversations.write(booking, words=words, by=sides[side])


def _dispute(stage: Stage, told: dict[str, Any]) -> None:
    """The provider explains, the school is not convinced, and the officer decides."""
    booking = stage.bookings[told["booking"]]
    school, provider = stage.of_school(booking.school_id), stage.manager_of(booking.provider_id)
    sessions, pupils = told["seen"]
    bookings.dispute(booking, reason=told["reason"], sessions=sessions, pupils_reached=pupils, by=school)
    bookings.explain(booking, words=told["answer"], by=provider)
    bookings.dispute(booking, reason=told["again"], sessions=sessions, pupils_reached=pupils, by=school)
    bookings.decide_dispute(booking, verdict=told["verdict"], reason=told["decision"], by=stage.login("officer"))


def _evaluate(stage: Stage, told: dict[str, Any]) -> None:
    booking, programme = stage.bookings[told["booking"]], stage.programme.pk
    asked = questions_of([programme])[programme]
    made = monitoring.evaluate(
        booking, answers={each.code: mark for each, mark in zip(asked, told["marks"], strict=True)},
        again=told["again"], words=told["words"], named=told.get("named", False),
        by=stage.of_school(booking.school_id, BUDGET_HOLDER),
    )  # fmt: skip
    if "verdict" in told:
        monitoring.moderate(made, verdict=told["verdict"], reason=told.get("reason", ""), by=stage.login("officer"))
