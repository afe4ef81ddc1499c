"""From text to stemmed words, the same way for what is indexed and what is asked, so both databases find the same."""

from __future__ import annotations

import re
import unicodedata

import snowballstemmer

_stemmer = snowballstemmer.stemmer("dutch")
# Forms that the stemmer keeps apart though people mean the same.
_SAME = {"kinderen": "kind", "musea": "museum", "oorlogen": "oorlog", "ouders": "ouder"}


def plain(text: str) -> str:
    """Lower case, without accents."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def stems(text: str) -> list[str]:
    """The stemmed words of a text, in order."""
    words = re.findall(r"\w+", plain(text))
    return [_stemmer.stemWord(_SAME.get(word, word)) for word in words]


def indexed(*texts: str) -> str:
    """Texts as one string of stems with a blank before each, so that a stem is found at the start of a word."""
    return " " + " ".join(stem for text in texts for stem in stems(text))
