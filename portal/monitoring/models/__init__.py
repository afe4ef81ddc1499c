"""Rows of how it goes: what schools say afterwards, what is measured, and what is done about it."""

from portal.monitoring.models.evaluations import Evaluation, QuestionSet
from portal.monitoring.models.indicators import Indicator, Measurement, StepNote, Talk

__all__ = ["Evaluation", "Indicator", "Measurement", "QuestionSet", "StepNote", "Talk"]
