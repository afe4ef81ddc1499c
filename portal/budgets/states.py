"""The balances of an account, the kinds of entries, and what each kind does to the balances."""

from django.utils.translation import gettext_lazy as _

BALANCES = ("granted", "reserved", "spent")
EFFECTS = {
    "grant": (1, 0, 0),
    "call_back": (-1, 0, 0),
    "reserve": (0, 1, 0),
    "release": (0, -1, 0),
    "spend": (0, -1, 1),
    "refund": (0, 0, -1),
}
KINDS = [
    ("grant", _("granted")),
    ("call_back", _("called back")),
    ("reserve", _("reserved")),
    ("release", _("released")),
    ("spend", _("spent")),
    ("refund", _("refunded")),
]
