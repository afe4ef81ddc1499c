"""The operations on working groups."""

from __future__ import annotations

from tests.api.operation import Operation, below
from tests.portal.groups.together import done, group, task

OPERATIONS: dict[str, Operation] = {
    "post /working-groups": Operation(
        "officer", lambda town: "working-groups",
        lambda town: {"programme": str(town.programme.pk), "name": "Denktank", "goal": "Samen kiezen"},
        references=("programme",),
    ),
    "post /working-groups/{id}/members": Operation(
        "officer", below("working-groups", group, "members"),
        lambda town: {"organisation": "De Linde", "role": "decider"},
    ),
    "post /working-groups/{id}/tasks": Operation(
        "officer", below("working-groups", group, "tasks"),
        lambda town: {"words": "Uren tellen", "dueOn": "2026-12-01"},
    ),
    "post /working-groups/{id}/decisions": Operation(
        "officer", below("working-groups", group, "decisions"),
        lambda town: {"words": "Wij beginnen", "takenOn": "2026-05-01"},
    ),
    "post /group-tasks/{id}/completions": Operation("officer", below("group-tasks", task, "completions")),
    "post /group-tasks/{id}/reopenings": Operation("officer", below("group-tasks", done, "reopenings")),
}  # fmt: skip
