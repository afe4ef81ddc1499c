"""Fit to print: what goes into a PDF is text, and shows as text, whatever somebody typed.

Typst sets our pages. Everything that differs goes in as data, so nothing in a title can be markup; what its fonts
cannot show, it shows as □ instead of refusing the page. Fonts come with Typst, so a page looks the same everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any, Final, Literal

import typst

REPLACEMENT: Final = "□"
STANDARD: Final[Literal["ua-1"]] = "ua-1"
_LONG_WORD: Final = re.compile(r"\S{40}(?=\S)")
_MAY_BREAK: Final = "\\g<0>\N{ZERO WIDTH SPACE}"
_PROBE: Final = b'#set document(title: "probe")\n#set text(lang: "nl")\n#sys.inputs.character'


def printable(value: Any) -> Any:
    """The same structure of dicts and lists, with every text in it fit to print."""
    if isinstance(value, dict):
        return {key: printable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [printable(each) for each in value]
    return _LONG_WORD.sub(_MAY_BREAK, "".join(map(_shown, value))) if isinstance(value, str) else value


def _shown(character: str) -> str:
    """A character, nothing for an invisible one (which could turn text around), or □ when no font has it."""
    if character in "\n\u200c\u200d":  # the joiners belong to the spelling of some scripts
        return character
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Mn"} and not unicodedata.combining(character):
        return ""
    return character if character < "\u0180" or _has_glyph(character) else REPLACEMENT


@lru_cache(maxsize=4096)
def _has_glyph(character: str) -> bool:
    """Asks the typesetter itself, which has the only true list of what its fonts can show."""
    try:
        typst.compile(_PROBE, sys_inputs={"character": character}, ignore_system_fonts=True, pdf_standards=[STANDARD])
    except typst.TypstError:
        return False
    return True
