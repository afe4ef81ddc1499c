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
CREDITABLE = frozenset({"issued", "sent", "paid"})
PAYABLE = frozenset({"issued", "sent"})
RECOVERIES = [("returned", _("paid back by the provider")), ("set_off", _("set off against another invoice"))]
