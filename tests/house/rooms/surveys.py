"""What the rules of the house need to know of surveys and of the log of a process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catalogue.lifecycle import Moving
from portal.surveys import states
from tests.cast import Town
from tests.portal.surveys.asking import closed, made, opened, step, topic

if TYPE_CHECKING:
    from tests.house.rounds import Things

API = """
GET    surveys                              -              signed-in
POST   surveys                              -              officer
GET    surveys/<uuid:id>                    survey         town-hall
PATCH  surveys/<uuid:id>                    survey         officer
POST   surveys/<uuid:id>/publications       survey         officer
POST   surveys/<uuid:id>/closings           survey         officer
POST   surveys/<uuid:id>/responses          survey         officer
POST   surveys/<uuid:id>/counts             survey         officer
GET    surveys/<uuid:id>/results            closed-survey  town-hall
POST   survey-topics/<uuid:id>/links        survey-topic   officer
GET    process-steps                        -              signed-in
POST   process-steps                        -              officer
GET    process-steps/<uuid:id>              process-step   town-hall
PATCH  process-steps/<uuid:id>              process-step   officer
DELETE process-steps/<uuid:id>              process-step   officer
"""
PAGES = """
GET  surveys/<str:token>                    survey-token   everybody
POST surveys/<str:token>                    survey-token   everybody
GET  surveys/<uuid:pk>/results              public-survey  everybody
GET  municipality/surveys                   -              town-hall
POST municipality/surveys/make              -              officer
GET  municipality/surveys/<uuid:pk>         survey         town-hall
POST municipality/surveys/<uuid:pk>/<slug:deed>  survey+publish  officer
POST municipality/survey-topics/<uuid:pk>/link   survey-topic    officer
GET  municipality/process                   -              town-hall
POST municipality/process/add               -              officer
POST municipality/process/<uuid:pk>/remove  process-step   officer
"""
WORDS = {"survey": states}


def furnish(town: Town, things: Things) -> dict[str, Any]:
    """A survey that is being prepared, one that can be answered, one that is closed and one of which all may read."""
    draft = made(town)
    return {
        "survey": draft.pk, "survey-topic": topic(draft, "Geld").pk, "survey-token": opened(town).token,
        "closed-survey": closed(town).pk, "public-survey": closed(town, is_public=True).pk,
        "process-step": step(town).pk,
    }  # fmt: skip


def bodies(town: Town, things: Things) -> dict[str, dict[str, Any]]:
    """What is sent to its doors."""
    said = {"programme": str(town.programme.pk), "kind": "meeting", "words": "Samen", "startsOn": "2026-05-01"}
    topic_id = str(things["survey-topic"])
    return {
        "v1/surveys": {
            "programme": str(town.programme.pk), "kind": "youth", "name": "Wat vind jij?",
            "topics": [{"name": "Geld"}, {"name": "Sport"}],
        },
        "v1/surveys/<uuid:id>": {"name": "Anders"},
        "surveys/<uuid:id>/closings": {},
        "surveys/<uuid:id>/responses": {"responses": [{"topics": [topic_id]}]},
        "surveys/<uuid:id>/counts": {"name": "Gesprekken", "people": 7, "topics": [{"topic": topic_id, "people": 7}]},
        "survey-topics/<uuid:id>/links": {"theme": str(town.talent.pk)},
        "v1/process-steps": said, "v1/process-steps/<uuid:id>": {"words": "Anders"},
        "surveys/make": {"programme": str(town.programme.pk), "kind": "youth", "name": "Wat?", "topics": "A\nB"},
        "process/add": {"kind": "meeting", "words": "Samen", "starts_on": "2026-05-01"},
    }  # fmt: skip


def another(town: Town) -> dict[str, Any]:
    """One more survey and one more step of the process."""
    made(town)
    step(town)
    return {}


def moving(town: Town) -> dict[str, Moving]:
    """A survey that is being prepared."""
    return {"survey": made(town)}
