"""From the text in a cell to a value, and back: what people write there in practice, and the one way we write it.

Whatever `text` gives, `value` reads back as the same value: an export that is imported again changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from catalogue.errors import Fault

LANGUAGES = ("nl", "en")
BETWEEN = " | "  # between several values in one cell; read with or without blanks
DAYS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y")
MOST_WORDS = 12


class Unread(Exception):
    """The cell holds something that cannot be read there: a code, and what was found and expected."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code, sentence)
        self.code, self.sentence = code, sentence

    def fault(self, location: str) -> Fault:
        """The same, with its place."""
        return Fault(location, self.code, self.sentence)


@dataclass(frozen=True, slots=True)
class Word:
    """One value that can be chosen, and everything that people call it; the first of its `names` is how we write it."""

    value: Any
    names: tuple[str, ...]


Words = Mapping[str, Sequence[Word]]
"""What can be chosen, by the name of a list: themes of the programme, places of the provider."""


class Kind(Protocol):
    """What a column holds. `words` are the lists that can be chosen from now."""

    @property
    def form(self) -> str:
        """How its cells look (`sheets.Column`)."""

    def value(self, text: str, words: Words) -> Any:
        """The value; raises `Unread`."""

    def text(self, value: Any, words: Words) -> str:
        """How we write the value."""

    def cell(self, value: Any, words: Words) -> object:
        """The same as a spreadsheet holds it: a number as a number, a day as a day."""

    def choices(self, words: Words) -> list[str]:
        """What a person can pick from; empty for what is typed."""


@dataclass(frozen=True, slots=True)
class _Typed:
    """What is typed, and not chosen from a list."""

    form: str = ""

    def choices(self, words: Words) -> list[str]:
        """Nothing to choose."""
        return []

    def cell(self, value: Any, words: Words) -> object:
        """The value itself."""
        return value


@dataclass(frozen=True, slots=True)
class Text(_Typed):
    """Text; newlines are written in one way."""

    form: str = "text"

    def value(self, text: str, words: Words) -> str:
        """The text, without blanks around it."""
        return text.replace("\r\n", "\n").replace("\r", "\n").strip()

    def text(self, value: Any, words: Words) -> str:
        """The same."""
        return self.value(str(value or ""), words)

    def cell(self, value: Any, words: Words) -> object:
        """The same."""
        return self.text(value, words)


@dataclass(frozen=True, slots=True)
class Whole(_Typed):
    """A whole number; `empty` is what an empty cell says."""

    form: str = "whole"
    empty: int | None = None

    def value(self, text: str, words: Words) -> int | None:
        """A number of at most nine digits."""
        if not text:
            return self.empty
        found = re.fullmatch(r"([0-9]{1,9})([.,]0+)?", text, re.ASCII)
        if found is None:
            raise Unread("not_a_number", _("Found “%(found)s”; expected a whole number.") % {"found": text[:40]})
        return int(found[1])

    def text(self, value: Any, words: Words) -> str:
        """Its digits."""
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Euros(_Typed):
    """An amount, the Dutch or the English way: `1.234,50`, `€ 1234.50`."""

    form: str = "euro"

    def value(self, text: str, words: Words) -> Decimal:
        """An amount of whole cents."""
        plain = re.sub(r"[\s€]", "", text)
        if "," in plain and plain.rfind(",") > plain.rfind("."):
            plain = plain.replace(".", "").replace(",", ".")
        elif plain.count(".") > 1:
            plain = plain.replace(".", "")
        else:  # 1.234 alone can mean two things: three decimals are refused below
            plain = plain.replace(",", "")
        if not re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,2})?", plain, re.ASCII):
            expected = _("Found “%(found)s”; expected an amount in euros, such as 12,50.")
            raise Unread("not_an_amount", expected % {"found": text[:40]})
        return Decimal(plain)

    def text(self, value: Any, words: Words) -> str:
        """`1234,50`."""
        return "" if value is None else f"{value:.2f}".replace(".", ",")


@dataclass(frozen=True, slots=True)
class Day(_Typed):
    """A day: `2027-03-15`, `15-3-2027`, `15/03/2027`."""

    form: str = "day"

    def value(self, text: str, words: Words) -> date | None:
        """A day, or nothing."""
        if not text:
            return None
        for way in DAYS:
            try:
                return datetime.strptime(text, way).date()
            except ValueError:
                continue
        raise Unread("not_a_day", _("Found “%(found)s”; expected a day, such as 15-03-2027.") % {"found": text[:40]})

    def text(self, value: Any, words: Words) -> str:
        """`2027-03-15`."""
        return "" if value is None else str(value.isoformat())


@dataclass(frozen=True, slots=True)
class One:
    """One of the words of a list; `empty` is what an empty cell says."""

    source: str
    empty: Any = ""
    form: str = "text"

    def value(self, text: str, words: Words) -> Any:
        """The value with that name."""
        return chosen(text, words[self.source]) if text else self.empty

    def text(self, value: Any, words: Words) -> str:
        """Its name."""
        return "" if value in (None, "") else written(value, words[self.source])

    def cell(self, value: Any, words: Words) -> object:
        """Its name."""
        return self.text(value, words)

    def choices(self, words: Words) -> list[str]:
        """The names of the list."""
        return [word.names[0] for word in words[self.source]]


@dataclass(frozen=True, slots=True)
class Some:
    """Any number of words of a list, with `|` between them."""

    source: str
    form: str = "text"

    def value(self, text: str, words: Words) -> list[Any]:
        """The values with those names, each once."""
        names = [name.strip() for name in re.split(r"[|\n]", text)]
        return list(dict.fromkeys(chosen(name, words[self.source]) for name in names if name))

    def text(self, value: Any, words: Words) -> str:
        """Their names."""
        return BETWEEN.join(written(each, words[self.source]) for each in value)

    def cell(self, value: Any, words: Words) -> object:
        """Their names."""
        return self.text(value, words)

    def choices(self, words: Words) -> list[str]:
        """The names of the list."""
        return [word.names[0] for word in words[self.source]]


def chosen(text: str, words: Sequence[Word]) -> Any:
    """The value that people mean with this text, in capitals or not; `Unread` with what can be chosen."""
    wanted = text.casefold()
    for word in words:
        if any(name.casefold() == wanted for name in word.names):
            return word.value
    known = [word.names[0] for word in words]
    shown = ", ".join(known[:MOST_WORDS]) + (" …" if len(known) > MOST_WORDS else "")
    told = {"found": text[:80], "codes": shown or "–"}
    raise Unread("unknown", _("Found “%(found)s”; expected one of: %(codes)s.") % told)


def written(value: Any, words: Sequence[Word]) -> str:
    """The name of a value; the value itself when it cannot be chosen any more."""
    return next((word.names[0] for word in words if word.value == value), str(value))


def listed(choices: Iterable[tuple[Any, Iterable[str]]]) -> list[Word]:
    """Values with what people call them. A name that an earlier value has already, or with a `|` in it, is left out."""
    found, taken = [], set[str]()
    for value, names in choices:
        own = dict.fromkeys(name.strip() for name in (*names, str(value)))
        free = tuple(name for name in own if name and not {"|", "\n"} & set(name) and name.casefold() not in taken)
        taken |= {name.casefold() for name in free}
        found.append(Word(value, free or (str(value),)))
    return found


def words_of(codes: Iterable[tuple[str, str | Promise]]) -> list[Word]:
    """A list of codes: each by its label for the reader, by its label in the other language, and by the code."""
    return listed((code, _labels(label)) for code, label in codes)


def in_every_language(label: str | Promise) -> list[str]:
    """A label for the reader first, then as it is in the other languages."""
    own = get_language() or LANGUAGES[0]
    found = [str(label)]
    for language in LANGUAGES:
        if language != own:
            with override(language):
                found.append(str(label))
    return found


def _labels(label: str | Promise) -> Iterable[str]:
    labels = in_every_language(label)
    yield from labels
    yield from (each.partition(":")[0] for each in labels)  # “fixed offer: for every school” is a fixed offer
