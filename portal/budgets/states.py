"""The balances of an account, the kinds of entries and what each does to the balances, and how periods move."""

from django.utils.translation import gettext_lazy as _

BALANCES = ("granted", "reserved", "spent")
EFFECTS = {
    "grant": (1, 0, 0),
    "call_back": (-1, 0, 0),
    "reserve": (0, 1, 0),
    "release": (0, -1, 0),
    "spend": (0, -1, 1),
    "refund": (0, 0, -1),
    "unspend": (0, 1, -1),
    "respend": (0, 0, 1),
    "hand_over": (0, 0, 1),
    "hand_back": (0, 0, -1),
}
# What a correction writes for an entry: a kind with the opposite effect.
INVERSE = {
    "grant": "call_back",
    "call_back": "grant",
    "reserve": "release",
    "release": "reserve",
    "spend": "unspend",
    "unspend": "spend",
    "refund": "respend",
    "respend": "refund",
    "hand_over": "hand_back",
    "hand_back": "hand_over",
}
# Causes whose entries only shift money between accounts: what they granted adds up to nothing.
SUM_TO_ZERO = frozenset({"plan_move", "budget_transfer"})
PERIOD = {"open": frozenset({"closed"}), "closed": frozenset({"open"})}
KINDS = [
    ("grant", _("granted")),
    ("call_back", _("called back")),
    ("reserve", _("reserved")),
    ("release", _("released")),
    ("spend", _("spent")),
    ("refund", _("refunded")),
    ("unspend", _("spending put back")),
    ("respend", _("refund put back")),
    ("hand_over", _("passed on to another municipality")),
    ("hand_back", _("passed on, put back")),
]
STATUSES = [("open", _("open")), ("closed", _("closed"))]
