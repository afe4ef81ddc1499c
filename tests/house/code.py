"""The code itself, read as data: what the rules of the house are checked against."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("catalogue", "portal", "api", "frontend")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Module:
    """One file of the house: its dotted name, its text and its tree."""

    name: str
    path: Path
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    def at(self, node: ast.AST) -> str:
        return f"{self.path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        return (node for node in ast.walk(self.tree) if isinstance(node, FUNCTIONS))

    def imports(self) -> Iterator[tuple[ast.stmt, str]]:
        """Each imported name in full: `from catalogue.money import share` is `catalogue.money.share`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node, each.name) for each in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.at(node)}: a relative import hides where it leads"
                yield from ((node, f"{node.module}.{each.name}") for each in node.names)


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules(*floors: str) -> tuple[Module, ...]:
    """Every module of the floors (all four by default), without the generated migrations."""
    found = []
    for floor in floors or FLOORS:
        for path in sorted((ROOT / floor).rglob("*.py")):
            if "migrations" not in path.parts:
                text = path.read_text()
                found.append(Module(_name(path), path, text, ast.parse(text)))
    return tuple(found)


def doors(door: str) -> list[Module]:
    """The modules behind one door of every room, e.g. `actions`; a door may be a package with some modules."""
    return [module for module in modules("catalogue", "portal") if door in module.name.split(".")[1:4]]
