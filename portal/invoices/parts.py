"""The parts of an invoice as plain data: parties, lines, what is taken off or put on, and VAT per rate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from catalogue.money import ZERO, rounded

INVOICE, CREDIT_NOTE, SELF_BILLED = "380", "381", "389"
TRADE_REGISTER, GOVERNMENT = "0106", "0190"
STANDARD, EXEMPT, OUTSIDE = "S", "E", "O"


@dataclass(frozen=True, slots=True)
class Party:
    """Who sells or buys. `legal_scheme`: 0106 for a KvK number, 0190 for an OIN. `contact` is an e-mail address."""

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
    """VAT per category and rate: S standard, E exempt, O outside the scope of VAT; the reason belongs to E and O."""

    category: str
    percent: Decimal
    taxable: Decimal
    tax: Decimal
    exemption_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is taken off (or, a `charge`, put on) a line or the whole, and why; `amount` has no sign and no VAT.

    On the whole of an invoice it has a VAT category and rate of its own; on a line it has those of the line.
    """

    amount: Decimal
    reason: str
    charge: bool = False
    vat_category: str = ""
    vat_percent: Decimal = ZERO

    @property
    def effect(self) -> Decimal:
        """What it does to a sum."""
        return self.amount if self.charge else -self.amount


@dataclass(frozen=True, slots=True)
class Line:
    """What was delivered. `unit_code` is of UN/ECE recommendation 20 (C62 one, HUR hour); prices are without VAT.

    `amount` is quantity times price, less the allowances of the line and plus its charges.
    """

    number: int
    description: str
    quantity: Decimal
    unit_code: str
    unit_price: Decimal
    amount: Decimal
    vat_category: str
    vat_percent: Decimal
    delivered_on: date | None = None
    period: tuple[date, date] | None = None
    allowances: tuple[Allowance, ...] = ()

    @property
    def due(self) -> Decimal:
        """What the amount of the line must be: quantity times price, less allowances, plus charges."""
        return rounded(self.quantity * self.unit_price) + sum((each.effect for each in self.allowances), ZERO)
