"""How a question about an expense moves, who writes in it, and how it ends."""

from django.utils.translation import gettext_lazy as _

# What was not accepted can still be corrected: a credit note takes the doubt away.
QUESTION = {
    "open": frozenset({"answered", "in_order", "corrected", "not_accepted"}),
    "answered": frozenset({"open", "in_order", "corrected", "not_accepted"}),
    "not_accepted": frozenset({"corrected"}),
    "in_order": frozenset(),
    "corrected": frozenset(),
}
STATUSES = [
    ("open", _("to be answered")),
    ("answered", _("answered")),
    ("in_order", _("in order")),
    ("corrected", _("corrected")),
    ("not_accepted", _("not accepted")),
]
RUNNING = ("open", "answered")
IN_DOUBT = (*RUNNING, "not_accepted")  # its amount counts as in doubt
CONCLUSIONS = [("in_order", _("in order")), ("corrected", _("corrected")), ("not_accepted", _("not accepted"))]
ASKS, ANSWERS = "controller", "municipality"
SIDES = [(ASKS, _("the controller")), (ANSWERS, _("the municipality"))]
