"""The deeds on offers."""

from catalogue.offers.actions.answering import add_case, drop_case, record_answer
from catalogue.offers.actions.dates import add_session
from catalogue.offers.actions.reviewing import publish, return_for_changes, submit, withdraw
from catalogue.offers.actions.writing import edit, write

__all__ = [
    "add_case",
    "add_session",
    "drop_case",
    "edit",
    "publish",
    "record_answer",
    "return_for_changes",
    "submit",
    "withdraw",
    "write",
]
