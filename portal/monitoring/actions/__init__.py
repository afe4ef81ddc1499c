"""The deeds on how it goes: schools say what they think, and the town measures, talks and improves."""

from portal.monitoring.actions.evaluations import MOST_QUESTIONS, ask, change_evaluation, evaluate, moderate
from portal.monitoring.actions.indicators import define, stop
from portal.monitoring.actions.measurements import correct, measure
from portal.monitoring.actions.talks import complete, note_step, talk

__all__ = [
    "MOST_QUESTIONS",
    "ask",
    "change_evaluation",
    "complete",
    "correct",
    "define",
    "evaluate",
    "measure",
    "moderate",
    "note_step",
    "stop",
    "talk",
]
