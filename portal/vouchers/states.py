"""How a voucher moves. There is no way from issued to paid: only what was used can be claimed."""

from django.utils.translation import gettext_lazy as _

VOUCHER = {
    "issued": frozenset({"used", "lapsed"}),
    "used": frozenset({"issued"}),
    "lapsed": frozenset(),
}
STATUSES = [
    ("issued", _("not used yet")),
    ("used", _("used")),
    ("lapsed", _("not used in time")),
]
