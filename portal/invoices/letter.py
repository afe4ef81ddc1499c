"""The e-mail with which an invoice goes to its provider: what it is, the files, and how to accept it or object."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.money import written
from portal.invoices.accepting_states import ASKED
from portal.invoices.models import Acceptance, Invoice
from portal.invoices.terms import answer_by
from portal.people.models import User
from portal.post.actions import Attached, Message

FILES: Final = {"pdf": ("pdf", "application/pdf"), "ubl": ("xml", "application/xml")}


def files_of(invoice: Invoice) -> tuple[Attached, ...]:
    """Its PDF, with the UBL inside, and its UBL, as they were kept."""
    return tuple(
        Attached(f"{invoice.number}.{ending}", bytes(row.content), media_type)
        for row in invoice.documents.order_by("kind")
        for ending, media_type in (FILES[row.kind],)
    )


def letter(invoice: Invoice, user: User, files: Sequence[Attached]) -> Message:
    """To one manager, in the language of that person; marked as a repeat when it was sent before."""
    with translation.override(user.language):
        shown = {
            "number": invoice.number, "municipality": invoice.municipality.name, "due": _day(invoice.due_on),
            "amount": written(invoice.gross_amount),
        }  # fmt: skip
        if invoice.kind == "credit_note":
            subject = _("Credit note %(number)s of %(amount)s")
            words = _("%(municipality)s wrote this credit note of %(amount)s with VAT in your name.")
        else:
            subject = _("Invoice %(number)s of %(amount)s")
            words = _("%(municipality)s wrote this invoice of %(amount)s with VAT in your name, to be paid by %(due)s.")
        parts = (
            _("Dear %(name)s,") % {"name": user.name}, words % shown,
            _("Keep both files in your books: the PDF is for people, the UBL (also inside the PDF) for your program."),
            _asked(invoice), f"{settings.PUBLIC_URL}{reverse('providers:invoice', args=[invoice.pk])}",
        )  # fmt: skip
        body = "\n\n".join(part for part in parts if part)
        return Message(user.email, subject % shown, body, user.language, files=files, again=bool(invoice.sent_at))


def _asked(invoice: Invoice) -> str:
    row = Acceptance.objects.filter(invoice=invoice, status__in=ASKED).first()
    if row is None:
        return ""
    until = row.until or answer_by(timezone.localdate())
    return _("Is it right? Accept it with one press, or say what is wrong, by %(day)s at the latest. Without an answer "
             "it counts as accepted after that day.") % {"day": _day(until)}  # fmt: skip


def _day(day: date) -> str:
    return date_format(day, "j F Y")
