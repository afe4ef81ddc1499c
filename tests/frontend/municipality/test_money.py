"""Dividing, paying and accounting: the rule with its result, two people on every payment, and the lines behind SiSa."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from catalogue.journal import outbox
from portal.budgets.models import Account
from portal.payments import actions as payments
from portal.payments.models import Batch
from tests.cast import COUNTED_ON, Town, approved
from tests.frontend.visitor import Visitor

RULE = {"pot": "16000", "per_school": "2.000,00", "reference_date": COUNTED_ON.isoformat()}


def _paid(town: Town) -> Batch:
    made = approved(town)
    outbox.drain()
    assert made.invoices.get().status == "sent"
    return payments.prepare(by=town.actor("finance"))


def test_a_rule_shows_its_result_at_once_and_keeps_nothing(town: Town):
    visitor = Visitor(town, "officer")
    page = visitor.open("/municipality/split", **RULE)
    assert "€ 16.000,00" in page.text and "+ € 1.000,00" in page.text
    assert Account.objects.get(school=town.kring).granted == Decimal("3000.00")


def test_adopting_a_split(town: Town):
    visitor = Visitor(town, "officer")
    done = visitor.press(visitor.open("/municipality/split", **RULE), "Stel deze verdeling vast")
    assert done.status == 200 and Account.objects.get(school=town.kring).granted == Decimal("4000.00")


@pytest.mark.parametrize(
    "wrong", [{"pot": "10"}, {"pot": "veel"}, {"per_school": "-1"}, {"reference_date": "gisteren"}]
)
def test_a_rule_that_cannot_be_is_told_in_words(town: Town, wrong: dict[str, str]):
    page = Visitor(town, "officer").open("/municipality/split", **(RULE | wrong))
    assert page.status in (400, 409) and "Stel deze verdeling vast" not in page.buttons()


def test_only_an_officer_divides(town: Town):
    visitor = Visitor(town, "finance")
    assert "Reken" not in " ".join(visitor.open("/municipality/split").buttons())
    assert visitor.client.post("/municipality/split/adopt", RULE).status_code == 403
    assert Account.objects.get(school=town.kring).granted == Decimal("3000.00")


def test_one_prepares_another_releases_and_the_bank_pays(town: Town):
    approved(town)
    outbox.drain()
    finance, second = Visitor(town, "finance"), Visitor(town, "finance2")
    page = finance.press(finance.open("/municipality/payments"), "Zet klaar wat is aangevinkt")
    batch = Batch.objects.get()
    assert page.path == f"/municipality/payments/{batch.pk}"
    assert "Geef deze betalingen vrij" not in page.buttons()
    assert finance.client.post(f"/municipality/payments/{batch.pk}/release").status_code == 409
    released = second.press(second.open(page.path), "Geef deze betalingen vrij")
    assert Batch.objects.get().sha1 in released.text
    answer = second.client.get(f"/municipality/payments/{batch.pk}/file")
    assert answer.headers["Content-Disposition"].startswith("attachment") and b"pain.001.001.09" in answer.content
    finance.press(finance.open(page.path), "De bank heeft dit allemaal betaald")
    assert Batch.objects.get().status == "settled"


def test_nothing_ticked_is_refused_in_words(town: Town):
    approved(town)
    outbox.drain()
    finance = Visitor(town, "finance")
    page = finance.press(finance.open("/municipality/payments"), "Zet klaar wat is aangevinkt", invoices=[])
    assert page.status == 400 and not Batch.objects.exists()


def test_the_bank_file_is_not_there_before_the_release(town: Town):
    batch = _paid(town)
    assert Visitor(town, "finance").open(f"/municipality/payments/{batch.pk}/file").status == 404


def test_every_figure_of_sisa_opens_its_lines(town: Town):
    batch = _paid(town)
    payments.release(batch, by=town.actor("finance2"))
    payments.settle(batch, by=town.actor("finance"))
    year = timezone.localdate().year
    visitor = Visitor(town, "controller")
    page = visitor.open("/municipality/sisa")
    assert page.path == f"/municipality/sisa/{year}"
    figures = [link for link in page.links() if f"/sisa/{year}/" in link]
    assert len(figures) == 2
    for link in figures:
        lines = visitor.open(link)
        assert lines.title == "€ 250,00" and len(lines.all("//tbody/tr")) == 1
    assert visitor.open("/municipality/sisa/1600").status == 404


def test_documents_of_an_invoice(town: Town):
    batch = _paid(town)
    invoice = batch.payments.get().invoice
    for who, door in (("finance", "municipality"), ("librarian", "provider")):
        visitor = Visitor(town, who)
        page = visitor.open(f"/{door}/invoices/{invoice.pk}")
        assert invoice.number in page.title and page.text.count("SHA-256") == 2
        pdf = visitor.client.get(f"/{door}/invoices/{invoice.pk}/pdf")
        assert pdf.content.startswith(b"%PDF-") and "attachment" in pdf.headers["Content-Disposition"]
        assert visitor.client.get(f"/{door}/invoices/{invoice.pk}/docx").status_code == 404
    assert Visitor(town, "musician").open(f"/provider/invoices/{invoice.pk}").status == 404
