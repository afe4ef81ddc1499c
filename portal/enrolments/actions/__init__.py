"""The deeds of own sign-up. Places go to who came first; who takes children back makes room for who waits longest."""

from portal.enrolments.actions.activities import (
    cancel,
    close,
    count_present,
    forget_codes,
    open_activity,
    open_again,
    set_places,
)
from portal.enrolments.actions.enrolling import MOST_AT_ONCE, enrol, take_back

__all__ = [
    "MOST_AT_ONCE",
    "cancel",
    "close",
    "count_present",
    "enrol",
    "forget_codes",
    "open_activity",
    "open_again",
    "set_places",
    "take_back",
]
