"""How a claim moves."""

from django.utils.translation import gettext_lazy as _

CLAIM = {
    "draft": frozenset({"submitted", "withdrawn"}),
    "submitted": frozenset({"returned", "approved", "rejected"}),
    "returned": frozenset({"submitted", "withdrawn"}),
    "approved": frozenset({"settled", "failed"}),
    "failed": frozenset({"approved"}),
    "settled": frozenset(),
    "rejected": frozenset(),
    "withdrawn": frozenset(),
}
STATUSES = [
    ("draft", _("draft")),
    ("submitted", _("submitted")),
    ("returned", _("returned with questions")),
    ("approved", _("approved")),
    ("rejected", _("rejected")),
    ("settled", _("paid")),
    ("failed", _("payment failed")),
    ("withdrawn", _("withdrawn")),
]
EDITABLE = frozenset({"draft", "returned"})
VERDICTS = [("approve", _("approve")), ("return", _("return with questions")), ("reject", _("reject"))]
