"""The deeds of a survey: made, published under an address that cannot be guessed, closed, its topics linked."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Invalid, Refused, check, require
from catalogue.lifecycle import added, change, move
from catalogue.offers.models import Offer
from catalogue.programmes.models import Programme, Theme
from catalogue.validation import check_fields, validated
from portal.surveys import rules, vocabulary
from portal.surveys.models import Survey, Topic
from portal.surveys.states import PARTNER

MOST_TOPICS = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """What a survey asks: topics as Dutch and English, and the fields of the row under their own names."""

    topics: Sequence[tuple[str, str]]
    fields: dict[str, Any] = field(default_factory=dict)


@deed
def make(programme: Programme, asked: Asked, *, by: Actor) -> Survey:
    """A survey that nobody can answer yet. Counts under the house's smallest count are never shown, whatever is asked.

    `Forbidden("wrong_role")`; `Invalid` for a wrong field, no topics, too many or one that stands there twice, words
    asked of young people (`of_partners_only`: what somebody writes can tell who it is), a `smallest` that is too low.
    """
    require(rules.may_ask(by, programme.municipality), "wrong_role", _only_officers())
    row = Survey(municipality=programme.municipality, programme=programme, status="draft", **asked.fields)
    row.smallest = row.smallest or vocabulary.smallest_count()
    check([*_topic_faults(asked.topics), *_faults(row)])
    survey = validated(row)
    for position, (name, english) in enumerate(asked.topics, start=1):
        validated(Topic(survey=survey, name=name.strip(), name_en=english.strip(), position=position))
    return added(survey, by=by, data={"kind": survey.kind, "topics": len(asked.topics)})


@deed
def change_survey(survey: Survey, *, by: Actor, **changes: Any) -> Survey:
    """Its name, its days, and whether everybody may see the results. `Forbidden("wrong_role")`, `Invalid`."""
    require(rules.may_ask(by, None, survey), "wrong_role", _only_officers())
    check_fields(survey, **changes)
    check(_days(changes.get("opens_on", survey.opens_on), changes.get("closes_on", survey.closes_on)))
    return change(survey, event="changed", by=by, **changes)


@deed
def publish(survey: Survey, *, by: Actor) -> Survey:
    """From now on whoever has its address can answer. `Forbidden("wrong_role")`, `Refused("wrong_state")`."""
    require(rules.may_ask(by, None, survey), "wrong_role", _only_officers())
    return move(survey, "open", by=by, token=secrets.token_urlsafe(24))


@deed
def close(survey: Survey, *, by: Actor) -> Survey:
    """Nobody answers any more, and the results can be seen. `Refused("nobody_answered")` when there is nothing."""
    require(rules.may_ask(by, None, survey), "wrong_role", _only_officers())
    if not survey.responses.exists() and not survey.tallies.exists():
        raise Refused("nobody_answered", _("Nobody answered yet. Close it when there are answers."))
    return move(survey, "closed", by=by)


@deed
def link(topic: Topic, *, theme: Theme | None, offers: Sequence[Offer] = (), by: Actor) -> Topic:
    """Say which theme a topic belongs to and which offers answer it; it replaces what was said before.

    `Forbidden("wrong_role")`; `Invalid` for a theme or an offer of another programme.
    """
    require(rules.may_ask(by, None, topic.survey), "wrong_role", _only_officers())
    programme = topic.survey.programme_id
    if theme is not None and theme.programme_id != programme:
        raise Invalid.field("#/theme", "unknown", _("Choose a theme of the programme of this survey."))
    if any(offer.programme_id != programme for offer in offers):
        raise Invalid.field("#/offers", "unknown", _("Choose offers of the programme of this survey."))
    topic.offers.set(offers)
    return change(topic, event="linked", by=by, data={"offers": len(offers)}, theme=theme)


def _only_officers() -> str:
    return _("Only a policy officer of the municipality does this.")


def _faults(row: Survey) -> list[Fault]:
    faults = _days(row.opens_on, row.closes_on)
    if row.asks_words and row.kind != PARTNER:
        sentence = _("Words are asked of partners only: what a young person writes can tell who it is.")
        faults.append(Fault("#/asksWords", "of_partners_only", sentence))
    if row.smallest < vocabulary.smallest_count():
        sentence = _("Found %(found)s; expected %(least)s or more, so that nobody is recognised.")
        found = {"found": row.smallest, "least": vocabulary.smallest_count()}
        faults.append(Fault("#/smallest", "out_of_range", sentence % found))
    return faults


def _days(opens_on: Any, closes_on: Any) -> list[Fault]:
    if opens_on and closes_on and closes_on < opens_on:
        return [Fault("#/closesOn", "before_start", _("The last day lies before the first. Choose a later one."))]
    return []


def _topic_faults(topics: Sequence[tuple[str, str]]) -> list[Fault]:
    names = [name.strip().casefold() for name, _english in topics]
    faults = []
    if len(names) < 2 or len(names) > MOST_TOPICS:
        sentence = _("Found %(found)s topics; expected 2 to %(most)s.") % {"found": len(names), "most": MOST_TOPICS}
        faults.append(Fault("#/topics", "out_of_range", sentence))
    if len(set(names)) != len(names) or not all(names):
        faults.append(Fault("#/topics", "twice", _("Give every topic a name of its own.")))
    return faults
