"""Who asks, who may answer when, and which counts may be shown."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date
from typing import TypeVar

from catalogue.actor import OFFICER, Actor
from catalogue.organisations.models import Municipality
from portal.surveys.models import Survey

K = TypeVar("K")


def may_ask(actor: Actor, municipality: Municipality | None, survey: Survey | None = None) -> bool:
    """An officer of the municipality makes its surveys and keeps the log of its process."""
    own = survey.municipality_id if survey else municipality and municipality.pk
    return actor.is_one_of(OFFICER) and actor.municipality == own


def can_be_answered(survey: Survey, today: date) -> bool:
    """Published, and inside its days."""
    begun = survey.opens_on is None or survey.opens_on <= today
    ended = survey.closes_on is not None and survey.closes_on < today
    return survey.status == "open" and begun and not ended


def may_see_results(actor: Actor, survey: Survey) -> bool:
    """Once closed, so that nobody can see what one more answer changed: the municipality; everybody when public."""
    return survey.status == "closed" and (survey.is_public or actor.municipality == survey.municipality_id)


def showable(counts: Mapping[K, int], smallest: int, hidden: Set[K] = frozenset()) -> set[K]:
    """Which parts of a known total may be shown, so that the rest cannot be worked out by taking away.

    A count below `smallest` is hidden. What is hidden is always at least two parts that hold `smallest` together:
    as long as it is not, the smallest of the others is hidden too.
    """
    gone = {key for key, count in counts.items() if count < smallest or key in hidden}
    while gone and (len(gone) == 1 or sum(counts[key] for key in gone) < smallest):
        left = [key for key in counts if key not in gone]
        if not left:
            break
        gone.add(min(left, key=lambda key: counts[key]))
    return set(counts) - gone
