"""How an evaluation moves: its figures count from the beginning, its words are shown when the municipality let them."""

from django.utils.translation import gettext_lazy as _

EVALUATION = {
    "given": frozenset({"published", "hidden"}),
    "published": frozenset({"hidden"}),
    "hidden": frozenset({"published"}),
}
STATUSES = [("given", _("to look at")), ("published", _("words shown")), ("hidden", _("words not shown"))]
LOWEST, HIGHEST = 1, 5

# What is measured, of whom it is asked how often, and what became of what was talked about.
PROCESS, DEPLOYMENT, RESULT = "process", "deployment", "result"
KINDS = [(PROCESS, _("process")), (DEPLOYMENT, _("deployment")), (RESULT, _("outcome"))]
MONTH, QUARTER, HALF_YEAR, YEAR = "month", "quarter", "half_year", "year"
EVERY = [
    (MONTH, _("every month")),
    (QUARTER, _("every quarter")),
    (HALF_YEAR, _("every half year")),
    (YEAR, _("every year")),
]
INDICATOR = {"active": frozenset({"stopped"}), "stopped": frozenset()}
TALK = {"noted": frozenset(), "agreed": frozenset({"done"}), "done": frozenset()}
