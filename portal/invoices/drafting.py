"""From an approved claim to everything that its invoice says. Rates, terms and prescribed words come as dated facts."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from catalogue.money import ZERO, rounded
from catalogue.organisations.models import Municipality, Provider
from catalogue.programmes.queries import fact, number
from portal.claims.models import Claim, ClaimLine
from portal.invoices.completeness import complete
from portal.invoices.document import Allowance, InvoiceDocument, Line, Party, VatLine

CATEGORIES = {"standard": "S", "exempt": "E", "none": "O"}
UNIT_CODES = {"session": "C62", "group": "C62", "pupil": "C62", "lump_sum": "C62", "hour": "HUR"}


def draft(claim: Claim, *, invoice_number: str, issued_on: date) -> InvoiceDocument:
    """The invoice of a claim whose decision is final; lines of which nothing was sanctioned are left out.

    `Invalid` with every fault when it may not be issued like this: an address or IBAN that is not there, for instance.
    """
    provider, payer = claim.provider, claim.municipality
    assert provider is not None  # a claim of a school has no invoice
    category, percent, reason = vat_of(provider, issued_on)
    lines = [
        _line(position, line, category, percent)
        for position, line in enumerate((each for each in _lines(claim) if each.granted), start=1)
    ]
    net = sum((line.amount for line in lines), ZERO)
    tax = rounded(net * percent / 100)
    days = int(number("invoice.payment.days", issued_on))
    document = InvoiceDocument(
        number=invoice_number,
        type_code="389",
        issued_on=issued_on,
        due_on=issued_on + timedelta(days=days),
        supplier=supplier_of(provider),
        customer=customer_of(payer),
        buyer_reference=payer.invoice_reference or payer.code,
        order_reference=None,
        preceding_invoice=None,
        lines=tuple(lines),
        vat_lines=(VatLine(category, percent, net, tax, reason),),
        net=net,
        vat=tax,
        gross=net + tax,
        self_billed_words=fact("invoice.self_billed.words", issued_on),
        notes=(),
        programme=claim.programme.name,
        claim_reference=str(claim.pk),
        language="nl",
    )
    return complete(document)


def vat_of(provider: Provider, on: date) -> tuple[str, Decimal, str | None]:
    """UBL category, rate in percent, and the reason when no VAT is charged (DOMAIN § 3.3)."""
    if provider.vat_status == "standard":
        return CATEGORIES["standard"], number(f"vat.{provider.vat_rate}", on), None
    return CATEGORIES[provider.vat_status], ZERO, fact(f"vat.{provider.vat_status}.reason", on)


def supplier_of(provider: Provider) -> Party:
    """The provider as a party of the invoice."""
    return Party(
        name=provider.name, legal_id=provider.kvk, legal_scheme="0106", vat_id=provider.vat_id or None,
        street=provider.street, city=provider.city, postcode=provider.postcode, iban=provider.iban,
        account_name=provider.account_name, contact=provider.email or None,
    )  # fmt: skip


def customer_of(payer: Municipality) -> Party:
    """The municipality as a party of the invoice."""
    return Party(
        name=payer.name, legal_id=payer.oin, legal_scheme="0190", vat_id=None, street=payer.street, city=payer.city,
        postcode=payer.postcode, iban=None, account_name=None, contact=None,
    )  # fmt: skip


def _lines(claim: Claim) -> list[ClaimLine]:
    return list(claim.lines.select_related("booking__revision").order_by("position"))


def _line(position: int, line: ClaimLine, category: str, percent: Decimal) -> Line:
    """As claimed, with what was not sanctioned taken off for the reason that the approver gave.

    A line whose claimed amount is not quantity times price becomes one unit of the sanctioned amount.
    """
    whole = line.amount == line.unit_price * line.quantity
    less = line.amount - line.granted if whole else ZERO
    booking = line.booking
    assert booking is not None  # so the claim of a provider is about bookings only
    delivery = booking.deliveries.filter(replaced_by=None).order_by("-date", "-pk").first()
    description = line.description if whole else _("%(what)s (granted in part)") % {"what": line.description}
    reason = line.reason or _("granted in part")
    return Line(
        number=position,
        description=description,
        quantity=Decimal(line.quantity if whole else 1),
        unit_code=UNIT_CODES[booking.revision.unit] if whole and booking.fee is None else "C62",
        unit_price=line.unit_price if whole else line.granted,
        amount=line.granted,
        vat_category=category,
        vat_percent=percent,
        delivered_on=delivery.date if delivery else None,
        allowances=(Allowance(less, reason),) if less else (),
    )
