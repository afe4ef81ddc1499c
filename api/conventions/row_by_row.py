"""Many deeds in one request: each row has its own result, and a refused row never stops the others."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.problems import Found, invalid, problem_of
from api.conventions.resources import Resource
from api.conventions.shapes import Shape
from catalogue.deeds import row_of_many

MOST_ROWS = 100


class RowByRow(Resource):
    """`POST` of a list, answered with one result per row in the order given; each row is done alone.

    Whatever goes wrong in a row stands in its result, also what nobody foresaw: the rows before it were done, and an
    answer that says nothing of them would have them sent again.

    `thing_name` is the property that names the thing in a row and in its result.
    """

    body: ClassVar[type[Shape]]
    thing_name: ClassVar[str]
    many, status = True, 200

    def one(self, given: dict[str, Any]) -> Any:
        """The deed of one row; returns the thing, which is then shown as it now is."""
        raise NotImplementedError

    def post(self, request: Request) -> Response:
        """One result per row."""
        rows = request.data
        if not isinstance(rows, list):
            raise invalid(Found("body", "#", "not_a_list", _("A list of decisions is expected.")))
        if not 1 <= len(rows) <= MOST_ROWS:
            raise invalid(Found("body", "#", "out_of_range", _("1 to %d rows are expected.") % MOST_ROWS))
        return Response({"results": [self._result(row) for row in rows]})

    def _result(self, row: Any) -> dict[str, Any]:
        named = row.get(self.thing_name) if isinstance(row, dict) else None
        try:
            thing = self._done(row)
        except Exception as error:  # its own deed was undone, see `row_of_many`
            problem = problem_of(error)
            return {
                self.thing_name: named if isinstance(named, str) else None,
                "status": problem.status,
                "result": None,
                "problem": problem.body(),
            }
        return {self.thing_name: named, "status": 200, "result": self.as_json(thing), "problem": None}

    def _done(self, row: Any) -> Any:
        read = self.body(data=row, context={"actor": self.actor})
        read.is_valid(raise_exception=True)
        with row_of_many():
            thing = self.one(read.validated_data)
        return self.again(thing)
