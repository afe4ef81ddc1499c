"""How a task of a working group moves, and what a member does in it."""

from django.utils.translation import gettext_lazy as _

TASK = {"open": frozenset({"done"}), "done": frozenset({"open"})}
STATUSES = [("open", _("to do")), ("done", _("done"))]
ROLES = [
    ("lead", _("project leader")),
    ("planner", _("plans")),
    ("decider", _("decides")),
    ("programmer", _("puts the programme together")),
    ("other", _("takes part")),
]
