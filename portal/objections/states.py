"""How an objection moves."""

from django.utils.translation import gettext_lazy as _

OBJECTION = {
    "open": frozenset({"upheld", "dismissed", "inadmissible", "withdrawn"}),
    "upheld": frozenset(),
    "dismissed": frozenset(),
    "inadmissible": frozenset(),
    "withdrawn": frozenset(),
}
STATUSES = [
    ("open", _("to be decided")),
    ("upheld", _("upheld")),
    ("dismissed", _("dismissed")),
    ("inadmissible", _("not considered: too late")),
    ("withdrawn", _("withdrawn")),
]
VERDICTS = [("upheld", _("uphold")), ("dismissed", _("dismiss")), ("inadmissible", _("do not consider: too late"))]
