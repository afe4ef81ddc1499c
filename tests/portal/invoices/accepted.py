"""Invoices of the library that were sent, with what it says of them: waiting, objected to, kept, accepted, credited."""

from __future__ import annotations

from portal.invoices import accepting
from portal.invoices.models import Acceptance, Invoice
from portal.invoices.queries import acceptance_of
from tests.cast import Town
from tests.portal.invoices import notes

REASON = "Wij kwamen drie keer, niet twee"


def waiting(town: Town, invoice: Invoice | None = None) -> Acceptance:
    """One of € 250, or this one: it was sent, and nobody answered yet."""
    return acceptance_of(invoice or notes.issued(town))


def objected(town: Town, invoice: Invoice | None = None) -> Acceptance:
    """The library says that it is not right."""
    return accepting.object_to(waiting(town, invoice), reason=REASON, by=town.actor("librarian"))


def kept(town: Town, invoice: Invoice | None = None) -> Acceptance:
    """Finance says that it is."""
    return accepting.keep(objected(town, invoice), reason="De school bevestigde twee keer", by=town.actor("finance"))


def accepted(town: Town) -> Acceptance:
    """The library agrees."""
    return accepting.accept(waiting(town), by=town.actor("librarian"))


def credited(town: Town) -> Acceptance:
    """Nothing is left of it to agree with."""
    row = waiting(town)
    notes.credited(town, row.invoice)
    return Acceptance.objects.select_related("invoice").get(pk=row.pk)
