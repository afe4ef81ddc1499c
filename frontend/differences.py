"""What a revision says, field by field, with what changed in it: for whoever wrote it and whoever reviews it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from catalogue.offers.differences import SAME, Difference, Piece, differences
from catalogue.offers.models import Revision
from catalogue.offers.said import LABELS, LISTS, in_words, value_of
from frontend.pictures import MOTIFS

Cases = Mapping[str, str]


def changed(before: Revision | None, after: Revision | None, cases: Cases) -> list[Difference]:
    """The fields that differ; `cases` are the words of the cases by code."""
    return [in_our_words(each) for each in differences(before, after, cases)]


@dataclass(frozen=True, slots=True)
class Field:
    """One field as it is said now, and whether it is not what it was before."""

    told: Difference
    changed: bool

    @property
    def empty(self) -> bool:
        """Nothing is said here."""
        return not self.told.pieces


def fields_of(said: Revision, changes: Iterable[Difference], cases: Cases) -> list[Field]:
    """Every field of a revision in reading order, as it is said now; `changes` are those since the version before."""
    names = {each.field for each in changes}
    return [Field(_as_it_is(said, name, cases), name in names) for name in LABELS]


def _as_it_is(said: Revision, field: str, cases: Cases) -> Difference:
    value = value_of(said, field)
    words = [in_words(field, each, cases) for each in (value if field in LISTS else [value])]
    told = Difference(field, LABELS[field], tuple(Piece(SAME, each) for each in words if each), field in LISTS)
    return in_our_words(told)


def in_our_words(told: Difference) -> Difference:
    """The illustrations have names that only these pages know."""
    if told.field != "motif":
        return told
    return replace(
        told, pieces=tuple(replace(each, text=str(MOTIFS.get(each.text, each.text))) for each in told.pieces)
    )
