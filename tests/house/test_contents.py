"""The tables of contents are complete: every row, every reaction, every task, every migration."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import URLResolver, get_resolver

from catalogue.money import EuroField
from portal.reactions import REACTIONS
from tests.house.code import FLOORS, ROOT, doors, modules


@pytest.mark.parametrize("floor", ["catalogue", "portal"])
def test_models_names_every_row_of_every_room(floor: str):
    rows = {
        model.__name__ for model in apps.get_app_config(floor).get_models() if model.__module__.startswith(f"{floor}.")
    }
    written = {
        node.name
        for module in doors("models")
        if module.name.startswith(f"{floor}.") and module.name != f"{floor}.models"
        for node in module.tree.body
        if isinstance(node, ast.ClassDef) and node.name in rows
    }
    contents = import_module(f"{floor}.models")
    assert set(contents.__all__) == rows == written
    assert list(contents.__all__) == sorted(contents.__all__)


def test_every_room_of_the_two_floors_says_what_it_is():
    for floor in ("catalogue", "portal"):
        rooms = [path for path in (ROOT / floor).iterdir() if (path / "actions.py").exists()]
        assert rooms
        for room in rooms:
            assert ast.get_docstring(ast.parse((room / "__init__.py").read_text())), room


def test_every_reaction_awaits_an_event_that_somebody_writes():
    """`kind.status` of a table, or an event that a deed records by name."""
    things = [model for model in apps.get_models() if getattr(model, "KIND", "")]
    from_tables = {f"{model.KIND}.{status}" for model in things for status in getattr(model, "MOVES", {})}
    named = {
        value.value
        for module in modules("catalogue", "portal")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "change"
        for word in node.keywords
        if word.arg == "event"
        for value in ast.walk(word.value)
        if isinstance(value, ast.Constant) and isinstance(value.value, str)
    }
    by_name = {f"{model.KIND}.{event}" for model in things for event in (*named, "added")}
    assert set(REACTIONS) <= from_tables | by_name


def test_a_deed_names_who_does_it():
    """Every public action takes `by`, except the reactions that the worker calls with an id, and what
    leaves no trace of its own: loading facts, opening an empty account, forgetting, a letter for a page."""
    by_the_house = {
        "number", "render", "issue", "load_facts", "forget_old_replies", "open_account", "take", "run", "finish",
        "forget_old", "recount", "send", "note", "at_once",
    }  # fmt: skip
    nameless = [
        f"{module.at(node)} {node.name}"
        for module in doors("actions")
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and node.name not in by_the_house
        and "by" not in {argument.arg for argument in node.args.kwonlyargs}
    ]
    assert nameless == []


def test_a_task_takes_an_id_or_nothing():
    for module in modules("portal"):
        for node in module.tree.body:
            if isinstance(node, ast.FunctionDef) and "shared_task" in "".join(map(ast.unparse, node.decorator_list)):
                arguments = [argument.arg for argument in node.args.args]
                assert all(argument.endswith("_id") for argument in arguments), f"{module.at(node)} {arguments}"


def test_money_is_kept_in_euro_fields():
    words = ("amount", "price", "granted", "reserved", "spent", "sanctioned", "claimed", "total", "pot")
    other = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.split(".")[0] in FLOORS
        for field in model._meta.concrete_fields
        if any(word in field.name.split("_") for word in words) and not isinstance(field, EuroField)
    ]
    assert other == []


def test_no_two_addresses_have_one_name():
    """Django takes the last of two with the same name, and a button would lead elsewhere."""
    named = Counter(_names(get_resolver()))
    assert {name for name, times in named.items() if times > 1 and not name.startswith("account")} == set()


def _names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _names(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif entry.name:
            yield f"{space}{entry.name}"
