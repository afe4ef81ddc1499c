"""How a batch and its payments move."""

from django.utils.translation import gettext_lazy as _

BATCH = {
    "prepared": frozenset({"released", "cancelled"}),
    "released": frozenset({"settled"}),
    "settled": frozenset(),
    "cancelled": frozenset(),
}
STATUSES = [
    ("prepared", _("prepared, to be released by a second person")),
    ("released", _("released to the bank")),
    ("settled", _("paid")),
    ("cancelled", _("cancelled")),
]
RETURNED = {"open": frozenset({"mended"}), "mended": frozenset()}
RETURNED_STATUSES = [
    ("open", _("came back: look why")),
    ("mended", _("can be paid again")),
]
ENTRY = {
    "open": frozenset({"resolved"}),
    "booked": frozenset(),
    "resolved": frozenset(),
}
ENTRY_STATUSES = [
    ("open", _("not recognised: somebody looks at it")),
    ("booked", _("booked")),
    ("resolved", _("looked at")),
]
