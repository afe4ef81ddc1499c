"""The operations on surveys and on the log of a process."""

from __future__ import annotations

from typing import Any

from portal.surveys.models import Survey
from tests.api.operation import Operation, Path, below
from tests.cast import Town
from tests.portal.surveys import asking

NAME = "Wat vind jij?"


def _made(town: Town) -> Survey:
    return Survey.objects.filter(name=NAME, municipality=town.municipality).first() or asking.made(town)


def _draft(noun: str = "") -> Path:
    return below("surveys", _made, noun)


def _filled(town: Town) -> Survey:
    survey = asking.opened(town)
    asking.answered(survey, "Geld")
    return survey


def _asked(town: Town) -> dict[str, Any]:
    topics = [{"name": "Geld", "nameEn": "Money"}, {"name": "Sport"}]
    return {"programme": str(town.programme.pk), "kind": "youth", "name": NAME, "topics": topics}


def _topic(town: Town) -> str:
    return str(asking.topic(_made(town), "Geld").pk)


OPERATIONS: dict[str, Operation] = {
    "post /surveys": Operation("officer", lambda town: "surveys", _asked, references=("programme",)),
    "patch /surveys/{id}": Operation(
        "officer", _draft(), lambda town: {"name": "Anders", "isPublic": True}, with_tag=True
    ),
    "post /surveys/{id}/publications": Operation("officer", _draft("publications")),
    "post /surveys/{id}/closings": Operation("officer", below("surveys", _filled, "closings")),
    "post /surveys/{id}/responses": Operation(
        "officer", _draft("responses"),
        lambda town: {"responses": [{"topics": [_topic(town)], "ageGroup": "12-14"}]},
    ),
    "post /surveys/{id}/counts": Operation(
        "officer", _draft("counts"),
        lambda town: {"name": "Gesprekken", "people": 70, "topics": [{"topic": _topic(town), "people": 30}]},
    ),
    "post /survey-topics/{id}/links": Operation(
        "officer", below("survey-topics", lambda town: asking.topic(asking.made(town), "Geld"), "links"),
        lambda town: {"theme": str(town.talent.pk)}, references=("theme",),
    ),
    "post /process-steps": Operation(
        "officer", lambda town: "process-steps",
        lambda town: {
            "programme": str(town.programme.pk), "kind": "survey", "startsOn": "2026-04-01", "words": "Uitvraag",
            "organisations": ["De Bron"],
        },
        references=("programme",),
    ),
    "patch /process-steps/{id}": Operation(
        "officer", below("process-steps", asking.step), lambda town: {"words": "Anders"}, with_tag=True
    ),
}  # fmt: skip
