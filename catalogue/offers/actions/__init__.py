"""The deeds on offers."""

from catalogue.offers.actions.dates import add_session
from catalogue.offers.actions.reviewing import publish, return_for_changes, submit, withdraw
from catalogue.offers.actions.writing import edit, write

__all__ = ["add_session", "edit", "publish", "return_for_changes", "submit", "withdraw", "write"]
