"""The texts of the house, read from `defaults.toml` once."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Final

from portal.letters.drafting import Text

DEFAULTS: Final = Path(__file__).with_name("defaults.toml")


@lru_cache(maxsize=1)
def _defaults() -> dict[str, dict[str, dict[str, str]]]:
    content: dict[str, dict[str, dict[str, str]]] = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))
    return content


def default(kind: str, language: str) -> Text:
    """The text of the house for a kind, in Dutch or English."""
    said = _defaults()[kind][language]
    return Text(kind, language, said["subject"], said["text"].strip())
