"""How grants to boards, schemes and applications under a scheme move."""

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

SCHEME = {"draft": frozenset({"adopted"}), "adopted": frozenset()}
SCHEME_STATUSES = [("draft", _("draft")), ("adopted", _("adopted"))]
ORDERS = [
    ("first_come", _("in the order in which they came in")),
    ("best_first", _("after the last day, the best one first")),
]
APPLICATION = {
    "proposed": frozenset({"granted", "dropped"}),
    "granted": frozenset(),
    "refused": frozenset(),
    "dropped": frozenset(),
}
APPLICATION_STATUSES = [
    ("proposed", _("waits for a second person")),
    ("granted", _("granted")),
    ("refused", _("refused")),
    ("dropped", _("dropped")),
]
