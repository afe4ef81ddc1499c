"""The finance officer puts an invoice right from its page; everybody who sees it sees what became of it."""

from __future__ import annotations

from decimal import Decimal

from portal.invoices.models import Invoice
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.invoices import notes

MAKE, BACK = "Maak de creditnota", "€ 100,00 is terug"


def test_a_part_is_credited_and_both_sides_read_it(town: Town):
    row = notes.issued(town)
    finance = Visitor(town, "finance")
    page = finance.open(f"/municipality/invoices/{row.pk}")
    assert f"/municipality/invoices/{row.pk}/credit" in page.links()
    form = finance.open(f"/municipality/invoices/{row.pk}/credit")
    done = finance.press(form, MAKE, **{"line-1": "100", "reason": "Eén les minder"})
    note = Invoice.objects.get(kind="credit_note")
    assert done.title == f"Creditnota {note.number}" and "Eén les minder" in done.text
    for who, address in (("finance", "municipality"), ("librarian", "provider")):
        text = Visitor(town, who).open(f"/{address}/invoices/{row.pk}").text
        assert note.number in text and "Te betalen € 150,00" in text
        assert row.number in Visitor(town, who).open(f"/{address}/invoices/{note.pk}").text


def test_what_is_typed_wrongly_stays_and_is_said_beside_the_line(town: Town):
    row = notes.issued(town)
    finance = Visitor(town, "finance")
    form = finance.open(f"/municipality/invoices/{row.pk}/credit")
    page = finance.press(form, MAKE, **{"line-1": "900", "reason": "Te veel"})
    assert page.status == 400 and "hoogstens € 250,00" in page.text and "Te veel" in page.text
    assert finance.press(form, MAKE, **{"line-1": "", "reason": "Niets"}).status == 400
    assert not Invoice.objects.filter(kind="credit_note").exists()


def test_money_that_comes_back_is_recorded(town: Town):
    row = notes.paid(town, notes.issued(town))
    note = notes.credited(town, row, lines=[(1, Decimal("100.00"))])
    finance = Visitor(town, "finance")
    page = finance.open(f"/municipality/invoices/{note.pk}")
    assert "€ 100,00 was al betaald en moet terugkomen" in page.text
    done = finance.press(page, BACK)
    assert done.status == 200 and BACK not in done.buttons()
    assert Invoice.objects.get(pk=note.pk).to_recover == 0


def test_it_is_set_off_against_an_open_invoice(town: Town):
    row, other = notes.paid(town, notes.issued(town)), notes.issued(town)
    note = notes.credited(town, row, lines=[(1, Decimal("100.00"))])
    finance = Visitor(town, "finance")
    page = finance.press(finance.open(f"/municipality/invoices/{note.pk}"), "Verrekenen", against=str(other.pk))
    assert page.status == 200 and Invoice.objects.get(pk=other.pk).to_pay == Decimal("150.00")


def test_others_see_no_way_to_credit(town: Town):
    row = notes.issued(town)
    assert "/credit" not in " ".join(Visitor(town, "controller").open(f"/municipality/invoices/{row.pk}").links())
    assert Visitor(town, "controller").open(f"/municipality/invoices/{row.pk}/credit").status == 403
