"""Rule 12: every sentence that a user reads exists in Dutch, says the same, and stands where its floor can find it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import allauth
import polib
from django.conf import settings

from tests.house.code import FLOORS, ROOT
from tests.house.messages import bare_words, catalogues, messages, not_literal

# A floor may use the translations of the floors that it may import: the direction of the house holds here too.
REACH = {
    "catalogue": {"catalogue"}, "portal": {"catalogue", "portal"},
    "api": {"catalogue", "portal", "api"}, "frontend": {"catalogue", "portal", "frontend"},
}  # fmt: skip
# What is said better here than in the Dutch of a library ("u" for its "je"): its sentences, in a file of their own.
BORROWED = {"portal/people/locale/nl/LC_MESSAGES/django.po": allauth}
SAME_IN_EVERY_LANGUAGE = {"Keuzeportaal", "· Keuzeportaal", "Nederlands", "English", "SHA-256", "CSV", "JSON"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|(?<!%)%[sd]|\{\w*\}|</?\w+|&\w+;")


def _entries() -> list[tuple[str, str, polib.POEntry]]:
    """Floor, file and entry of every translation."""
    return [
        (path.relative_to(ROOT).parts[0], str(path.relative_to(ROOT)), entry)
        for path, file in catalogues().items()
        for entry in file
    ]


def _dutch(entry: polib.POEntry) -> list[str]:
    return [entry.msgstr_plural.get(n, "") for n in (0, 1)] if entry.msgid_plural else [entry.msgstr]


def test_every_sentence_has_a_dutch_translation():
    known: dict[str, set[tuple[str | None, str, str]]] = {floor: set() for floor in FLOORS}
    for floor, _file, entry in _entries():
        if all(_dutch(entry)) and not entry.fuzzy and not entry.obsolete:
            known[floor].add((entry.msgctxt, entry.msgid, entry.msgid_plural))
    missing = [
        f"{message.where}: {message.msgid!r}"
        for message in messages()
        if not any((*message.key, message.plural) in known[floor] for floor in REACH[message.floor])
    ]
    assert not missing, "\n".join(missing)


def test_a_translation_keeps_every_placeholder_and_tag():
    different = []
    for _floor, file, entry in _entries():
        *fewer, most = [text for text in (entry.msgid, entry.msgid_plural) if text]
        wanted = Counter(PLACEHOLDER.findall(most))
        *ones, last = _dutch(entry)
        allowed = wanted | Counter(placeholder for text in fewer for placeholder in PLACEHOLDER.findall(text))
        if Counter(PLACEHOLDER.findall(last)) != wanted or any(
            set(PLACEHOLDER.findall(one)) - set(allowed) for one in ones
        ):
            different.append(f"{file}: {entry.msgid!r}")
    assert not different, "\n".join(different)


def test_no_translation_outlives_its_sentence():
    used = defaultdict(set)
    for message in messages():
        used[message.floor].add((*message.key, message.plural))
    left_over = [
        f"{file}: {entry.msgid!r}"
        for floor, file, entry in _entries()
        if file not in BORROWED
        if entry.obsolete or (entry.msgctxt, entry.msgid, entry.msgid_plural) not in used[floor]
    ]
    assert not left_over, "\n".join(left_over)


def test_a_borrowed_sentence_is_still_one_of_the_library():
    gone = []
    for name, library in BORROWED.items():
        theirs = polib.pofile(str(Path(library.__file__).parent / "locale/nl/LC_MESSAGES/django.po"))
        known = {(entry.msgctxt, entry.msgid) for entry in theirs}
        gone += [entry.msgid for entry in catalogues()[ROOT / name] if (entry.msgctxt, entry.msgid) not in known]
    assert not gone, "\n".join(gone)


def test_one_sentence_has_one_translation():
    """All files become one dictionary when the portal starts: two answers to one question would be a matter of luck."""
    answers = defaultdict(set)
    for _floor, _file, entry in _entries():
        answers[entry.msgctxt, entry.msgid].add(tuple(_dutch(entry)))
    assert {key: found for key, found in answers.items() if len(found) > 1} == {}
    twice = Counter((file, entry.msgctxt, entry.msgid) for _floor, file, entry in _entries())
    assert [key for key, times in twice.items() if times > 1] == []


def test_only_sentences_that_stand_there_are_translated():
    assert not_literal() == []


def test_no_template_has_words_that_cannot_be_translated():
    """Except the page for when all else failed, which is in both languages at once."""
    bare = [
        f"{file}: {words!r}"
        for file, words in bare_words()
        if words not in SAME_IN_EVERY_LANGUAGE and not file.endswith("500.html")
    ]
    assert not bare, "\n".join(bare)


def test_the_portal_finds_every_file():
    assert {path.parents[2] for path in catalogues()} == set(settings.LOCALE_PATHS)


def test_dutch_readers_are_addressed_with_u():
    familiar = re.compile(r"\b(je|jij|jou|jouw|jullie)\b", re.IGNORECASE)
    assert [
        f"{file}: {dutch}" for _floor, file, entry in _entries() for dutch in _dutch(entry) if familiar.search(dutch)
    ] == []
