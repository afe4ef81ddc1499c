"""The year end: books are closed, the SiSa table is signed, and what comes later counts in the open year."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue.errors import Invalid, Refused
from catalogue.journal.outbox import drain
from portal.accountability.models import SignedLine
from portal.budgets import closing
from portal.budgets.models import Period
from portal.funding import actions as funding
from portal.payments import actions as payments
from tests import cast
from tests.api.client import Api, problem
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.accountability import years
from tests.portal.accountability.years import figures, on, paid, signed


def test_a_signed_year_is_sealed_and_what_the_bank_paid_in_it_counts_on_the_first_open_day(town: Town):
    years.npo(town)
    paid(town, 2022)
    with on(2022, 12):
        cast.approved(
            town, cast.claim(town, cast.booking(town, cast.offer(town, goal="a"), status="accepted", units=1))
        )
        drain()
        batch = payments.release(payments.prepare(by=town.actor("finance")), by=town.actor("finance2"))
    signed(town, 2022)
    with on(2023, 3):
        payments.settle(batch, on=date(2022, 12, 20), by=town.actor("finance"))
        payment = batch.payments.get()
        assert (payment.bank_on, payment.paid_on) == (date(2022, 12, 20), date(2023, 1, 1))
        year = Period.objects.get(year=2022, month=0)
        with pytest.raises(Refused) as refused:
            closing.reopen_period(year, reason="Toch nog iets", by=town.actor("finance2"))
        assert refused.value.code == "year_signed" and "2022" in refused.value.sentence
    assert figures(town, 2022) == ("125.00", "0.00", "125.00")
    assert figures(town, 2023) == ("125.00", "0.00", "250.00")


def test_nothing_is_received_or_passed_on_in_a_closed_year(town: Town):
    grant = years.npo(town)
    paid(town, 2022)
    signed(town, 2022)
    with on(2023, 3):
        with pytest.raises(Invalid) as invalid:
            funding.receive(grant, month=date(2021, 12, 1), on=date(2022, 12, 31), by=town.actor("finance"))
        assert [fault.code for fault in invalid.value.faults] == ["period_closed"]
        received = funding.receive(grant, month=date(2021, 12, 1), on=date(2023, 1, 1), by=town.actor("finance"))
    assert received.instalments.filter(received_on__year=2023).exists()


# On the page and through the API.


def test_two_people_sign_on_the_page(town: Town):
    years.npo(town)
    paid(town, 2022)
    years.closed(town, 2022)
    with on(2023, 2):
        controller, finance = Visitor(town, "controller"), Visitor(town, "finance")
        page = controller.open("/municipality/sisa/2022")
        asked = controller.press(page, "Leg deze tabel voor")
        assert "wacht op een tweede persoon" in asked.text and "Onderteken deze tabel" not in asked.text
        done = finance.press(finance.open("/municipality/sisa/2022"), "Onderteken deze tabel")
        assert "Ondertekend" in done.text and SignedLine.objects.get().signature.sha256 in done.text
        assert "D14/01" in finance.open("/municipality/sisa/2022?format=csv").text


def test_through_the_api(town: Town):
    years.npo(town)
    claim = paid(town, 2022)
    years.closed(town, 2022)
    with on(2023, 2):
        controller, finance = Api(town, "controller"), Api(town, "finance")
        made = controller.post("sisa-tables/2022/signatures", {"final": []}).json()
        assert (made["status"], made["year"], len(made["sha256"])) == ("proposed", 2022, 64)
        path = f"sisa-signatures/{made['id']}/confirmations"
        problem(controller.post(path), 409, "four_eyes")
        assert finance.post(path).json()["status"] == "signed"
        problem(controller.post("sisa-tables/2022/signatures", {}), 409, "wrong_state")
    years.credited(town, claim, 2023, "25.00")
    with on(2023, 6):
        finance = Api(town, "finance")
        table = finance.get("sisa-tables/2023").json()
        [row] = [row for row in table["rows"] if row["goal"] == "a"]
        assert (row["year"], row["correction"], row["cumulative"]) == ("0.00", "-25.00", "100.00")
        assert finance.get("sisa-tables/2022").json()["signature"]["status"] == "signed"
        [line] = finance.get(
            "sisa-tables/2023/evidence", {"regulation": "NPO", "goal": "a", "figure": "correction"}
        ).json()["results"]
        assert (line["claim"], line["amount"], line["correction"]) == (str(claim.pk), "-25.00", True)
        [form] = finance.get("sisa-tables/2022/forms").json()["forms"]
        assert next(box["number"] for box in form["boxes"]) == "D14/01" and form["boxes"][0]["value"] == "125.00"
