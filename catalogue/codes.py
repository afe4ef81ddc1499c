"""Codes that say nothing of who has them: short enough to copy by hand, drawn by chance."""

from __future__ import annotations

import secrets
from collections.abc import Collection

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is read as another


def fresh_codes(many: int, *, parts: int = 2, used: Collection[str] = ()) -> list[str]:
    """So many codes of `parts` times three letters, such as `K7M-4QP`; none twice and none of `used`."""
    taken = set(used)
    made: list[str] = []
    while len(made) < many:
        code = "-".join("".join(secrets.choice(LETTERS) for _place in range(3)) for _part in range(parts))
        if code not in taken:
            taken.add(code)
            made.append(code)
    return made
