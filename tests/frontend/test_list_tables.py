"""Every list of a desk as a file: the same rows, the same filters, for the same people."""

from __future__ import annotations

import pytest

from catalogue.journal import outbox
from catalogue.sheets import read
from portal.bookings.models import Booking
from tests import cast
from tests.api.test_statements import statements
from tests.cast import Town
from tests.frontend.visitor import Visitor

pytestmark = pytest.mark.slow

LISTS = [
    ("officer", "/municipality/bookings"), ("officer", "/municipality/claims?status=all"),
    ("officer", "/municipality/invoices?status=all"), ("officer", "/municipality/schools"),
    ("officer", "/municipality/journal"), ("librarian", "/provider/bookings"), ("librarian", "/provider/claims"),
    ("librarian", "/provider/invoices"), ("librarian", "/provider/offers"), ("coordinator", "/school/bookings"),
]  # fmt: skip


def rows(visitor: Visitor, path: str, way: str = "xlsx") -> list[list[str]]:
    answer = visitor.client.get(path + ("&" if "?" in path else "?") + f"format={way}")
    assert answer.status_code == 200 and answer["Content-Disposition"].startswith("attachment")
    return [row for _number, row in read(answer.content, "list").numbered()]


def one_of_everything(town: Town) -> None:
    cast.approved(town, cast.claim(town, cast.booking(town, status="accepted", units=1)))
    outbox.drain()


@pytest.mark.parametrize(("who", "path"), LISTS)
def test_a_list_is_a_file_too_and_costs_the_same_for_one_row_and_for_three(town: Town, who: str, path: str):
    visitor, costs, counts = Visitor(town, who), [], []
    address = path + ("&" if "?" in path else "?") + "format=csv"
    for more in (1, 2):
        for _row in range(more):
            one_of_everything(town)
        found = rows(visitor, path)
        assert len(found) == len(rows(visitor, path, "csv"))
        counts.append(len(found))
        costs.append(len(statements(lambda: visitor.client.get(address))))
    assert costs[0] == costs[1]
    assert counts[0] < counts[1] or path == "/municipality/schools"
    assert any("format=xlsx" in link for link in visitor.open(path).links())


def test_the_file_has_the_filters_of_the_list_and_nothing_of_others(town: Town):
    cast.booking(town)
    cast.booking(town, status="confirmed")
    cast.booking(town, cast.offer(town, provider="musician", title="Zingen"))
    assert Booking.objects.count() == 3
    library, officer = Visitor(town, "librarian"), Visitor(town, "officer")
    assert len(rows(library, "/provider/bookings")) == 2
    assert len(rows(library, "/provider/bookings?status=confirmed")) == 1
    assert [row[0] for row in rows(officer, "/municipality/bookings?q=zingen")] == ["Zingen"]
    assert rows(Visitor(town, "other_coordinator"), "/school/bookings") == []
