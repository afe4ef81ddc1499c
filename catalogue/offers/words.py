"""From text to stemmed words, the same way for what is indexed and what is asked, so both databases find the same."""

from __future__ import annotations

import re
from collections.abc import Iterable

import snowballstemmer
from text_unidecode import unidecode

_stemmer = snowballstemmer.stemmer("dutch")
LONGEST_WORD = 60
# Forms that the stemmer keeps apart though people mean the same.
_SAME = {"kinderen": "kind", "musea": "museum", "oorlogen": "oorlog", "ouders": "ouder"}


def plain(text: str) -> str:
    """Lower case, in the letters a to z: words of every script and with every accent sort alike on every database."""
    letters: str = unidecode(text)
    return letters.lower()


def stem_of(word: str) -> str:
    """The stem of one plain word."""
    stem: str = _stemmer.stemWord(_SAME.get(word, word))
    return stem


def stems(text: str) -> list[str]:
    """The stemmed words of a text, in order."""
    return [stem_of(word) for word in re.findall(r"[a-z0-9]+", plain(text))]


def weighed(texts: Iterable[tuple[int, str]]) -> list[tuple[str, str, int]]:
    """Each word of the texts once: as written, its stem, and the weight of the heaviest text that it stands in."""
    weights: dict[str, int] = {}
    for weight, text in texts:
        for word in re.findall(r"[a-z0-9]+", plain(text)):
            cut = word[:LONGEST_WORD]
            weights[cut] = max(weight, weights.get(cut, 0))
    return [(word, stem_of(word), weight) for word, weight in weights.items()]


def after(stem: str) -> str:
    """The first text that sorts after every word that starts with this stem: `muziek` → `muziel`, `jazz` → `jb`."""
    kept = stem.rstrip("z")
    return f"{kept[:-1]}{'a' if kept[-1] == '9' else chr(ord(kept[-1]) + 1)}" if kept else "~"
