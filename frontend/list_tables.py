"""What stands in the lists of the desks, as tables: the rows of the page, one line each, with words for people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from catalogue.sheets import Sheet
from frontend.history import who
from frontend.marks import mark_of
from frontend.outcomes import told
from portal.funding.queries import once_of, per_year_of

AT_A_TIME = 500
Cells = Sequence[tuple[str | Promise, Callable[[Any], object]]]

BOOKINGS: Cells = (
    (lazy("Offer"), lambda row: row.revision.title),
    (lazy("School"), lambda row: row.school.name),
    (lazy("Provider"), lambda row: row.provider.name),
    (lazy("Status"), lambda row: str(mark_of(row).word)),
    (lazy("Units"), lambda row: row.units),
    (lazy("Pupils"), lambda row: row.pupils),
    (lazy("Amount"), lambda row: row.amount),
    (lazy("Asked on"), lambda row: row.created_at),
    (lazy("Number in the portal"), lambda row: str(row.pk)),
)
CLAIMS: Cells = (
    (lazy("Claimant"), lambda row: row.claimant.name),
    (lazy("Programme"), lambda row: row.programme.name),
    (lazy("Status"), lambda row: str(mark_of(row).word)),
    (lazy("Claimed"), lambda row: row.claimed),
    (lazy("Approved"), lambda row: row.sanctioned),
    (lazy("Submitted on"), lambda row: row.submitted_at),
    (lazy("Answer before"), lambda row: row.due_on),
    (lazy("Number in the portal"), lambda row: str(row.pk)),
)
INVOICES: Cells = (
    (lazy("Invoice"), lambda row: row.number),
    (lazy("Provider"), lambda row: row.provider.name),
    (lazy("Status"), lambda row: str(mark_of(row).word)),
    (lazy("Without VAT"), lambda row: row.net_amount),
    (lazy("VAT"), lambda row: row.vat_amount),
    (lazy("With VAT"), lambda row: row.gross_amount),
    (lazy("Issued on"), lambda row: row.issued_on),
    (lazy("To be paid before"), lambda row: row.due_on),
)
SCHOOLS: Cells = (
    (lazy("School"), lambda row: row.name),
    (lazy("Code"), lambda row: row.location_code),
    (lazy("Kind of school"), lambda row: str(row.get_sector_display())),
    (lazy("Board"), lambda row: row.board.name if row.board else ""),
    (lazy("Bookings"), lambda row: row.number),
)
MEASURES: Cells = (
    (lazy("Theme"), lambda row: row.theme.name if row.theme else ""),
    (lazy("Measure"), lambda row: row.name),
    (lazy("Lead"), lambda row: row.lead),
    (lazy("Begins in"), lambda row: row.start),
    (lazy("Ready in"), lambda row: row.ready),
    (lazy("Phase"), lambda row: str(mark_of(row).word)),
    (lazy("Cost once, at most"), lambda row: once_of(row).most),
    (lazy("Cost per year, at least"), lambda row: per_year_of(row).least),
    (lazy("Cost per year, at most"), lambda row: per_year_of(row).most),
    (lazy("Units per year"), lambda row: row.per_year),
)
JOURNAL: Cells = (
    (lazy("When"), lambda row: row.at),
    (lazy("What"), lambda row: row.event),
    (lazy("Who"), lambda row: str(who(row))),
    (lazy("Why"), lambda row: row.because),
    (lazy("Number in the portal"), lambda row: str(row.thing_id)),
)
BOARD_GRANTS: Cells = (
    (lazy("School board"), lambda row: row.board.name),
    (lazy("Programme"), lambda row: row.programme.name),
    (lazy("Status"), lambda row: str(mark_of(row).word)),
    (lazy("At most"), lambda row: row.maximum),
    (lazy("Written on"), lambda row: row.created_at),
    (lazy("Number in the portal"), lambda row: str(row.pk)),
)
LETTERS: Cells = (
    (lazy("Number"), lambda row: row.number),
    (lazy("Sent on"), lambda row: row.sent_on),
    (lazy("To whom"), lambda row: row.recipient),
    (lazy("Kind"), lambda row: str(row.get_kind_display())),
    (lazy("Subject"), lambda row: row.subject),
    (lazy("Can be objected to until"), lambda row: row.objection_until),
)


def sheet(name: str | Promise, rows: QuerySet[Any], cells: Cells) -> Sheet:
    """The rows of a list, some hundreds at a time: those of the page, with its filters and its visibility."""
    lines = ([read(row) for _name, read in cells] for row in rows.iterator(chunk_size=AT_A_TIME))
    return Sheet(str(name), [str(each) for each, _read in cells], lines)


def bookings(rows: QuerySet[Any]) -> Sheet:
    """Bookings, as school, provider and town hall see them."""
    rows = rows.prefetch_related(None).select_related("revision", "school", "provider")
    return sheet(_("Bookings"), rows, BOOKINGS)


def claims(rows: QuerySet[Any]) -> Sheet:
    """Claims, as provider and town hall see them."""
    return sheet(_("Claims"), rows.prefetch_related(None).select_related("provider", "school", "programme"), CLAIMS)


def invoices(rows: QuerySet[Any]) -> Sheet:
    """Invoices without their files."""
    return sheet(_("Invoices"), rows.prefetch_related(None), INVOICES)


OUTCOMES: Cells = (
    (lazy("School"), lambda row: row.school.name),
    (lazy("Place"), lambda row: row.place),
    (lazy("Offer"), lambda row: row.title),
    (lazy("Units"), lambda row: row.units),
    (lazy("Pupils"), lambda row: row.pupils),
    (lazy("Amount"), lambda row: row.amount),
    (lazy("Granted"), lambda row: gettext("yes") if row.won else gettext("no")),
    (lazy("Why not"), lambda row: "; ".join(str(reason) for reason in told(row).reasons) or row.failed),
)


def outcomes(rows: QuerySet[Any]) -> Sheet:
    """What an allocation means for each wish."""
    return sheet(_("Result"), rows, OUTCOMES)


def schools(rows: QuerySet[Any]) -> Sheet:
    """Schools with how many bookings they have."""
    return sheet(_("Schools"), rows.select_related("board"), SCHOOLS)


def measures(rows: QuerySet[Any]) -> Sheet:
    """Measures with their lead, planning and cost."""
    return sheet(_("Measures"), rows, MEASURES)


def journal(rows: QuerySet[Any]) -> Sheet:
    """Who did what."""
    return sheet(_("Journal"), rows, JOURNAL)


def board_grants(rows: QuerySet[Any]) -> Sheet:
    """Grants to school boards."""
    return sheet(_("Grants to boards"), rows, BOARD_GRANTS)


def letters(rows: QuerySet[Any]) -> Sheet:
    """Letters without their files."""
    return sheet(_("Letters"), rows.defer("content"), LETTERS)
