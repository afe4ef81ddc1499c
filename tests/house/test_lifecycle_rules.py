"""Rules 2, 3 and 7: who changes a status, a balance, a cent: `lifecycle.move`, `budgets/actions.py`, `money`."""

from __future__ import annotations

import ast

from tests.house.code import Module, modules

WRITES = {"update", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "delete"}
REPLY_STATUS = {"portal.people.replies"}  # the HTTP status of a remembered reply, not the status of a thing


def _assigned(module: Module, name: str) -> list[str]:
    """Where `something.name = …` stands."""
    return [
        module.at(node)
        for node in ast.walk(module.tree)
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign))
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        for part in ast.walk(target)
        if isinstance(part, ast.Attribute) and part.attr == name and isinstance(part.ctx, ast.Store)
    ]


def _calls(module: Module, methods: set[str]) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in methods
    ]


def _names_in(node: ast.AST) -> set[str]:
    texts = {each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)}
    return texts | {each.arg for each in ast.walk(node) if isinstance(each, ast.keyword) and each.arg}


def test_nobody_assigns_a_status():
    assigned = [
        where
        for module in modules()
        if module.name not in REPLY_STATUS
        for where in _assigned(module, "status")
        if module.name.split(".")[0] in ("catalogue", "portal")
    ]
    assert assigned == []


def test_nobody_writes_a_status_past_move():
    past = [
        module.at(call)
        for module in modules()
        if module.name not in REPLY_STATUS | {"catalogue.lifecycle"}
        for call in _calls(module, {"update", "update_returning", "update_or_create", "bulk_update"})
        if "status" in {keyword.arg for keyword in call.keywords}
        or any("status" in _names_in(argument) for argument in call.args)
        or any("status" in _names_in(keyword.value) for keyword in call.keywords if keyword.arg == "defaults")
    ]
    assert past == []


def test_only_the_room_of_budgets_writes_accounts_and_entries():
    elsewhere = [
        module.at(call)
        for module in modules()
        if module.name != "portal.budgets.actions"
        for call in _calls(module, WRITES)
        if {"Account", "Entry"} & {each.id for each in ast.walk(call.func) if isinstance(each, ast.Name)}
    ]
    assigned = [
        where
        for module in modules()
        if not module.name.startswith(("portal.budgets.actions", "portal.bookings"))
        for balance in ("granted", "reserved", "spent")
        for where in _assigned(module, balance)
    ]
    assert elsewhere == []
    assert assigned == []


def test_only_the_vocabulary_of_money_rounds_and_counts_cents():
    rounding = [
        module.at(node)
        for module in modules("catalogue", "portal")
        if module.name not in ("catalogue.money", "portal.logs")  # the log rounds milliseconds
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.Name) and (node.id == "round" or node.id.startswith("ROUND_")))
        or (isinstance(node, ast.Attribute) and node.attr == "quantize")
    ]
    assert rounding == []


def test_front_doors_write_no_rows():
    """Pages and the API call a deed; they never save, update, create or delete a row themselves."""
    writing = [
        module.at(call)
        for module in modules("api", "frontend")
        for call in _calls(module, (WRITES - {"update", "delete"}) | {"save"})
        if "objects" in {each.attr for each in ast.walk(call.func) if isinstance(each, ast.Attribute)}
        or call.func.attr == "save"
    ]
    assert writing == []
