"""A region with thousands of offers: the list, its filters and a question in Dutch stay three statements, and quick."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.client import Api
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.many import many_offers

MOST = 4
QUESTIONS: list[dict[str, Any]] = [
    {},
    {"q": "begrijpend lezen"},
    {"q": "lessen", "kind": "optional"},
    {"q": "kinderen", "sector": ["PO", "VO"], "kind": "optional", "unit": "group"},
]


def _counted(ask: Any) -> tuple[Any, list[str]]:
    with CaptureQueriesContext(connection) as captured:
        answer = ask()
    return answer, [each["sql"] for each in captured.captured_queries if not each["sql"].startswith("SAVEPOINT")]


def _ask_all(town: Town, least: int) -> None:
    anybody, program, school = Visitor(), Api(), Api(town, "coordinator")
    for question in QUESTIONS:
        page, statements = _counted(lambda question=question: anybody.open("/offers", **question))
        assert page.status == 200 and len(statements) <= MOST, statements
        for client in (program, school):
            ask = question | {"facets": "true"}
            answer, statements = _counted(lambda client=client, ask=ask: client.get("offers", ask))
            found = answer.json()
            assert len(statements) <= MOST, statements
            assert found["count"] >= least and len(found["results"]) == min(25, found["count"])
            assert sum(value["count"] for value in found["facets"]["kind"]) >= found["count"]
            assert f"{found['count']} activiteit" in page.text.replace(".", "")


def test_with_some_offers(town: Town):
    many_offers(town, 60, providers=5)
    _ask_all(town, least=1)


@pytest.mark.slow
def test_with_five_thousand_offers(town: Town):
    many_offers(town, 5000)
    _ask_all(town, least=10)
