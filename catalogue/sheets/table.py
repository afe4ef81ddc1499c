"""One table: a name, a row of column names, and rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Column:
    """What a person who fills in a column finds there: words to pick from, a note at its name, and its form.

    `form` is how cells look, those too that are still empty: `text` (0012 stays 0012), `whole`, `euro` or `day`.
    """

    choices: Sequence[str] = ()
    note: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. `rows` may be a generator: it is gone through once.

    To write: cells are text, `int`, `Decimal`, `date`, `datetime` or `None` (empty); `columns` says more about a
    column, by its name. As read: every cell is text without blanks around it, empty cells at the end of a row are left
    out, an empty row is `[]`, and `starts` is the number that the first of the `rows` has in the file.
    """

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[object]]
    columns: Mapping[str, Column] = field(default_factory=dict)
    starts: int = 2

    def numbered(self) -> Iterator[tuple[int, list[str]]]:
        """The rows that say something, as text, each with its number in the file."""
        for number, row in enumerate(self.rows, start=self.starts):
            if row:
                yield number, [str(cell) for cell in row]


def column_letters(index: int) -> str:
    """How a spreadsheet calls a column: 0 → `A`, 26 → `AA`."""
    letters, left = "", index + 1
    while left:
        left, rest = divmod(left - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
