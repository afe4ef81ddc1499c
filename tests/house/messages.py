"""Every sentence that a reader may see, as the code and the templates write it: the English of the translations."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polib
from django.template.base import Lexer, TokenType
from django.utils.translation.template import templatize

from tests.house.code import FLOORS, ROOT, Module, modules

_STRING = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_CALL = re.compile(rf"\b(n?p?gettext|_)\((({_STRING})(?:,\s*{_STRING})*),?\s*(?:count)?\)")

_TAG = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)
_READ_ALOUD = re.compile(r'\b(?:title|alt|placeholder|aria-label|aria-description|label)\s*=\s*"([^"]*)"')
_WORD = re.compile(r"[^\W\d_]{3,}")
_VARIABLE = "\N{NULL}"


@dataclass(frozen=True)
class Message:
    """What a translator gets: the sentence, the one for more than one, the context that tells two meanings apart."""

    floor: str
    where: str
    msgid: str
    plural: str = ""
    context: str | None = None

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.msgid


def _message(floor: str, where: str, function: str, texts: list[str]) -> Message:
    """`function` is gettext with n (a plural follows) and p (a context precedes), as gettext itself names them."""
    rest = list(texts)
    prefix = function.removesuffix("_lazy").removesuffix("gettext")
    context = rest.pop(0) if "p" in prefix else None
    return Message(floor, where, rest[0], rest[1] if "n" in prefix else "", context)


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _calls(module: Module) -> Iterator[tuple[ast.Call, str]]:
    """The calls of a gettext function, by its own name whatever it was imported as."""
    names = {
        (each.asname or each.name): each.name
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for each in node.names
        if "gettext" in each.name
    }
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
            name = names.get(name, name if isinstance(called, ast.Attribute) else "")
            if name.removesuffix("_lazy").endswith("gettext"):
                yield node, name


def _wanted(function: str) -> int:
    prefix = function.removesuffix("_lazy").removesuffix("gettext")
    return 1 + ("n" in prefix) + ("p" in prefix)


@cache
def in_code() -> tuple[Message, ...]:
    """The sentences of the Python modules."""
    found = []
    for module in modules():
        for node, function in _calls(module):
            texts = [_text(each) for each in node.args[: _wanted(function)]]
            if None not in texts:
                found.append(_message(module.name.split(".")[0], module.at(node), function, [t or "" for t in texts]))
    return tuple(found)


def not_literal() -> list[str]:
    """Where a gettext function gets something else than a sentence, so that nobody can find what to translate."""
    return [
        module.at(node)
        for module in modules()
        for node, function in _calls(module)
        if any(_text(each) is None for each in node.args[: _wanted(function)])
    ]


def _templates() -> Iterator[Path]:
    for floor in FLOORS:
        for folder in sorted((ROOT / floor).rglob("templates")):
            yield from (path for path in sorted(folder.rglob("*")) if path.suffix in (".html", ".txt", ".xml", ".svg"))


@cache
def in_templates() -> tuple[Message, ...]:
    """The sentences of the templates, read by Django's own reader of them."""
    found = []
    for path in _templates():
        where = str(path.relative_to(ROOT))
        for call in _CALL.finditer(templatize(path.read_text())):
            texts = [ast.literal_eval(each) for each in re.findall(_STRING, call[2])]
            function = "gettext" if call[1] == "_" else call[1]
            found.append(_message(where.split("/", maxsplit=1)[0], where, function, texts))
    return tuple(found)


def messages(*floors: str) -> list[Message]:
    """All sentences of the floors (of the whole house by default)."""
    return [each for each in (*in_code(), *in_templates()) if not floors or each.floor in floors]


@cache
def catalogues() -> dict[Path, polib.POFile]:
    """The Dutch files of the house, by path."""
    found = (path for floor in FLOORS for path in sorted((ROOT / floor).rglob("locale/nl/LC_MESSAGES/*.po")))
    return {path: polib.pofile(str(path)) for path in found}


def _outside(source: str) -> str:
    """The template without what is translated and without comments; each tag and variable becomes a mark."""
    left, until = [], ""
    for token in Lexer(source).tokenize():
        word = token.split_contents()[0] if token.token_type == TokenType.BLOCK and token.contents else ""
        if word in ("blocktranslate", "blocktrans", "comment"):
            until = f"end{word}"
        elif word == until:
            until = ""
        if not until:
            left.append(token.contents if token.token_type == TokenType.TEXT else _VARIABLE)
    return "".join(left)


def bare_words() -> list[tuple[str, str]]:
    """File and words of the texts in templates that a reader sees (or hears) and that no translation can reach."""
    found = []
    for path in _templates():
        text = _outside(path.read_text())
        seen = [_TAG.sub("\n", text), *_READ_ALOUD.findall(text)]
        pieces = (piece for each in seen for piece in re.split(rf"[\n{_VARIABLE}]", each))
        texts = (re.sub(r"&\w+;", "", piece).strip() for piece in pieces)
        found += [(str(path.relative_to(ROOT)), words) for words in texts if _WORD.search(words)]
    return found
