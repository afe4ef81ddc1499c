"""The provider sends its own invoice in, and finance judges what differs."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from catalogue.journal.outbox import drain
from portal.invoices.models import ReceivedInvoice
from portal.invoices.ubl import render_ubl
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.invoices.sent_in import claimed, paper, waiting

SEND = "/provider/received-invoices/send"


def test_an_invoice_is_sent_in_and_found_back(town: Town):
    ubl = SimpleUploadedFile("factuur.xml", render_ubl(paper(claimed(town))))
    visitor = Visitor(town, "musician")
    assert "Stuur deze factuur in" in visitor.open("/provider/received-invoices").buttons()
    assert visitor.client.post(SEND, {"file": ubl}).status_code == 303
    drain()
    assert "past bij de declaratie" in visitor.open("/provider/received-invoices").text


def test_a_plain_pdf_needs_all_that_it_says(town: Town):
    claim = claimed(town)
    visitor = Visitor(town, "musician")
    pdf = SimpleUploadedFile("factuur.pdf", b"%PDF-1.7 x")
    answer = visitor.client.post(SEND, {"file": pdf, "number": "1", "claim": str(claim.pk)})
    assert answer.status_code == 400 and "Vul dit ook in" in answer.content.decode()


def test_finance_reads_how_it_differs_and_decides(town: Town):
    row = waiting(town)
    finance = Visitor(town, "finance")
    assert f"/municipality/received-invoices/{row.pk}" in finance.open("/municipality/received-invoices").links()
    page = finance.open(f"/municipality/received-invoices/{row.pk}")
    assert "NL91ABNA0417164300" in page.text
    done = finance.press(page, "Toch verwerken", reason="Nagebeld")
    assert "Nagebeld" in done.text and ReceivedInvoice.objects.get().status == "accepted"


def test_the_library_reads_that_there_is_nothing_to_send(town: Town):
    page = Visitor(town, "librarian").open("/provider/received-invoices")
    assert "hoeft dus niets in te sturen" in page.text and "Stuur deze factuur in" not in page.buttons()
