"""The manuals are complete: every address of the API, every room, every setting and every package has its words."""

from __future__ import annotations

import re
import tomllib
from itertools import chain

from api import urls
from api.conventions.resources import Resource
from tests.house.code import ROOT, modules

MANUAL = (ROOT / "docs/api.md").read_text(encoding="utf-8")
TEXT, _HEADING, TABLE = MANUAL.partition("\n## Every address\n")
METHODS = ("GET", "POST", "PATCH", "DELETE")
Asked = dict[str, tuple[set[str], set[str]]]


def named() -> Asked:
    """The rows of the table: ``| `/claims` GET POST · `/{id}` GET | claims:read, claims:write |``, by address."""
    found: Asked = {}
    for row in (line.strip("| ") for line in TABLE.splitlines() if line.startswith("| `")):
        addresses, scopes = row.split(" | ")
        first, *below = re.findall(r"`(/[^`]*)` ([A-Z ]*[A-Z])", addresses)
        base = "/" + first[0].split("/")[1]
        for path, methods in (first, *((base + path, methods) for path, methods in below)):
            found[path] = (set(methods.split()), set(scopes.split(", ")))
    return found


def offered() -> Asked:
    """The same from the addresses themselves; scopes are those of all that stands in one row."""
    methods: dict[str, set[str]] = {}
    scopes: dict[str, set[str]] = {}
    for pattern in urls.urlpatterns:
        view = getattr(pattern.callback, "view_class", object)
        if not issubclass(view, Resource):
            continue
        path = re.sub(r"<\w+:(\w+)>", r"{\1}", str(pattern.pattern).removeprefix("v1"))
        methods[path] = {each for each in METHODS if hasattr(view, each.lower())}
        row = scopes.setdefault(path.split("/")[1], set())
        row.update(view.scopes.get(each, "public") for each in methods[path])
    return {path: (methods[path], scopes[path.split("/")[1]]) for path in methods}


def test_every_address_is_in_the_table_with_its_methods_and_scopes():
    told, there = named(), offered()
    assert set(told) - set(there) == set(), "not there (any more)"
    assert set(there) - set(told) == set(), "not named: add it to the last table of docs/api.md"
    assert {path: told[path] for path in told if told[path] != there[path]} == {}


def test_every_address_that_the_text_names_is_there():
    there = {re.sub(r"\{\w+\}", "{}", path): methods for path, (methods, _scopes) in offered().items()}
    for method, path in re.findall(rf"`({'|'.join(METHODS)}) (/[^\s`?]+)", TEXT):
        assert method in there.get(re.sub(r"\{\w+\}", "{}", path), ()), f"{method} {path}"


def test_the_picture_of_the_house_shows_every_room():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    picture = readme[readme.index("## The house") : readme.index("## Read on")]
    rooms = {path.parent.name for floor in ("catalogue", "portal") for path in (ROOT / floor).glob("*/__init__.py")}
    assert rooms - set(re.findall(r"[a-z_]+", picture)) - {"migrations", "management"} == set()


def test_every_setting_of_the_environment_is_in_the_manual():
    manual = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    code = "".join(module.path.read_text(encoding="utf-8") for module in modules("portal"))
    read = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", code))
    assert {name for name in read if f"`{name}`" not in manual} == set()


def test_every_package_that_we_stand_on_says_why():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras, groups = project["project"]["optional-dependencies"], project["dependency-groups"]
    wanted = chain(project["project"]["dependencies"], *extras.values(), *groups.values())
    named = {re.split(r"[\[>=<]", each)[0] for each in wanted}
    reasons = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    assert {name for name in named if not re.search(rf"\b{re.escape(name)}\b", reasons)} == set()
