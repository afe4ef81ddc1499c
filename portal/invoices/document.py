"""What an invoice says, as plain data: no rows, no database. It is frozen as JSON when its number is drawn.

From the same document the same UBL (`ubl.py`) and the same PDF (`pdf.py`) are made, today and in seven years.
Amounts are `Decimal` euros with two decimals; a credit note has positive amounts, as UBL asks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from catalogue.money import ZERO, rounded
from portal.invoices.parts import (
    CREDIT_NOTE,
    EXEMPT,
    GOVERNMENT,
    INVOICE,
    OUTSIDE,
    SELF_BILLED,
    STANDARD,
    TRADE_REGISTER,
    Allowance,
    Line,
    Party,
    VatLine,
)

__all__ = [
    "CREDIT_NOTE",
    "EXEMPT",
    "GOVERNMENT",
    "INVOICE",
    "OUTSIDE",
    "SELF_BILLED",
    "STANDARD",
    "TRADE_REGISTER",
    "Allowance",
    "InvoiceDocument",
    "Line",
    "Party",
    "VatLine",
    "vat_specification",
]


@dataclass(frozen=True, slots=True)
class InvoiceDocument:
    """Everything that an invoice (380), credit note (381) or self-billed invoice (389) says, and nothing else."""

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
    allowances: tuple[Allowance, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values (dates as ISO text, amounts as text with their decimals); `from_json` gives it back."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> InvoiceDocument:
        """The document that `to_json` made `content` of, equal in every field. `KeyError`, `TypeError` otherwise."""
        return cls(
            **{
                **_decimals(content, "net", "vat", "gross"),
                "issued_on": date.fromisoformat(content["issued_on"]),
                "due_on": date.fromisoformat(content["due_on"]),
                "supplier": Party(**content["supplier"]),
                "customer": Party(**content["customer"]),
                "lines": tuple(_line(each) for each in content["lines"]),
                "vat_lines": tuple(_vat_line(each) for each in content["vat_lines"]),
                "notes": tuple(content["notes"]),
                "allowances": _allowances(content),
            }
        )

    @property
    def issued_by_customer(self) -> bool:
        """Whether the customer made it (self-billing): its corrections too, for which UBL has no code of their own."""
        return self.type_code == SELF_BILLED or bool(self.self_billed_words)

    @property
    def lines_total(self) -> Decimal:
        """The sum of the lines, before what is taken off or put on the whole."""
        return sum((line.amount for line in self.lines), ZERO)

    @property
    def delivered_on(self) -> date | None:
        """The day of the last delivery, when the lines tell."""
        days = [line.period[1] if line.period else line.delivered_on for line in self.lines]
        return max((day for day in days if day), default=None)


def vat_specification(
    lines: Sequence[Line], reasons: Mapping[str, str | None], allowances: Sequence[Allowance] = ()
) -> tuple[VatLine, ...]:
    """VAT per category and rate, on the sum of the lines and not per line (EN 16931, BR-CO-17), highest rate first.

    `reasons` has the text that says why a category (E, O) carries no VAT.
    """
    sums: dict[tuple[str, Decimal], Decimal] = {}
    for line in lines:
        key = (line.vat_category, line.vat_percent)
        sums[key] = sums.get(key, ZERO) + line.amount
    for each in allowances:
        key = (each.vat_category, each.vat_percent)
        sums[key] = sums.get(key, ZERO) + each.effect
    return tuple(
        VatLine(category, percent, taxable, rounded(taxable * percent / 100), reasons.get(category))
        for (category, percent), taxable in sorted(sums.items(), key=lambda each: (-each[0][1], each[0][0]))
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _decimals(content: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {**content, **{name: Decimal(content[name]) for name in names}}


def _allowances(content: Mapping[str, Any]) -> tuple[Allowance, ...]:
    """Nothing for what was frozen before there were any."""
    return tuple(Allowance(**_decimals(each, "amount", "vat_percent")) for each in content.get("allowances", ()))


def _vat_line(content: Mapping[str, Any]) -> VatLine:
    return VatLine(**_decimals(content, "percent", "taxable", "tax"))


def _line(content: Mapping[str, Any]) -> Line:
    delivered, period = content["delivered_on"], content.get("period")
    return Line(
        **{
            **_decimals(content, "quantity", "unit_price", "amount", "vat_percent"),
            "delivered_on": date.fromisoformat(delivered) if delivered else None,
            "allowances": _allowances(content),
            "period": (date.fromisoformat(period[0]), date.fromisoformat(period[1])) if period else None,
        }
    )
