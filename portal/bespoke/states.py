"""How a bespoke request moves."""

from django.utils.translation import gettext_lazy as _

REQUEST = {
    "proposed": frozenset({"submitted", "withdrawn"}),
    "submitted": frozenset({"granted", "refused", "returned", "withdrawn"}),
    "returned": frozenset({"submitted", "withdrawn"}),
    "granted": frozenset({"closed"}),
    "closed": frozenset(),
    "refused": frozenset(),
    "withdrawn": frozenset(),
}
STATUSES = [
    ("proposed", _("proposed inside the school")),
    ("submitted", _("waits for the municipality")),
    ("returned", _("returned with a question")),
    ("granted", _("granted")),
    ("closed", _("closed")),
    ("refused", _("refused")),
    ("withdrawn", _("withdrawn")),
]
VERDICTS = [("grant", _("grant")), ("return", _("return with a question")), ("refuse", _("refuse"))]
EDITABLE = frozenset({"proposed", "returned"})
IN_PLACE = frozenset({"proposed", "submitted", "returned"})
EVENT_OF_ALL = "offered_to_all"
