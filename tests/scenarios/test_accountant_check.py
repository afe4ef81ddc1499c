"""DOMAIN § 7 rows 36 and 39: the accountant looks along, read only, and takes a sample with everything behind it."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from zipfile import ZipFile

import pytest
from django.utils import timezone

from catalogue.journal import outbox
from portal.accountability.queries import sisa_table
from tests.api.client import Api
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.accountability.with_evidence import paid

YEAR = timezone.localdate().year


def _index(content: bytes) -> list[dict[str, str]]:
    text = ZipFile(io.BytesIO(content)).read("index.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def _sample(api: Api, **said: object) -> list[dict[str, str]]:
    asked = api.post("audit-samples", {"year": YEAR, "number": 200, "seed": "2026"} | said)
    assert asked.status_code == 201, asked.content
    outbox.drain()
    job = api.get(f"jobs/{asked.json()['id']}").json()
    assert job["status"] == "done" and "2026" in job["words"]
    return _index(api.get(f"jobs/{job['id']}/file").content)


def test_the_accountant_draws_a_sample_and_draws_it_again(town: Town):
    paid(town, "10.00", "20.00", "30.00", "40.00")
    api = Api(town, "controller")
    first, second = _sample(api, number=2), _sample(api, number=2)
    assert [row["line"] for row in first] == [row["line"] for row in second]
    assert len(first) == 2 and all(row["invoices"] and row["payments"] and row["evidence"] == "1" for row in first)


def test_every_euro_of_the_table_stands_in_a_paid_claim(town: Town):
    paid(town, "10.01", "20.02", "30.03")
    table = sisa_table(town.municipality, YEAR)
    rows = _sample(Api(town, "controller"))
    assert sum(Decimal(row["amount"].replace(",", ".")) for row in rows) == table.total == Decimal("60.06")
    assert table.total == sum(row.year for row in table.rows) == sum(row.cumulative for row in table.rows)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("payment-batches", {}), ("bank-statements", {}),
        ("returned-payments", {"endToEndId": "x", "on": "2026-11-01"}),
        ("grants", {"regulation": "LOKAAL", "amount": "1.00", "spendUntil": "2027-07-31"}),
    ],
)  # fmt: skip
def test_the_accountant_changes_nothing(town: Town, path: str, body: dict[str, object]):
    assert Api(town, "controller").post(path, body).status_code == 403


def test_on_the_page_it_is_asked_and_found_again(town: Town):
    paid(town, "10.00")
    visitor = Visitor(town, "controller")
    page = visitor.open("/municipality/sample")
    visitor.press(page, "Maak de steekproef", number="1", seed="ABC")
    outbox.drain()
    assert "ABC" in visitor.open("/municipality/sample").text
