"""The deeds on money for school boards."""

from portal.subsidies.actions.applications import confirm_application, decide_application, drop_application
from portal.subsidies.actions.board_grants import (
    confirm_board_grant,
    draft_board_grant,
    drop_board_grant,
    grant_board,
    lower_board_grant,
    send_back_board_grant,
    withdraw_board_grant,
)
from portal.subsidies.actions.schemes import adopt_scheme, change_scheme, draft_scheme

__all__ = [
    "adopt_scheme",
    "change_scheme",
    "confirm_application",
    "confirm_board_grant",
    "decide_application",
    "draft_board_grant",
    "draft_scheme",
    "drop_application",
    "drop_board_grant",
    "grant_board",
    "lower_board_grant",
    "send_back_board_grant",
    "withdraw_board_grant",
]
