"""How splits, budget plans, moves between lines and measures move, and the kinds of lines and costs."""

from django.utils.translation import gettext_lazy as _

SPLIT = {"draft": frozenset({"adopted"}), "adopted": frozenset()}
# What becomes of the budget that a school has already, when a split is adopted (`Split.leftovers`).
LEFTOVERS = [
    ("replace", _("the new amount replaces what the school had")),
    ("keep", _("the school keeps what is left, and the new amount comes on top")),
    ("top_up", _("what the school has left is topped up to the new amount")),
    ("call_back", _("what is left goes back first, and the school begins with the new amount")),
]
COMMITTED = [
    ("refuse", _("the split is not adopted")),
    ("protect", _("the school keeps what it chose, the others divide the rest")),
]
BOUNDS = [
    ("minimum", _("the minimum")),
    ("maximum", _("the maximum")),
    ("committed", _("chosen already")),
]
PLAN = {"draft": frozenset({"adopted"}), "adopted": frozenset({"superseded"}), "superseded": frozenset()}
MOVE = {"proposed": frozenset({"effected", "refused"}), "effected": frozenset(), "refused": frozenset()}
TRANSFER = {"proposed": frozenset({"effected", "refused"}), "effected": frozenset(), "refused": frozenset()}
LINE_KINDS = [
    ("fixed_offers", _("fixed offers")),
    ("choice", _("choice budget of the schools")),
    ("reserve", _("reserve")),
    ("staff", _("civil-servant capacity")),
    ("rent", _("extra rent")),
    ("communication", _("communication")),
    ("other", _("other")),
]

# A measure is tried out, done in full, and then lasts; what needs no trial goes on in full at once.
MEASURE = {
    "prepare": frozenset({"trial", "full", "stopped"}),
    "trial": frozenset({"full", "stopped"}),
    "full": frozenset({"lasting", "stopped"}),
    "lasting": frozenset({"stopped"}),
    "stopped": frozenset(),
}
PHASES = [
    ("prepare", _("being prepared")),
    ("trial", _("trial")),
    ("full", _("in full")),
    ("lasting", _("lasting")),
    ("stopped", _("stopped")),
]
# What is carried out is measured: these phases ask for an indicator of the result (ADR 0043).
CARRIED_OUT = frozenset({"full", "lasting"})
COST_PER = [("once", _("once")), ("month", _("per month")), ("year", _("per year"))]
BASIS_PER = [("week", _("per week")), ("month", _("per month")), ("year", _("per year"))]
UNITS = {  # one, more than one; any other word is shown as it was written
    "hour": (_("hour"), _("hours")),
    "training": (_("training"), _("trainings")),
    "meeting": (_("meeting"), _("meetings")),
    "session": (_("session"), _("sessions")),
    "group": (_("group"), _("groups")),
}
