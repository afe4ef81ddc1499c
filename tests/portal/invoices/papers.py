"""The invoices of the tests: a music school, a municipality, and what the lessons cost. Everybody is invented."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from catalogue.money import rounded
from portal.invoices.document import Allowance, InvoiceDocument, Line, Party, vat_specification

SCHOOL = Party(
    name="Muziekschool De Klankkamer", legal_id="00009102", legal_scheme="0106", vat_id="NL000009015B01",
    street="Orgelpad 3", city="Veldermeer", postcode="1994 KL", iban="NL29DEMO0117436666",
    account_name="Stichting De Klankkamer", contact="klankkamer@demo.example",
)  # fmt: skip
SCHOOL_WITHOUT_VAT_ID = Party(
    name="Stichting Naastje", legal_id="00009110", legal_scheme="0106", vat_id=None, street="Veldpad 8",
    city="Veldermeer", postcode="1994 ND", iban="NL29DEMO0117436666",
)  # fmt: skip
MUNICIPALITY = Party(
    name="Gemeente Veldermeer", legal_id="00000099900942001000", legal_scheme="0190", vat_id=None,
    street="Raadhuisplein 1", city="Veldermeer", postcode="1994 AA",
)  # fmt: skip
EXEMPT = "Vrijgesteld van btw op grond van art. 11 Wet op de omzetbelasting 1968"
NO_VAT = "Geen btw: de leverancier is geen ondernemer voor de btw"
BY_CUSTOMER = "factuur uitgereikt door afnemer"
# The cases of the VAT matrix: category, rate, reason, supplier.
MATRIX = {
    "S 21": ("S", "21.00", None, SCHOOL),
    "S 9": ("S", "9.00", None, SCHOOL),
    "E": ("E", "0.00", EXEMPT, SCHOOL),
    "O": ("O", "0.00", NO_VAT, SCHOOL_WITHOUT_VAT_ID),
}


def lesson(number: int, price: str = "82.50", quantity: str = "12", **changes: Any) -> Line:
    """A line: twelve lessons at € 82.50 with 21% VAT, delivered on a day in March."""
    said = {
        "number": number, "description": "Muziekles in de klas", "quantity": Decimal(quantity), "unit_code": "C62",
        "unit_price": Decimal(price), "amount": rounded(Decimal(price) * Decimal(quantity)), "vat_category": "S",
        "vat_percent": Decimal("21.00"), "delivered_on": date(2027, 3, 1 + number % 28),
    }  # fmt: skip
    return Line(**{**said, **changes})


def invoice(*lines: Line, reasons: dict[str, str | None] | None = None, **changes: Any) -> InvoiceDocument:
    """A self-billed invoice of 15 March 2027 that adds up, unless a change says otherwise."""
    lines = lines or (lesson(1),)
    allowances = changes.get("allowances", ())
    rows = vat_specification(lines, reasons or {}, allowances)
    net, vat = sum(row.taxable for row in rows), sum(row.tax for row in rows)
    said: dict[str, Any] = {
        "number": "GM9042-00009102-2027-00042", "type_code": "389", "issued_on": date(2027, 3, 15),
        "due_on": date(2027, 4, 14), "supplier": SCHOOL, "customer": MUNICIPALITY,
        "buyer_reference": "VM-ONDERWIJS-2026", "order_reference": None, "preceding_invoice": None, "lines": lines,
        "vat_lines": rows, "net": net, "vat": vat, "gross": net + vat, "self_billed_words": BY_CUSTOMER, "notes": (),
        "programme": "Kansen voor ieder kind 2026-2027", "claim_reference": "0b9c1f5e-6a52-4d3e-9b1f-2a7c5d8e9f10",
    }  # fmt: skip
    return InvoiceDocument(**{**said, **changes})


def with_vat(case: str, **changes: Any) -> InvoiceDocument:
    """An invoice of one case of the VAT matrix."""
    category, percent, reason, supplier = MATRIX[case]
    line = lesson(1, vat_category=category, vat_percent=Decimal(percent))
    return invoice(line, reasons={category: reason}, supplier=supplier, **changes)


def credit_note(**changes: Any) -> InvoiceDocument:
    """What corrects invoice 00041."""
    return invoice(type_code="381", preceding_invoice="GM9042-00009102-2027-00041", **changes)


def reduced(**changes: Any) -> InvoiceDocument:
    """One lesson of twelve did not take place, material came with it, and the whole has travel and a discount."""
    rate = {"vat_category": "S", "vat_percent": Decimal("21.00")}
    less, more = Allowance(Decimal("82.50"), "Eén les viel uit"), Allowance(Decimal("10.00"), "Materiaal", charge=True)
    line = lesson(1, amount=Decimal("917.50"), allowances=(less, more))
    whole = (
        Allowance(Decimal("17.50"), "Korting", **rate), Allowance(Decimal("25.00"), "Reiskosten", charge=True, **rate),
    )  # fmt: skip
    return invoice(line, allowances=whole, **changes)
