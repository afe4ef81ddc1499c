"""Texts with words to fill in: which stand in it, what is wrong with it, and what it says once it is filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from catalogue.errors import Fault
from portal.letters.states import Kind

Value = str | Sequence[str]
_PLACE = re.compile(r"\{([^{}\n]*)\}")
_BLANKS = re.compile(r"\s+")


def places_in(text: str) -> list[str]:
    """The words between braces, in order."""
    return _PLACE.findall(text)


def faults(kind: Kind, subject: str, text: str) -> Iterator[Fault]:
    """What is wrong with a text of this kind: an unknown word by its name, a stray brace, a word that is missing."""
    for location, part in (("#/subject", subject), ("#/text", text)):
        for name in dict.fromkeys(places_in(part)):
            if name not in kind.known:
                sentence = _("Found %(found)s, which cannot be filled in. Known: %(known)s.")
                yield Fault(location, "unknown", sentence % {"found": f"{{{name}}}", "known": _listed(kind.known)})
        if re.search(r"[{}]", _PLACE.sub("", part)):
            yield Fault(location, "braces", _("A brace stands alone. Write each word to fill in as {recipient}."))
    if missing := kind.required - {*places_in(subject), *places_in(text)}:
        sentence = _("Missing: %(missing)s. A letter of this kind must say it.")
        yield Fault("#/text", "required", sentence % {"missing": _listed(missing)})
    if not subject.strip():
        yield Fault("#/subject", "required", _("Say in one line what the letter is about."))


def filled(text: str, values: Mapping[str, Value]) -> str:
    """The text with its words filled in. A list becomes lines of a list; blanks within a value become one space."""
    return _PLACE.sub(lambda place: _said(values[place[1]]), text.replace("\r\n", "\n")).strip()


def blocks(text: str) -> list[dict[str, Any]]:
    """The paragraphs of a filled text as data: {"kind": "heading" | "text", "text"} or {"kind": "list", "items"}."""
    found: list[dict[str, Any]] = []
    for paragraph in re.split(r"\n\s*\n", text):
        for line in filter(None, (each.strip() for each in paragraph.split("\n"))):
            if line.startswith("# "):
                found.append({"kind": "heading", "text": line.removeprefix("# ").strip()})
            elif line.startswith("- "):
                if not found or found[-1]["kind"] != "list" or found[-1]["ended"]:
                    found.append({"kind": "list", "items": [], "ended": False})
                found[-1]["items"].append(line.removeprefix("- ").strip())
            elif found and found[-1]["kind"] == "text" and not found[-1]["ended"]:
                found[-1]["text"] += "\n" + line
            else:
                found.append({"kind": "text", "text": line, "ended": False})
        if found:
            found[-1]["ended"] = True
    return [{key: value for key, value in each.items() if key != "ended"} for each in found]


def _said(value: Value) -> str:
    if isinstance(value, str):
        return _BLANKS.sub(lambda blank: " " if "\n" in blank[0] else blank[0], value)
    return "\n".join(f"- {_said(each)}" for each in value)


def _listed(names: frozenset[str] | set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))
