"""A register twice as long takes at most twice as much: statements by lots, memory by rows."""

from __future__ import annotations

import tracemalloc

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.duo import actions as duo
from catalogue.duo.reading import How, parsed
from tests.cast import OPERATOR, Town
from tests.catalogue.duo.files import many_sites

NUMBER = 400


def _statements(number: int) -> int:
    row = duo.look(many_sites(number), "sites.csv", by=OPERATOR)
    with CaptureQueriesContext(connection) as seen:
        duo.load(row, by=OPERATOR)
    return len(seen)


@pytest.mark.slow
def test_a_thousand_sites_are_not_a_thousand_statements(town: Town):
    few, more = _statements(NUMBER), _statements(3 * NUMBER)
    assert more <= 3 * few
    assert few < NUMBER / 10


def test_memory_grows_with_the_rows_and_no_faster():
    def peak(number: int) -> int:
        content = many_sites(number)
        tracemalloc.start()
        parsed(content, "sites.csv", How())
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    one, two = peak(1000), peak(2000)
    assert two < 2.3 * one
    assert two < 2000 * 4000, "less than four kilobytes for a row"
