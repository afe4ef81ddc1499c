"""The deeds on money for school boards."""

from portal.subsidies.actions.board_grants import (
    confirm_board_grant,
    draft_board_grant,
    drop_board_grant,
    grant_board,
    lower_board_grant,
    send_back_board_grant,
    withdraw_board_grant,
)

__all__ = [
    "confirm_board_grant",
    "draft_board_grant",
    "drop_board_grant",
    "grant_board",
    "lower_board_grant",
    "send_back_board_grant",
    "withdraw_board_grant",
]
