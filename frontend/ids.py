"""Ids as they stand in an address or a session: anybody may have written them."""

from __future__ import annotations

from uuid import UUID


def uuid_of(text: object) -> UUID | None:
    """The id, or `None` for what is none."""
    try:
        return UUID(str(text))
    except ValueError:
        return None
