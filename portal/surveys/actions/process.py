"""The deeds of the log of a process: which steps were taken, when, and with whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Invalid, require
from catalogue.journal.outbox import record
from catalogue.lifecycle import added, change
from catalogue.programmes.models import Programme
from catalogue.validation import check_fields, validated
from portal.surveys import rules
from portal.surveys.models import ProcessStep

MOST_ORGANISATIONS, LONGEST_NAME = 200, 120


@dataclass(frozen=True, slots=True)
class Step:
    """A step: of what kind, from when until when, in words, with which organisations (names, never of people)."""

    kind: str
    starts_on: date
    words: str
    ends_on: date | None = None
    organisations: Sequence[str] = ()


@deed
def add_step(programme: Programme, step: Step, *, by: Actor) -> ProcessStep:
    """Write a step down. `Forbidden("wrong_role")`, `Invalid` per wrong field."""
    require(rules.may_ask(by, programme.municipality), "wrong_role", _only_officers())
    given = asdict(step) | {"organisations": _names(step.organisations)}
    _in_order(step.starts_on, step.ends_on)
    row = validated(ProcessStep(programme=programme, municipality=programme.municipality, **given))
    return added(row, by=by, data={"step": row.kind, "organisations": len(row.organisations)})


@deed
def change_step(step: ProcessStep, *, by: Actor, **changes: Any) -> ProcessStep:
    """Say it better. `Forbidden("wrong_role")`, `Invalid`."""
    require(rules.may_ask(by, step.programme.municipality), "wrong_role", _only_officers())
    if "organisations" in changes:
        changes["organisations"] = _names(changes["organisations"])
    check_fields(step, **changes)
    _in_order(changes.get("starts_on", step.starts_on), changes.get("ends_on", step.ends_on))
    return change(step, event="changed", by=by, **changes)


@deed
def remove_step(step: ProcessStep, *, by: Actor) -> None:
    """Take it out of the log; the journal keeps that it was there. `Forbidden("wrong_role")`."""
    require(rules.may_ask(by, step.programme.municipality), "wrong_role", _only_officers())
    record("process_step.removed", step, by=by, data={"step": step.kind, "words": step.words[:80]})
    step.delete()


def _names(organisations: Sequence[str]) -> list[str]:
    names = list(dict.fromkeys(each.strip() for each in organisations if each.strip()))
    if len(names) > MOST_ORGANISATIONS or any(len(each) > LONGEST_NAME for each in names):
        sentence = _("Expected at most %(most)s organisations, each in at most %(longest)s characters.")
        found = {"most": MOST_ORGANISATIONS, "longest": LONGEST_NAME}
        raise Invalid.field("#/organisations", "too_many", sentence % found)
    return names


def _in_order(starts_on: date, ends_on: date | None) -> None:
    if ends_on and ends_on < starts_on:
        raise Invalid.field("#/endsOn", "before_start", _("The last day lies before the first. Choose a later one."))


def _only_officers() -> str:
    return _("Only a policy officer of the municipality does this.")
