"""Many deeds in one request: what goes wrong in one row is told in that row, and every other row stands."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, OperationalError

from api.conventions.row_by_row import RowByRow
from api.conventions.shapes import Shape, Text
from catalogue.errors import Stale

WRONG = {
    "busy": OperationalError("canceling statement due to lock timeout"),
    "collision": IntegrityError("duplicate key"),
    "stale": Stale("Changed."),
    "unforeseen": ZeroDivisionError(),
}


class Row(Shape):
    """A row that names its thing."""

    thing = Text(max_length=20)


class Renamings(RowByRow):
    """Rows of which some go wrong; what is done is written down."""

    body = shape = Row
    thing_name = "thing"
    actor: Any = None

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []

    def one(self, given: dict[str, Any]) -> Any:
        if given["thing"] in WRONG:
            raise WRONG[given["thing"]]
        self.done.append(given["thing"])
        return given

    def again(self, thing: Any) -> Any:
        return thing


@pytest.mark.django_db
def test_whatever_goes_wrong_in_a_row_the_others_are_done_and_told() -> None:
    """A lock that was not given in time, a collision, a mistake of ours: never an answer that hides what was done."""
    resource = Renamings()
    request: Any = type("Asked", (), {"data": [{"thing": name} for name in ("first", *WRONG, "last")]})
    results = resource.post(request).data["results"]
    assert [each["status"] for each in results] == [200, 503, 409, 412, 500, 200]
    assert [each["problem"]["code"] for each in results[1:-1]] == ["busy", "conflict", "stale", "internal_error"]
    assert resource.done == ["first", "last"]
