"""Everything that an invoice says, without rows or requests: frozen when its number is drawn, kept as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Party:
    """Supplier or customer. `legal_scheme` is 0106 (KvK) or 0190 (OIN)."""

    name: str
    legal_id: str
    legal_scheme: str
    vat_id: str | None
    street: str
    city: str
    postcode: str
    country: str = "NL"
    iban: str | None = None
    account_name: str | None = None
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class VatLine:
    """What is taxed at one rate: category S (charged), E (exempt) or O (outside), with the reason for the last two."""

    category: str
    percent: Decimal
    taxable: Decimal
    tax: Decimal
    exemption_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `amount` is without VAT."""

    number: int
    description: str
    quantity: Decimal
    unit_code: str
    unit_price: Decimal
    amount: Decimal
    vat_category: str
    vat_percent: Decimal
    delivered_on: date | None = None


@dataclass(frozen=True, slots=True)
class InvoiceDocument:
    """One invoice or credit note. `type_code`: 380, 381 (credit note) or 389 (self-billed)."""

    number: str
    type_code: str
    issued_on: date
    due_on: date
    supplier: Party
    customer: Party
    buyer_reference: str | None
    order_reference: str | None
    preceding_invoice: str | None
    lines: tuple[Line, ...]
    vat_lines: tuple[VatLine, ...]
    net: Decimal
    vat: Decimal
    gross: Decimal
    self_billed_words: str | None
    notes: tuple[str, ...]
    programme: str
    claim_reference: str
    language: str = "nl"

    def to_json(self) -> dict[str, Any]:
        """Plain JSON: amounts as text, days as YYYY-MM-DD."""
        plain = _plain(asdict(self))
        assert isinstance(plain, dict)
        return plain

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> InvoiceDocument:
        """The same document again, exactly."""
        return cls(
            **content
            | {
                "issued_on": date.fromisoformat(content["issued_on"]),
                "due_on": date.fromisoformat(content["due_on"]),
                "supplier": Party(**content["supplier"]),
                "customer": Party(**content["customer"]),
                "lines": tuple(Line(**_typed(line)) for line in content["lines"]),
                "vat_lines": tuple(VatLine(**_typed(line)) for line in content["vat_lines"]),
                "notes": tuple(content["notes"]),
                "net": Decimal(content["net"]),
                "vat": Decimal(content["vat"]),
                "gross": Decimal(content["gross"]),
            }
        )


_AMOUNTS = frozenset({"quantity", "unit_price", "amount", "vat_percent", "percent", "taxable", "tax"})


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _typed(line: dict[str, Any]) -> dict[str, Any]:
    typed = {key: Decimal(value) if key in _AMOUNTS else value for key, value in line.items()}
    if typed.get("delivered_on"):
        typed["delivered_on"] = date.fromisoformat(typed["delivered_on"])
    return typed
