"""DOMAIN § 7 rows 36 and 39: the accountant looks along, read only but for questions, and takes a sample.

In the sample is everything behind each item, and the questions about what is in doubt with their answers.
"""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any
from zipfile import ZipFile

import pytest
from django.utils import timezone

from catalogue.journal import outbox
from portal.accountability.queries import sisa_table
from portal.claims.models import Claim
from portal.invoices import crediting
from portal.invoices.models import Invoice
from tests.api.client import Api
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.house.rounds import a_file
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


def _asked(controller: Api, item: dict[str, str], **said: str) -> dict[str, Any]:
    asked = controller.post("audit-questions", {"line": item["line"], "words": "Wie kwam er?"} | said)
    assert asked.status_code == 201, asked.content
    question: dict[str, Any] = asked.json()
    return question


def _answered(finance: Api, asked: dict[str, Any], words: str) -> None:
    """What finance says, with a file that shows it."""
    answer = finance.post(f"audit-questions/{asked['id']}/remarks", {"words": words}).json()["remarks"][-1]
    assert finance.upload(f"audit-remarks/{answer['id']}/files", file=a_file()).status_code == 201


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


def _thread(content: bytes, folder: str) -> list[dict[str, str]]:
    text = ZipFile(io.BytesIO(content)).read(f"{folder}/questions.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_an_item_in_doubt_is_asked_about_answered_not_accepted_and_corrected(town: Town):
    """Row 39 as a whole: draw, doubt, ask, answer with proof, conclude, put right, conclude again; on one road."""
    paid(town, "10.00", "20.00")
    before = sisa_table(town.municipality, YEAR).total
    controller, finance = Api(town, "controller"), Api(town, "finance")
    item = next(row for row in _sample(controller) if row["amount"] == "20,00")
    asked = _asked(controller, item, amount="20.00")
    assert [each["deed"] for each in finance.get("tasks").json()["results"]] == ["answer_controller"]
    _answered(finance, asked, "Groep 5, zie de lijst")
    said = {"conclusion": "not_accepted", "reason": "Dezelfde lijst als in september"}
    assert controller.post(f"audit-questions/{asked['id']}/conclusions", said).json()["inDoubt"] == "20.00"
    assert sisa_table(town.municipality, YEAR).total == before, "a question changes no money"
    claim = Claim.objects.get(pk=item["claim"])
    crediting.credit(Invoice.objects.get(claim=claim), reason="Dubbel", by=town.actor("finance"))
    done = {"conclusion": "corrected", "reason": "Creditnota"}
    assert controller.post(f"audit-questions/{asked['id']}/conclusions", done).json()["inDoubt"] == "0.00"
    assert sisa_table(town.municipality, YEAR).total == before - Decimal("20.00")
    (row,) = controller.get("reports/audit-questions", {"year": YEAR}).json()["results"]
    assert (row["status"], row["amount"], row["spent"]) == ("corrected", "20.00", "0.00")


def test_the_sample_that_is_drawn_afterwards_has_the_question_and_its_proof(town: Town):
    paid(town, "10.00")
    controller, finance = Api(town, "controller"), Api(town, "finance")
    (item,) = _sample(controller)
    asked = _asked(controller, item)
    _answered(finance, asked, "Zie de lijst")
    controller.post(f"audit-questions/{asked['id']}/conclusions", {"conclusion": "in_order", "reason": "Gezien"})
    job = controller.post("audit-samples", {"year": YEAR, "number": 1, "seed": "na"}).json()
    outbox.drain()
    content = controller.get(f"jobs/{job['id']}/file").content
    (item,) = _index(content)
    rows = _thread(content, item["folder"])
    assert item["questions"] == "in_order"
    assert [row["words"] for row in rows] == ["Wie kwam er?", "Zie de lijst", "Gezien"]
    assert ZipFile(io.BytesIO(content)).read(f"{item['folder']}/{rows[1]['files']}").startswith(b"%PDF")


@pytest.mark.parametrize("who", ["librarian", "coordinator", "board"])
def test_who_was_paid_never_hears_of_a_doubt(town: Town, who: str):
    paid(town, "10.00")
    (item,) = _sample(Api(town, "controller"))
    asked = _asked(Api(town, "controller"), item)
    api = Api(town, who)
    assert api.get(f"audit-questions/{asked['id']}").status_code in (403, 404)
    assert api.post(f"audit-questions/{asked['id']}/remarks", {"words": "Ik"}).status_code in (403, 404)


def test_on_the_page_it_is_asked_and_found_again(town: Town):
    paid(town, "10.00")
    visitor = Visitor(town, "controller")
    page = visitor.open("/municipality/sample")
    visitor.press(page, "Maak de steekproef", number="1", seed="ABC")
    outbox.drain()
    assert "ABC" in visitor.open("/municipality/sample").text
