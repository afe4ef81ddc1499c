"""How a grant to a board moves."""

from django.utils.translation import gettext_lazy as _

BOARD_GRANT = {
    "draft": frozenset({"proposed", "granted", "dropped"}),
    "proposed": frozenset({"draft", "granted"}),
    "granted": frozenset({"withdrawn"}),
    "withdrawn": frozenset(),
    "dropped": frozenset(),
}
STATUSES = [
    ("draft", _("draft")),
    ("proposed", _("waits for a second person")),
    ("granted", _("granted")),
    ("withdrawn", _("withdrawn")),
    ("dropped", _("dropped")),
]
LIVE = ("draft", "proposed", "granted")
TOLD = ("granted", "withdrawn")  # what the board itself sees
