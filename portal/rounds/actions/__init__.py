"""The deeds on frames and rounds."""

from portal.rounds.actions.frames import adopt_frame, draft_frame
from portal.rounds.actions.planning import close, extend, plan, publish, withdraw
from portal.rounds.actions.timing import keep_time

__all__ = [
    "adopt_frame",
    "close",
    "draft_frame",
    "extend",
    "keep_time",
    "plan",
    "publish",
    "withdraw",
]
