"""What the description of the API promises is what it answers: every list is held against its own schema."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from api.conventions.shapes import Shape
from tests import cast
from tests.api.client import Api, problem
from tests.api.operations import OPERATIONS
from tests.api.test_bad_input import ROW_BY_ROW
from tests.cast import Town

pytestmark = pytest.mark.slow

WHO = ("officer", "coordinator", "librarian", "finance")
NOTHING_THERE = {"post /payment-batches": "nothing_to_pay"}
"""What the rules say no to in a town where nothing else was done."""


@pytest.fixture(scope="module")
def described(django_db_setup: None) -> dict[str, object]:
    found: dict[str, object] = json.loads(Client().get("/api/v1/openapi.json").content)
    return found


def test_every_list_answers_as_described(town: Town, described: dict):
    cast.approved(town)
    cast.claim(town)
    headers = {who: {"Authorization": f"Bearer {town.token(who)}"} for who in WHO}
    looked_at = 0
    for path, methods in described["paths"].items():
        if "{" in path or "get" not in methods:
            continue
        schema = methods["get"]["responses"]["200"]["content"].get("application/json", {}).get("schema")
        for who in WHO if schema else ():
            answer = Client().get(f"/api/v1{path}", headers=headers[who])
            if answer.status_code == 200:
                whole = {"components": described["components"], **schema}
                faults = [fault.message for fault in Draft202012Validator(whole).iter_errors(answer.json())]
                assert not faults, f"{path} as {who}: {faults[:3]}"
                looked_at += 1
    assert looked_at > 30


@pytest.mark.parametrize(
    "name", [name for name, one in OPERATIONS.items() if not one.multipart and name not in ROW_BY_ROW]
)
def test_every_deed_is_done_and_answers_as_described(town: Town, described: dict, name: str):
    operation, (method, path) = OPERATIONS[name], name.split()
    sent = getattr(Api(town, operation.who), method)
    answer = sent(operation.at(town), operation.body(town), If_Match="*", **operation.headers)
    if name in NOTHING_THERE:
        problem(answer, 409, NOTHING_THERE[name])
        return
    assert answer.status_code < 300, answer.content
    schema = described["paths"][path][method]["responses"][str(answer.status_code)]["content"]["application/json"][
        "schema"
    ]
    whole = {"components": described["components"], **schema}
    assert [fault.message for fault in Draft202012Validator(whole).iter_errors(answer.json())] == []


def test_no_two_shapes_have_one_name() -> None:
    """The description takes the last of two with the same name, and says of the other what is not so."""
    named = Counter(one.__name__.removesuffix("Shape") for one in _shapes(Shape))
    assert {name for name, times in named.items() if times > 1} == set()


def _shapes(kind: type[Shape]) -> Iterator[type[Shape]]:
    for one in kind.__subclasses__():
        if one.__module__.startswith("api."):
            yield one
        yield from _shapes(one)
