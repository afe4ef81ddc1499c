"""How a panel and a cover sheet move, and how urgent a need can be."""

from django.utils.translation import gettext_lazy as _

PANEL = {"open": frozenset({"closed"}), "closed": frozenset()}
STATUSES = [("open", _("its members rank")), ("closed", _("closed"))]
SHEET = {"open": frozenset({"handed_in"}), "handed_in": frozenset({"open"})}
SHEET_STATUSES = [("open", _("the school is writing it")), ("handed_in", _("handed in"))]
URGENCIES = [
    (5, _("very urgent")),
    (4, _("urgent")),
    (3, _("important")),
    (2, _("useful")),
    (1, _("nice to have")),
]
