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
