"""How an invoice that a provider sent moves: looked at by the worker, then matched, waiting for finance, or invalid."""

from django.utils.translation import gettext_lazy as _

RECEIVED = {
    "received": frozenset({"matched", "waiting", "invalid"}),
    "waiting": frozenset({"matched", "accepted", "refused"}),
    "matched": frozenset(),
    "accepted": frozenset(),
    "refused": frozenset(),
    "invalid": frozenset(),
}
STATUSES = [
    ("received", _("being looked at")),
    ("waiting", _("waits for finance")),
    ("matched", _("matches the claim")),
    ("accepted", _("accepted with a reason")),
    ("refused", _("refused")),
    ("invalid", _("not a valid invoice")),
]
WAYS = [("upload", _("uploaded")), ("mail", _("by e-mail"))]
# What a person may judge otherwise; amounts, the claim and a number that was there before are no matter of opinion.
ACCEPTABLE = frozenset({"vat", "iban", "reference", "supplier", "customer", "dated"})
LIVE = ("received", "waiting", "matched", "accepted")
