"""From text to words and their forms, the same way for what is indexed and what is asked, on every database.

A word is known by several forms: itself, its stems by both Dutch algorithms of Snowball (each knows what the other
does not: `reken` and `rekenen`, `lezen` and `lees`), and the parts of a compound. Two words mean the same when they
share a form.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import snowballstemmer
from text_unidecode import unidecode

LONGEST_WORD = 60
_WORD = re.compile(r"[^\W_]+(?:['’‘\-‐‑][^\W_]+)*")
_GROUP = re.compile(r"\b(groep|klas|leerjaar) (\d)\b")
_VOCABULARY: dict[str, Any] = tomllib.loads((Path(__file__).parent / "vocabulary.toml").read_text(encoding="utf-8"))
_EMPTY = frozenset(_VOCABULARY["empty"].split())
_SAME: dict[str, str] = _VOCABULARY["same"]
_CAREFUL, _EAGER = snowballstemmer.stemmer("dutch_porter"), snowballstemmer.stemmer("dutch")
# What the eager stemmer takes off though it changes the meaning: weerbaar is not weer.
_MEANS_MORE = re.compile(r"(baar|bare|lijk|lijke|schap|loos|loze)$")
_QUALITY = re.compile(r"(?<=...)(heid|heden)$")
_PLURAL_S = re.compile(r"[aiouy]s$")  # foto's, thema's, baby's: written as one word here
_HE_DOES = re.compile(r"(aa|ee|oo|uu|ie|ij|ei|ui|ou|oe|eu)[^aeiou]t$")  # leest, kookt, speelt
_LINKS = ("", "s", "e", "en", "n")
LONG_PART = 6  # a part as long as this is believed beside something that nobody wrote down


@dataclass(frozen=True, slots=True)
class Spelled:
    """A word of a text: in plain letters, and as it was written."""

    word: str
    written: str


def plain(text: str) -> str:
    """Lower case, in the letters a to z: words of every script and with every accent sort alike on every database."""
    letters: str = unidecode(text)
    return letters.lower()


def spelled(text: str) -> Iterator[Spelled]:
    """Every word of a text that says something, in order. `3D-printen` is also three: `3d`, `printen`, `3dprinten`."""
    for found in _WORD.finditer(_GROUP.sub(r"\1 \2 \1\2", _spaced(text))):
        written = found[0].lower()
        parts = re.split(r"[\-‐‑]", written)
        for each in [*parts, "".join(parts)] if len(parts) > 1 else parts:
            word = _joined(each)
            if _says_something(word):
                yield Spelled(word[:LONGEST_WORD], each[:LONGEST_WORD])


def asked(text: str) -> list[str]:
    """The words that somebody asks for, each once, in order; `groep 5` is one."""
    words = []
    for found in _WORD.finditer(_GROUP.sub(r"\1\2", _spaced(text))):
        parts = [_joined(part) for part in re.split(r"[\-‐‑]", found[0])]
        short = any(len(part) == 1 for part in parts)  # e-mail is one word, muziek-les is two
        words += [word for word in (["".join(parts)] if short else parts) if _says_something(word)]
    return [word[:LONGEST_WORD] for word in dict.fromkeys(words)]


def _spaced(text: str) -> str:
    """With small letters and single blanks, so that “Groep  5” is recognised."""
    return re.sub(r"\s+", " ", text).lower()


@lru_cache(maxsize=20_000)
def _joined(written: str) -> str:
    """`foto's` → `fotos`; what is no letter after all is left out."""
    return re.sub(r"[^a-z0-9]", "", plain(written))


def _says_something(word: str) -> bool:
    return word not in _EMPTY and (len(word) > 1 or word.isdigit())


@lru_cache(maxsize=20_000)
def forms(word: str) -> frozenset[str]:
    """The forms in which one plain word is the same word."""
    base = _SAME.get(word, word)
    if quality := _QUALITY.search(base):  # gezondheid is gezond too; what somebody misspelt stays misspelt
        return frozenset({word, base, base[: quality.start()], f"{base[: quality.start()]}heid"})
    found = {word, base, *_stems(base)}
    if len(base) > 4 and _PLURAL_S.search(base):
        found |= {base[:-1]}
    if _HE_DOES.search(base):
        found |= {base[:-1], *_stems(base[:-1])}
    return frozenset(found)


def _stems(word: str) -> Iterator[str]:
    careful: str = _CAREFUL.stemWord(word)
    eager: str = _EAGER.stemWord(word)
    if len(careful) > 3:  # a shorter one lost the length of its vowel: lees would become les, bomen bom
        yield careful
        if careful[-1] == careful[-2]:
            yield careful[:-1]  # lessen, zwemmen
    inside = len(eager) > 2 and word.startswith(eager[: len(eager) - 2])  # gezond is not zon, begeleiding is not beleid
    short_plural = eager + "s" == word and len(eager) < 4  # dans is not dan
    if inside and not short_plural and not _MEANS_MORE.search(word):
        yield eager


@lru_cache(maxsize=20_000)
def first_form(word: str) -> str:
    """One form that stands for the word in the order of a phrase: words that mean the same mostly share it."""
    stem: str = _CAREFUL.stemWord(_SAME.get(word, word))
    return stem


@lru_cache(maxsize=20_000)
def parts_of(word: str) -> frozenset[str]:
    """The forms of the parts of a compound, as far as the vocabulary knows them; nothing for any other word."""
    found: set[str] = set()
    for cut in range(3, len(word) - 2):
        tail = word[cut:]
        if not _known(tail) and not parts_of(tail):
            continue
        heads = [word[: cut - len(link)] for link in _LINKS if word[:cut].endswith(link) and cut - len(link) > 2]
        head = next((each for each in heads if _known(each)), None)
        if head or (len(tail) >= LONG_PART and _known(tail)):
            found |= {*forms(tail), *parts_of(tail), *(forms(head) if head else ())}
    return frozenset(found) - forms(word)


def _known(word: str) -> bool:
    return not _PARTS.isdisjoint(forms(word))


_PARTS = frozenset(form for group in _VOCABULARY["parts"].values() for word in group.split() for form in forms(word))


def weighed(texts: Iterable[tuple[int, str]]) -> dict[str, tuple[str, int]]:
    """Each word of the texts once: as it was last written, and the weight of the heaviest text that it stands in."""
    found: dict[str, tuple[str, int]] = {}
    for weight, text in texts:
        for each in spelled(text):
            _written, before = found.get(each.word, ("", 0))
            found[each.word] = (each.written, max(weight, before))
    return found


def after(beginning: str) -> str:
    """The first text that sorts after every word with this beginning: `muziek` → `muziel`, `jazz` → `jb`."""
    kept = beginning.rstrip("z")
    return f"{kept[:-1]}{'a' if kept[-1] == '9' else chr(ord(kept[-1]) + 1)}" if kept else "~"
