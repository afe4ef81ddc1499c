"""What one revision says differently from another: the change and nothing else, word by word where it is text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from catalogue.offers.models import Revision
from catalogue.offers.said import LABELS, LISTS, PROSE, Words, in_words, value_of

SAME, OLD, NEW = "same", "old", "new"

# A word (with what is inside it, such as 12,50 or t-shirt), a mark, or the end of a line; and the blanks behind it.
_TOKEN = re.compile(r"(\w+(?:[-'’.,:/]\w+)*|[^\w\s]|\n+)([^\S\n]*)")
# Less of a text than this stayed: two whole texts read better than a mosaic of old and new words.
_LITTLE = 0.4
# Comparing is work for tokens × tokens; a text of 5,000 single letters is not worth a second of it.
_MOST_WORK = 1_500_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a value: the `same` in both, `old` and gone, or `new`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that is not the same; `listed` when its pieces are entries of a list, not running text."""

    field: str
    label: Words
    pieces: tuple[Piece, ...]
    listed: bool = False

    @property
    def before(self) -> str:
        """The old value in words; empty when there was none."""
        return self._joined(SAME, OLD)

    @property
    def after(self) -> str:
        """The new value in words; empty when there is none."""
        return self._joined(SAME, NEW)

    def _joined(self, *kinds: str) -> str:
        return (", " if self.listed else "").join(piece.text for piece in self.pieces if piece.kind in kinds).strip()


def differences(
    before: Revision | None, after: Revision | None, cases: Mapping[str, str] | None = None
) -> list[Difference]:
    """Every field that differs, in reading order; nothing when one of the two is not there.

    `cases` are the words of the cases by code. Two line ends of different systems are no difference.
    """
    if before is None or after is None:
        return []
    found = (_difference(before, after, field, cases or {}) for field in LABELS)
    return [each for each in found if each is not None]


def _difference(before: Revision, after: Revision, field: str, cases: Mapping[str, str]) -> Difference | None:
    old, new = value_of(before, field), value_of(after, field)
    if field in LISTS:
        return _of_lists(
            field, [in_words(field, each, cases) for each in old], [in_words(field, e, cases) for e in new]
        )
    if field in PROSE:
        old, new = (str(text).replace("\r\n", "\n") for text in (old, new))
        pieces = word_by_word(old, new)
    else:
        pieces = _whole(in_words(field, old), in_words(field, new))
    return None if old == new else Difference(field, LABELS[field], tuple(pieces))


def _of_lists(field: str, old: Sequence[str], new: Sequence[str]) -> Difference | None:
    """Entries that went and came; the order of a list says nothing."""
    if set(old) == set(new):
        return None
    gone = [Piece(OLD, each) for each in old if each not in new]
    pieces = [Piece(SAME if each in old else NEW, each) for each in new]
    return Difference(field, LABELS[field], (*gone, *pieces), listed=True)


def word_by_word(old: str, new: str) -> list[Piece]:
    """Both texts in one: what stayed, what went, what came. Two whole texts when little of them is the same."""
    left, right = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(left) * len(right) > _MOST_WORK:
        return _whole(old, new)
    matcher = SequenceMatcher(None, [word for word, _blank in left], [word for word, _blank in right], autojunk=False)
    if left and right and matcher.ratio() < _LITTLE:
        return _whole(old, new)
    pieces = list(_pieces(matcher.get_opcodes(), left, right))
    return pieces if any(piece.kind != SAME for piece in pieces) else _whole(old, new)


def _pieces(
    opcodes: Sequence[tuple[str, int, int, int, int]], left: list[tuple[str, str]], right: list[tuple[str, str]]
) -> Iterator[Piece]:
    for kind, left_from, left_to, right_from, right_to in opcodes:
        if kind == "equal":
            yield Piece(SAME, _text(right[right_from:right_to]))
            continue
        if left_from < left_to:
            yield Piece(OLD, _text(left[left_from:left_to]))
        if right_from < right_to:
            yield Piece(NEW, _text(right[right_from:right_to]))


def _whole(old: str, new: str) -> list[Piece]:
    return [Piece(kind, text) for kind, text in ((OLD, old), (NEW, new)) if text]


def _text(tokens: list[tuple[str, str]]) -> str:
    return "".join(word + blank for word, blank in tokens)
