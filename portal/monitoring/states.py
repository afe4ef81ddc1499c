"""How an evaluation moves: its figures count from the beginning, its words are shown when the municipality let them."""

from django.utils.translation import gettext_lazy as _

EVALUATION = {
    "given": frozenset({"published", "hidden"}),
    "published": frozenset({"hidden"}),
    "hidden": frozenset({"published"}),
}
STATUSES = [("given", _("to look at")), ("published", _("words shown")), ("hidden", _("words not shown"))]
LOWEST, HIGHEST = 1, 5
