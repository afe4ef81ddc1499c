"""What the description of the API promises is what it answers: every list is held against its own schema."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from tests import cast
from tests.cast import Town

WHO = ("officer", "coordinator", "librarian", "finance")


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
