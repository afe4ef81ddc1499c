"""Evaluations of schools."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from catalogue.lifecycle import Moving
from portal.monitoring import states
from tests import cast
from tests.cast import Town
from tests.portal.monitoring.evaluated import MARKS, evaluation

if TYPE_CHECKING:
    from tests.house.rounds import Things

WORDS = {"evaluation": states}
API = """
GET    evaluations                                -           signed-in
POST   evaluations                                -           decides other_coordinator musician
GET    evaluations/<uuid:id>                      evaluation  kring library town-hall
PATCH  evaluations/<uuid:id>                      evaluation  decides
POST   evaluations/<uuid:id>/moderations          fresh-evaluation  officer
POST   programmes/<uuid:id>/evaluation-questions  programme   officer
"""
PAGES = """
GET  school/evaluations/<uuid:pk>                      evaluated         kring
GET  municipality/evaluations                          -                 town-hall
POST municipality/evaluations/<uuid:pk>/<slug:deed>    fresh-evaluation+hide  officer
"""


def furnish(town: Town, things: Things) -> dict[str, Any]:
    """An accepted booking with its evaluation, and a fresh one."""
    offer = cast.offer(town, price=Decimal("1.00"))
    first, second = (cast.booking(town, offer, status="accepted", units=1) for _each in range(2))
    said, fresh = evaluation(town, first), evaluation(town, second)
    return {"evaluated": first.pk, "evaluation": said.pk, "fresh-evaluation": fresh.pk}


def bodies(town: Town, things: Things) -> dict[str, dict[str, Any]]:
    """What the doors are sent."""
    marks = [{"question": question, "mark": mark} for question, mark in MARKS.items()]
    return {
        "v1/evaluations": {"booking": str(things["evaluated"]), "answers": marks, "again": True},
        "v1/evaluations/<uuid:id>": {"words": "Fijn"},
        "moderations": {"verdict": "hide", "reason": "Naam"},
        "evaluation-questions": {"questions": [{"code": "joy", "label": "Plezier"}]},
        "municipality/evaluations/<uuid:pk>/<slug:deed>": {"reason": "Naam"},
    }


def another(town: Town) -> dict[str, Any]:
    """An evaluation of an offer of a euro."""
    evaluation(town, cast.booking(town, cast.offer(town, price=Decimal("1.00")), status="accepted", units=1))
    return {}


def moving(town: Town) -> dict[str, Moving]:
    """One real evaluation."""
    return {"evaluation": evaluation(town)}
