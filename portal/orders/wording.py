"""What stands on a purchase order, as the content of a letter: frozen when the number was drawn."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.house_style import style_of
from catalogue.money import written
from catalogue.organisations.models import Municipality
from portal.bookings.models import Booking
from portal.letters.drafting import day

LANGUAGE: Final = "nl"  # an administrative body writes Dutch (Awb 2:6)


def content_of(booking: Booking, number: str, on: date) -> dict[str, Any]:
    """What is ordered, for which school, for how much, and what to write on the invoice."""
    payer, provider = booking.municipality, booking.provider
    with translation.override(LANGUAGE):
        style = style_of(payer.house_style)
        street, place = provider.street, f"{provider.postcode} {provider.city}".strip()
        return {
            "language": LANGUAGE, "kind": "purchase_order", "number": number, "on": on.isoformat(),
            "sender": {"name": payer.name, "address": _address(payer)},
            "recipient": {"name": provider.name, "address": [line for line in (street, place) if line]},
            "facts": _facts(booking, number, on),
            "subject": _("Purchase order %s") % number,
            "blocks": [{"kind": "text", "text": text} for text in _paragraphs(booking, number)],
            "closing": [payer.name],
            "page": _("Page {page} of {pages}"),
            "replaced": _("A character that cannot be printed shows as □."),
            "colours": asdict(style.colours), "logo": style.logo,
        }  # fmt: skip


def _facts(booking: Booking, number: str, on: date) -> list[list[str]]:
    planned = booking.planned_on
    rows = [
        (_("Date"), day(on)),
        (_("Order number"), number),
        (_("What"), booking.revision.title),
        (_("For"), booking.school.name),
        (_("When"), day(planned) if planned else _("to be agreed with the school")),
        (_("How many"), str(booking.quantity)),
        (_("Price without VAT"), written(booking.revision.price)),
        (_("Amount without VAT"), written(booking.charged)),
    ]
    return [[label, value] for label, value in rows]


def _paragraphs(booking: Booking, number: str) -> list[str]:
    payer = booking.municipality
    return [
        _("We order the above of you. Arrange with the school when and where it takes place."),
        _("After the delivery send one invoice, by way of the portal. Write on it order number %(number)s (BT-13) and "
          "our reference %(reference)s.") % {"number": number, "reference": payer.invoice_reference or payer.code},
        _("An invoice for more than this order, or without its number, cannot be paid at once. A claim is not needed."),
    ]  # fmt: skip


def _address(payer: Municipality) -> list[str]:
    return [line for line in (payer.street, f"{payer.postcode} {payer.city}".strip()) if line]
