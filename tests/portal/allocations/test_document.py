"""An auditor runs it again from the file: the same input gives the same bytes, whoever runs it."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings

from catalogue.errors import Invalid
from portal.allocations.document import digest, read, result, written
from portal.allocations.problem import Problem
from portal.allocations.solving import solve
from tests.portal.allocations.instances import large, small

TOWN = large(schools=20, offers=15)


@settings(max_examples=50)
@given(small())
def test_what_is_written_is_read_again(problem: Problem):
    again = read(json.loads(json.dumps(written(problem))))
    assert written(again) == written(problem)
    assert result(again, solve(again)) == result(problem, solve(problem))


def test_the_order_of_the_rows_changes_no_byte():
    turned = replace(TOWN, wishes=TOWN.wishes[::-1], budgets=dict(reversed(list(TOWN.budgets.items()))))
    assert digest(written(turned)) == digest(written(TOWN))
    assert digest(result(turned, solve(turned))) == digest(result(TOWN, solve(TOWN)))


def test_the_command_prints_the_hash_of_the_result(tmp_path: Path):
    file, out, said = tmp_path / "input.json", tmp_path / "result.json", StringIO()
    file.write_text(json.dumps(written(TOWN)))
    expected = digest(result(TOWN, solve(TOWN)))
    call_command("allocate", str(file), "--output", str(out), "--expect", expected, stdout=said)
    assert said.getvalue().splitlines()[-1] == expected
    assert digest(json.loads(out.read_text())) == expected
    with pytest.raises(CommandError, match="another result"):
        call_command("allocate", str(file), "--expect", "0" * 64, stdout=StringIO())


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": "other/1"}'])
def test_a_file_that_is_none_is_refused_in_words(tmp_path: Path, content: str):
    file = tmp_path / "input.json"
    file.write_text(content)
    with pytest.raises(CommandError):
        call_command("allocate", str(file), stdout=StringIO())


@pytest.mark.parametrize(
    "wrong",
    [{"wishes": None}, {"budget": -1}, {"budgets": {"s1": "3.00"}}, {"capacities": {"o1": True}}, {"helped": [1]},
     {"wishes": [{"school": "s1"}]}, {"weights": [1]}, {"seed": 7}],
)  # fmt: skip
def test_a_value_that_cannot_be_is_named(wrong: dict[str, Any]):
    with pytest.raises(Invalid) as invalid:
        read(written(TOWN) | wrong)
    assert invalid.value.faults[0].location.split("/")[1] in (*wrong, "format")


def test_a_wish_stands_in_it_once():
    said = written(TOWN)
    with pytest.raises(Invalid):
        read(said | {"wishes": [*said["wishes"], said["wishes"][0]]})
