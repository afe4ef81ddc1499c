"""The deeds on offers."""

from catalogue.offers.actions.answering import add_case, drop_case, record_answer
from catalogue.offers.actions.dates import Planned, add_series, add_session, change_session, remove_session
from catalogue.offers.actions.discarding import discard
from catalogue.offers.actions.keeping import Typed, keep, throw_away
from catalogue.offers.actions.prioritising import prioritise
from catalogue.offers.actions.renewing import renew, wish_again
from catalogue.offers.actions.reviewing import publish, return_for_changes, submit, withdraw
from catalogue.offers.actions.reviewing_many import Review, RowResult, review, review_many
from catalogue.offers.actions.writing import edit, write

__all__ = [
    "Planned",
    "Review",
    "RowResult",
    "Typed",
    "add_case",
    "add_series",
    "add_session",
    "change_session",
    "discard",
    "drop_case",
    "edit",
    "keep",
    "prioritise",
    "publish",
    "record_answer",
    "remove_session",
    "renew",
    "return_for_changes",
    "review",
    "review_many",
    "submit",
    "throw_away",
    "wish_again",
    "withdraw",
    "write",
]
