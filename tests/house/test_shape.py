"""Rules 9 and 10: short files and functions, names of the field, a promise at every public door."""

from __future__ import annotations

import ast
import re

from tests.house.code import FUNCTIONS, ROOT, modules

LONGEST_FILE, LONGEST_FUNCTION = 300, 40
USUAL_FILE, USUAL_FUNCTION = 200, 20  # of 95 in 100
HIDING = {
    "util", "utils", "helper", "helpers", "common", "base", "manager", "managers", "handler", "handlers", "misc",
    "service", "services",
}  # fmt: skip


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert node.end_lineno
    return node.end_lineno - node.lineno + 1


def _at_95_percent(lengths: list[int]) -> int:
    return sorted(lengths)[int(len(lengths) * 0.95)]


def test_no_file_is_longer_than_300_lines():
    files = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in (ROOT / "tests").rglob("*.py")}
    files |= {str(module.path.relative_to(ROOT)): module.lines for module in modules()}
    assert {name: lines for name, lines in files.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_longer_than_40_lines():
    long = {module.at(node): _length(node) for module in modules() for node in module.functions()}
    assert {where: lines for where, lines in long.items() if lines > LONGEST_FUNCTION} == {}


def test_nearly_all_files_and_functions_fit_a_glance():
    assert _at_95_percent([module.lines for module in modules()]) <= USUAL_FILE
    assert _at_95_percent([_length(node) for module in modules() for node in module.functions()]) <= USUAL_FUNCTION


def test_names_say_what_is_inside():
    hiding = [module.name for module in modules() if HIDING & set(module.name.split("."))]
    assert hiding == []


def _public(body: list[ast.stmt]) -> list[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """The public functions and classes of a module, and the public methods of those classes."""
    found: list[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef] = []
    for node in body:
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)) and not node.name.startswith("_") and node.name != "Meta":
            found.append(node)
            if isinstance(node, ast.ClassDef):
                found += _public(node.body)
    return found


def test_every_public_thing_says_what_it_guarantees():
    silent = [
        f"{module.at(node)} {node.name}"
        for module in modules()
        for node in _public(module.tree.body)
        if not ast.get_docstring(node)
    ]
    assert silent == []


def test_every_module_says_what_it_is_for():
    assert [module.name for module in modules() if module.text.strip() and not ast.get_docstring(module.tree)] == []


def test_every_function_has_types():
    untyped = [
        f"{module.at(node)} {node.name}"
        for module in modules()
        for node in module.functions()
        if node.returns is None
        or any(
            argument.annotation is None and argument.arg not in ("self", "cls")
            for argument in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        )
    ]
    assert untyped == []


def test_nothing_is_left_for_later_and_no_rule_is_switched_off_without_a_reason():
    later = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    excuse = re.compile(r"#\s*(type:\s*ignore|noqa)(\[[^\]]*\]|:\s*[A-Z0-9, ]+)?(?P<reason>.*)$")
    found = []
    for module in modules():
        for number, line in enumerate(module.text.splitlines(), start=1):
            switched_off = excuse.search(line)
            if later.search(line) or (switched_off and len(switched_off["reason"].strip(" #—-")) < 8):
                found.append(f"{module.path.relative_to(ROOT)}:{number}: {line.strip()}")
    assert found == []
