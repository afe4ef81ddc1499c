"""From the bytes of a register to its rows, in whatever edition it comes; nothing of the database is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from catalogue.duo.editions import BOARDS, SCORES, Edition, is_header, recognise
from catalogue.duo.reader import Reader
from catalogue.duo.rows import BoardRow, ScoreRow, Site
from catalogue.sheets import Sheet, read

RECENT_YEARS = 5


@dataclass(frozen=True, slots=True)
class How:
    """How a file is read: the newest `years` of pupils (0: all), the `day` of a file that names none, and its own names
    of columns (`named`, such as `{"score": "Weging"}`)."""

    years: int = RECENT_YEARS
    day: date | None = None
    named: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Register:
    """What a file says. Only the rows of its kind are there."""

    kind: str
    sites: Sequence[Site] = ()
    boards: Sequence[BoardRow] = ()
    scores: Sequence[ScoreRow] = ()


def opened(content: bytes, name: str, how: How) -> tuple[Edition, Sheet]:
    """Which register it is, and its rows. `Invalid` at `#/file` when it is none, or misses columns."""
    sheet = read(content, name, is_header=partial(is_header, named=how.named))
    return recognise(sheet.header, how.named), sheet


def length_of(content: bytes, name: str, how: How) -> tuple[str, int]:
    """The kind of a file and how many rows it has: quick, because no cell is looked at."""
    edition, sheet = opened(content, name, how)
    return edition.kind, sum(1 for _row in sheet.numbered())


def parsed(content: bytes, name: str, how: How, told: Callable[[int], None] = lambda _rows: None) -> Register:
    """Every row of the file. `Invalid` at `#/file` names every cell that cannot be read; `told` hears how far it is."""
    edition, sheet = opened(content, name, how)
    reader = Reader(edition, sheet, years=how.years, day=how.day, told=told)
    if edition.kind == BOARDS:
        register = Register(BOARDS, boards=list(reader.boards()))
    elif edition.kind == SCORES:
        register = Register(SCORES, scores=list(reader.scores()))
    else:
        register = Register(edition.kind, sites=list(reader.sites()))
    reader.finish()
    return register
