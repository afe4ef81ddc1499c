"""Rows of how it goes: what schools say afterwards."""

from portal.monitoring.models.evaluations import Evaluation, QuestionSet

__all__ = ["Evaluation", "QuestionSet"]
