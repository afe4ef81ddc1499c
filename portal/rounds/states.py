"""How rounds and frames move."""

from django.utils.translation import gettext_lazy as _

ROUND = {
    "planned": frozenset({"open", "withdrawn"}),
    "open": frozenset({"closed"}),
    "closed": frozenset({"published"}),
    "published": frozenset(),
    "withdrawn": frozenset(),
}
STATUSES = [
    ("planned", _("planned")),
    ("open", _("open")),
    ("closed", _("closed")),
    ("published", _("result published")),
    ("withdrawn", _("withdrawn")),
]
METHODS = [
    ("first_come", _("first come, first served")),
    ("allocation", _("divided at the closing, by rank")),
]
ENDED = frozenset({"closed", "published"})

FRAME = {"draft": frozenset({"adopted"}), "adopted": frozenset({"superseded"}), "superseded": frozenset()}
FRAME_STATUSES = [("draft", _("draft")), ("adopted", _("adopted")), ("superseded", _("replaced by a newer version"))]
