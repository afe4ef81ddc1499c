"""A brochure as PDF/UA-1: tagged, with its title and language, for paper and for a screen reader.

Typst sets the pages of `brochure.typ`. Its export refuses a picture without words and a heading out of order.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import typst
from django.core.files.storage import default_storage

from catalogue.brochure.drawings import code_of, drawing
from catalogue.house_style import Tint
from catalogue.printing import REPLACEMENT, STANDARD, printable

LAYOUT: Final = Path(__file__).with_name("brochure.typ")
AT_ONCE: Final = 25  # offers between two tellings of progress


def key_of(printed: dict[str, Any]) -> str:
    """What the PDF depends on, as a hash: the pages as data, their layout, and the typesetter."""
    content = json.dumps(printed, sort_keys=True, ensure_ascii=False).encode()
    return hashlib.sha256(content + _layout() + version("typst").encode()).hexdigest()


def steps_of(printed: dict[str, Any]) -> int:
    """How many steps of progress it takes: one per offer, and as many for setting the pages."""
    return 2 * len(_entries(printed)) + 1


def render(printed: dict[str, Any], tell: Callable[[int, int], None]) -> bytes:
    """The PDF of these pages; the same pages give the same bytes. `tell(done, total)` hears how far it is.

    A character that no font has (an emoji) shows as □, with a note. A photograph whose file is away becomes a drawing.
    """
    total, entries = steps_of(printed), _entries(printed)
    tints = {name: Tint(**four) for name, four in printed["tints"].items()}
    content = printable(printed) | {key: printed[key] for key in ("logo", "site", "tints", "colours")}
    with TemporaryDirectory(prefix="brochure-") as folder:
        for place, (entry, plain) in enumerate(zip(_entries(content), entries, strict=True)):
            if place % AT_ONCE == 0:
                tell(place, total)
            entry |= {"address": plain["address"], "code": code_of(plain["address"])}
            entry["picture"] = _photograph(plain["picture"], entry["picture"], Path(folder))
        content["drawings"] = {f"{tint} {motif}": drawing(motif, tints[tint]) for tint, motif in _drawn(content)}
        content["with_note"] = REPLACEMENT in json.dumps(content["chapters"], ensure_ascii=False)
        tell(len(entries), total)
        return _set(content, Path(folder))


def _set(content: dict[str, Any], folder: Path) -> bytes:
    layout = folder / LAYOUT.name
    layout.write_bytes(_layout())
    moment = datetime.fromisoformat(content["updated"]).replace(tzinfo=UTC)
    pdf: bytes = typst.compile(
        layout,
        root=folder,
        sys_inputs={"content": json.dumps(content)},
        ignore_system_fonts=True,
        pdf_standards=[STANDARD],
        timestamp=int(moment.timestamp()),
    )
    return pdf


def _entries(printed: dict[str, Any]) -> list[dict[str, Any]]:
    return [entry for chapter in printed["chapters"] for entry in chapter["entries"]]


def _drawn(content: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield from ((tint, motif) for motif, tint in content["cover"]["drawings"])
    for chapter in content["chapters"]:
        yield from ((each["tint"], each["drawing"]) for each in (chapter, *chapter["entries"]))


def _photograph(plain: dict[str, str] | None, words: dict[str, str] | None, folder: Path) -> dict[str, str] | None:
    """The photograph beside the layout, under a name of its own; nothing when its file is away."""
    if plain is None or words is None:
        return None
    name = f"{plain['sha256']}.jpg"
    try:
        with default_storage.open(plain["file"]) as file:
            (folder / name).write_bytes(file.read())
    except OSError:
        return None
    return words | {"file": name}


@lru_cache(maxsize=1)
def _layout() -> bytes:
    return LAYOUT.read_bytes()
