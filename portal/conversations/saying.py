"""What holds for everything that people write to each other here: some words, not too many, and a few files."""

from __future__ import annotations

from django.utils.translation import gettext as _

from catalogue.errors import Fault, Refused
from portal.conversations.models import MOST_WORDS

MOST_FILES = 5


def word_faults(words: str) -> list[Fault]:
    """What is wrong with words (`#/words`): there are none, or more than are read."""
    words = words.strip()
    if not words:
        return [Fault("#/words", "required", _("Write something to the other side."))]
    if len(words) > MOST_WORDS:
        sentence = _("Found %(found)s characters; at most %(most)s. Make it shorter, or write two messages.")
        return [Fault("#/words", "max_length", sentence % {"found": len(words), "most": MOST_WORDS})]
    return []


def room_for_files(files: int) -> None:
    """`Refused("too_many_files")` when what was written has as many files as it may have."""
    if files >= MOST_FILES:
        sentence = _("A message can have %(most)s files at most. Write another message.")
        raise Refused("too_many_files", sentence % {"most": MOST_FILES})
