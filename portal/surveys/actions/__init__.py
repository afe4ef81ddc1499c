"""The deeds of surveys, of answers to them, and of the log of a process."""

from portal.surveys.actions.answers import Answer, answer, count, read_in
from portal.surveys.actions.process import Step, add_step, change_step, remove_step
from portal.surveys.actions.surveys import Asked, change_survey, close, link, make, publish

__all__ = [
    "Answer",
    "Asked",
    "Step",
    "add_step",
    "answer",
    "change_step",
    "change_survey",
    "close",
    "count",
    "link",
    "make",
    "publish",
    "read_in",
    "remove_step",
]
