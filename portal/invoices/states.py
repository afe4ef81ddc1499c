"""How an invoice moves."""

from django.utils.translation import gettext_lazy as _

INVOICE = {
    "pending": frozenset({"issued", "failed"}),
    "failed": frozenset({"pending"}),
    "issued": frozenset({"sent", "paid", "credited"}),
    "sent": frozenset({"paid", "credited"}),
    "paid": frozenset({"credited"}),
    "credited": frozenset(),
}
STATUSES = [
    ("pending", _("being made")),
    ("issued", _("issued")),
    ("sent", _("sent")),
    ("paid", _("paid")),
    ("credited", _("credited")),
    ("failed", _("failed")),
]
KINDS = [
    ("self_billed", _("self-billed invoice")),
    ("received", _("received invoice")),
    ("credit_note", _("credit note")),
]
PAYABLE = frozenset({"issued", "sent"})
