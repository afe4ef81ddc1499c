"""How the programme of the demo came about: who was asked, which steps were taken, and who works on it together."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from portal.demo.stage import Stage
from portal.funding.models import Measure
from portal.groups import actions as groups
from portal.surveys import actions as surveys
from portal.surveys.models import Survey

FILE = Path(__file__).parent / "content" / "plan_making.toml"


def make_plans(stage: Stage) -> None:
    """All of it is kept by the officer."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    for each in told["survey"]:
        _ask(stage, each)
    for each in told["step"]:
        _step(stage, each)
    for each in told["group"]:
        _group(stage, each)


def _ask(stage: Stage, told: dict[str, Any]) -> None:
    """A survey that was closed has the answers of its table; another one can be answered now."""
    officer = stage.login("officer")
    topics, closed = told.pop("topics"), told.pop("closed", False)
    answers, links = told.pop("answers", []), told.pop("links", [])
    survey = surveys.make(stage.programme, surveys.Asked(topics, told), by=officer)
    surveys.publish(survey, by=officer)
    if closed:
        _answer(stage, survey, answers)
        _link(stage, survey, links)
        surveys.close(survey, by=officer)


def _answer(stage: Stage, survey: Survey, answers: list[dict[str, Any]]) -> None:
    topics = list(survey.topics.order_by("position").values_list("pk", flat=True))
    said = [
        surveys.Answer([topics[place - 1] for place in each["topics"]], each["age"], each["school"], each["scale"])
        for each in answers
        for _person in range(each["people"])
    ]
    surveys.read_in(survey, said, by=stage.login("officer"))


def _link(stage: Stage, survey: Survey, links: list[dict[str, Any]]) -> None:
    themes, topics = list(stage.programme.themes.order_by("position")), list(survey.topics.order_by("position"))
    for each in links:
        offers = [stage.offers[key] for key in each["offers"]]
        surveys.link(
            topics[each["topic"] - 1], theme=themes[each["theme"] - 1], offers=offers, by=stage.login("officer")
        )


def _step(stage: Stage, told: dict[str, Any]) -> None:
    step = surveys.Step(
        told["kind"], _days_ago(told["days_ago"]), told["words"], organisations=told.get("organisations", [])
    )
    surveys.add_step(stage.programme, step, by=stage.login("officer"))


def _group(stage: Stage, told: dict[str, Any]) -> None:
    officer = stage.login("officer")
    group = groups.start(stage.programme, name=told["name"], goal=told["goal"], by=officer)
    for organisation, role in told["members"]:
        groups.join(group, organisation=organisation, role=role, by=officer)
    for each in told["tasks"]:
        due_on = _days_ago(-each["due_in_days"])
        task = groups.give(
            group, words=each["words"], due_on=due_on, organisation=each.get("organisation", ""), by=officer
        )
        if each.get("done"):
            groups.finish(task, by=officer)
    measures = list(Measure.objects.filter(programme=stage.programme, name__in=told["measures"]))
    taken_on = _days_ago(told["decided_days_ago"])
    groups.decide(group, words=told["decision"], taken_on=taken_on, measures=measures, by=officer)


def _days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)
