"""The operations on calendar feeds."""

from __future__ import annotations

from tests.api.operation import Operation

OPERATIONS: dict[str, Operation] = {
    "post /calendar-feeds": Operation("planner", lambda town: "calendar-feeds", lambda town: {"scope": "all"}),
}
