"""How a survey moves, who is asked, and the kinds of steps of a process."""

from django.utils.translation import gettext_lazy as _

YOUTH, PARTNER = "youth", "partner"
SURVEY = {
    "draft": frozenset({"open", "closed"}),
    "open": frozenset({"closed"}),
    "closed": frozenset(),
}
STATUSES = [("draft", _("being prepared")), ("open", _("can be answered")), ("closed", _("closed"))]
KINDS = [(YOUTH, _("young people")), (PARTNER, _("partners"))]
FIRST_STEP, LAST_STEP = 1, 5  # of the scale
STEPS = [
    ("survey", _("survey")),
    ("meeting", _("meeting")),
    ("elaboration", _("elaboration")),
    ("input", _("input on the plan")),
    ("decision", _("decision")),
    ("other", _("something else")),
]
