"""Rule 1: the house looks back only. `api | frontend → portal → catalogue`, and inside a floor the earlier rooms."""

from __future__ import annotations

import ast

import pytest
from django.apps import apps
from django.db import models

from tests.house.code import FLOORS, modules

# What a floor may know besides itself.
FRONT = {"portal", "catalogue"}
BELOW = {"catalogue": set(), "portal": {"catalogue"}, "api": FRONT, "frontend": FRONT}

# The rooms of a floor in their order: each knows only those before it. Those in one set know nothing of each other.
ROOMS = {
    "catalogue": [
        {"actor", "codes", "money", "sql", "printing"}, {"errors", "vocabulary"},
        {"deeds", "validation", "sheets", "house_style"}, {"journal"}, {"lifecycle"}, {"organisations"},
        {"pictures", "programmes", "duo"}, {"offers"},
        {"imports", "exchange", "brochure"}, {"models"}, {"apps"},
    ],
    "portal": [
        {"env", "broker", "logs", "supervisor"}, {"settings", "celery"}, {"post", "clock"}, {"people"},
        {"jobs", "searches"}, {"registers"}, {"budgets"},
        {"funding"}, {"letters"}, {"subsidies"},
        {"needs"}, {"groups", "surveys"},
        {"entitlements"}, {"brochures"}, {"rounds"}, {"bespoke"}, {"bookings"}, {"vouchers"},
        {"orders"},
        {"allocations", "calendars", "claims", "enrolments", "staffing", "waiting"}, {"conversations", "objections"},
        {"questions"}, {"invoices"}, {"payments"}, {"monitoring", "notices"}, {"radar"}, {"accountability"},
        {"webhooks", "worklist"},
        {"models"}, {"tasks"}, {"reactions"},
        {"apps", "health", "demo"}, {"management"}, {"urls", "asgi", "wsgi"},
    ],
}  # fmt: skip

# The doors of a room, in the order in which they are imported.
DOORS = ("states", "models", "rules", "queries", "actions", "tasks")


def _place(floor: str, room: str) -> int:
    for place, rooms in enumerate(ROOMS[floor]):
        if room in rooms:
            return place
    raise AssertionError(f"{floor}.{room} has no place in the order of rooms: give it one in this file")


def test_a_floor_knows_only_the_floors_below_it():
    up = [
        f"{module.at(node)} imports {name}"
        for module in modules()
        for node, name in module.imports()
        if (floor := name.split(".")[0]) in FLOORS
        and floor != (own := module.name.split(".")[0])
        and floor not in BELOW[own]
    ]
    assert up == []


@pytest.mark.parametrize("floor", ROOMS)
def test_a_room_knows_only_the_rooms_before_it(floor: str):
    forward = []
    for module in modules(floor):
        room = module.name.split(".")[1] if "." in module.name else None
        for node, name in module.imports():
            parts = name.split(".")
            if parts[0] != floor or len(parts) < 2 or room in (None, parts[1]):
                continue
            if _place(floor, parts[1]) >= _place(floor, room):
                forward.append(f"{module.at(node)} imports {name}")
    assert forward == []


def test_inside_a_room_the_doors_are_imported_in_their_order():
    backward = []
    for module in modules("catalogue", "portal"):
        *room, door = module.name.split(".")[:3]
        if door not in DOORS or len(room) != 2:
            continue
        for node, name in module.imports():
            parts = name.split(".")
            wanted = parts[2] if parts[:2] == room and len(parts) > 2 else ""
            if wanted in DOORS and wanted != door and DOORS.index(wanted) >= DOORS.index(door):
                backward.append(f"{module.at(node)} imports {name}")
    assert backward == []


def test_foreign_keys_point_the_way_imports_do():
    forward = []
    for model in apps.get_models():
        floor, room, *_rest = model.__module__.split(".")
        if floor not in ROOMS:
            continue
        for field in model._meta.get_fields():
            if not isinstance(field, (models.ForeignKey, models.OneToOneField, models.ManyToManyField)):
                continue
            to_floor, to_room, *_rest = field.related_model.__module__.split(".")
            if to_floor == floor and to_room != room and _place(floor, to_room) > _place(floor, room):
                forward.append(f"{model.__name__}.{field.name}")
            if to_floor != floor and to_floor not in BELOW[floor]:
                forward.append(f"{model.__name__}.{field.name}")
    assert forward == []


def test_nothing_is_imported_inside_a_function():
    hidden = [
        module.at(node)
        for module in modules()
        for function in module.functions()
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]
    assert hidden == []


def test_only_the_apps_are_loaded_by_name_and_settings_name_the_upper_floors_as_text():
    """`import_string` and friends would be a way around the direction of imports: one use is allowed."""
    by_name = {
        module.name
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, (ast.Name, ast.Attribute))
        and (node.func.id if isinstance(node.func, ast.Name) else node.func.attr)
        in ("import_string", "import_module", "__import__", "get_model")
    }
    assert by_name <= {"portal.apps"}


def test_there_are_no_signals_and_no_save_with_consequences():
    signals = [
        f"{module.at(node)} {name}"
        for module in modules()
        for node, name in module.imports()
        if name.split(".")[-1] in ("receiver", "Signal") or "signals" in name.split(".")
    ]
    overridden = [
        f"{model.__name__}.{name}"
        for model in apps.get_models()
        if model.__module__.split(".")[0] in FLOORS
        for name in ("save", "delete", "save_base")
        for owner in model.__mro__
        if name in vars(owner) and not owner.__module__.startswith("django.")
    ]
    assert signals == []
    assert overridden == []
