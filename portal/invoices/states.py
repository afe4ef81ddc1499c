"""How an invoice moves."""

from django.utils.translation import gettext_lazy as _

INVOICE = {
    "pending": frozenset({"issued", "failed"}),
    "failed": frozenset({"pending"}),
    "issued": frozenset({"sent", "paid", "credited", "returned"}),
    "sent": frozenset({"paid", "credited", "returned"}),
    "paid": frozenset({"credited", "returned"}),
    "returned": frozenset({"paid", "credited"}),
    "credited": frozenset(),
}
STATUSES = [
    ("pending", _("being made")),
    ("issued", _("issued")),
    ("sent", _("sent")),
    ("paid", _("paid")),
    ("returned", _("the payment came back")),
    ("credited", _("credited")),
    ("failed", _("failed")),
]
KINDS = [
    ("self_billed", _("self-billed invoice")),
    ("received", _("received invoice")),
    ("credit_note", _("credit note")),
]
CREDITABLE = frozenset({"issued", "sent", "paid", "returned"})
PAYABLE = frozenset({"issued", "sent", "returned"})
RECOVERIES = [("returned", _("paid back by the provider")), ("set_off", _("set off against another invoice"))]
