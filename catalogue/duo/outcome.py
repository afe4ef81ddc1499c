"""What a register does here, per row in words and as rows to write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from catalogue.duo.states import VERDICTS
from catalogue.organisations.models import Board, Municipality, PupilCount, School, SchoolScore

TOLD = 2000  # rows of each kind that are kept in words: more than the schools of any municipality

Changes = list[tuple[str, str, str]]
"""Fields of a school or board that get another value: the field, what it was, what it becomes."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one row of the file does, or why it does nothing. A school that closes stands in no row."""

    row: int | None
    code: str
    name: str
    changes: Changes = field(default_factory=list)
    why: str = ""


@dataclass(slots=True)
class Outcome:
    """What the file does, per row, and the rows to write. `elsewhere`: rows of municipalities that are not the actor's.

    `counted` and `recounted` are pupil counts (or scores) that are new or differ; a school that closed keeps everything
    it had.
    """

    kind: str
    rows: int = 0
    unchanged: int = 0
    elsewhere: int = 0
    kept: int = 0
    different: int = 0
    refused: int = 0
    words: dict[str, list[Told]] = field(default_factory=lambda: {verdict: [] for verdict, _label in VERDICTS})
    added: list[School] = field(default_factory=list)
    closed: list[School] = field(default_factory=list)
    changed: dict[str, School | Board] = field(default_factory=dict)
    municipalities: dict[str, Municipality] = field(default_factory=dict)
    boards: dict[str, Board] = field(default_factory=dict)
    counted: list[PupilCount | SchoolScore] = field(default_factory=list)
    recounted: list[PupilCount | SchoolScore] = field(default_factory=list)

    @property
    def figures(self) -> dict[str, int]:
        """How many of each; `changed` are schools and boards of which something known differs, or is new."""
        return {
            "rows": self.rows, "added": len(self.added), "changed": self.different, "closed": len(self.closed),
            "unchanged": self.unchanged, "kept": self.kept, "refused": self.refused, "elsewhere": self.elsewhere,
            "municipalities": len(self.municipalities), "boards": len(self.boards),
            "counted": len(self.counted), "recounted": len(self.recounted),
        }  # fmt: skip

    @property
    def told(self) -> dict[str, list[dict[str, Any]]]:
        """The rows of each kind of change, in words for a reader; of very many the first."""
        return {verdict: [asdict(each) for each in rows] for verdict, rows in self.words.items()}

    def tell(self, verdict: str, told: Told) -> None:
        """Say of a row what it does."""
        if len(self.words[verdict]) < TOLD:
            self.words[verdict].append(told)

    @property
    def to_write(self) -> tuple[Sequence[Sequence[Any]], Sequence[tuple[Sequence[Any], list[str]]]]:
        """New rows, those that others point to first; and changed rows with the fields that may differ."""
        schools = [row for row in self.changed.values() if isinstance(row, School)]
        boards = [row for row in self.changed.values() if isinstance(row, Board)]
        place = ["municipality", "street", "postcode", "city"]
        counts = [row for row in self.recounted if isinstance(row, PupilCount)]
        scores = [row for row in self.recounted if isinstance(row, SchoolScore)]
        new = (list(self.municipalities.values()), list(self.boards.values()), self.added, self.counted)
        changed = (
            (schools, ["name", "sector", "board", *place, "registered", "closed_on"]), (boards, ["name", "kvk"]),
            (self.closed, ["closed_on"]), (counts, ["pupils", "masked", "source", "reason", "version"]),
            (scores, ["score", "score_above", "source"]),
        )  # fmt: skip
        return new, changed
