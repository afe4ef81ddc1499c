"""Surveys as tests need them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from catalogue.actor import ANYONE
from portal.surveys import actions
from portal.surveys.actions import Answer, Asked, Step
from portal.surveys.models import ProcessStep, Survey, Topic
from tests.cast import TODAY, Town

TOPICS = [("Veiligheid", "Safety"), ("Geld", "Money"), ("Cultuur", "Culture"), ("Bewegen", "Exercise")]


def made(town: Town, **fields: Any) -> Survey:
    """A survey of Bloemendorp that nobody can answer yet."""
    given = {"name": "Wat vind jij?", "kind": "youth", "smallest": 0} | fields
    topics = given.pop("topics", TOPICS)
    return actions.make(town.programme, Asked(topics, given), by=town.actor("officer"))


def opened(town: Town, **fields: Any) -> Survey:
    """One that can be answered."""
    return actions.publish(made(town, **fields), by=town.actor("officer"))


def closed(town: Town, **fields: Any) -> Survey:
    """One with seven answers, closed."""
    survey = opened(town, **fields)
    actions.read_in(survey, answers(survey, {"Veiligheid": 7, "Geld": 5, "Cultuur": 2}), by=town.actor("officer"))
    return actions.close(survey, by=town.actor("officer"))


def topic(survey: Survey, name: str) -> Topic:
    """A topic of the survey by its name."""
    return survey.topics.get(name=name)


def answers(survey: Survey, named: dict[str, int], **also: Any) -> list[Answer]:
    """Answers in which each topic is named so often; the first topic is named by everybody."""
    ids = {each.name: each.pk for each in survey.topics.all()}
    people = max(named.values())
    return [Answer([ids[name] for name, times in named.items() if place < times], **also) for place in range(people)]


def answered(survey: Survey, *names: str, **also: Any) -> Any:
    """One person answers."""
    said = Answer([topic(survey, name).pk for name in names], **also)
    return actions.answer(survey, said, number=uuid4(), by=ANYONE)


def step(town: Town, kind: str = "meeting", **fields: Any) -> ProcessStep:
    """A step of the process."""
    given = {"starts_on": TODAY, "words": "Samen gekozen"} | fields
    return actions.add_step(town.programme, Step(kind, **given), by=town.actor("officer"))
