"""How a claim moves."""

from django.utils.translation import gettext_lazy as _

CLAIM = {
    "draft": frozenset({"submitted", "withdrawn"}),
    "submitted": frozenset({"returned", "approved", "rejected"}),
    "returned": frozenset({"submitted", "withdrawn"}),
    "approved": frozenset({"settled", "failed", "credited"}),
    "failed": frozenset({"approved", "settled", "credited"}),
    "settled": frozenset({"failed", "credited"}),
    "credited": frozenset(),
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
    ("credited", _("credited")),
    ("withdrawn", _("withdrawn")),
]
OVER = frozenset({"rejected", "withdrawn"})
SPENT = ("approved", "failed", "settled")  # the money of its lines left the account
EDITABLE = frozenset({"draft", "returned"})
UNDECIDED = EDITABLE | {"submitted"}
VERDICTS = [("approve", _("approve")), ("return", _("return with questions")), ("reject", _("reject"))]
PROVIDER, SCHOOL = "provider", "school"
KINDS = [(PROVIDER, _("of a provider")), (SCHOOL, _("of a school"))]
# What moves the day on which it must be decided: reasons of the municipality (Awb 4:14), a question to answer (4:15).
POSTPONED, SUSPENDED = "postponed", "suspended"
DELAYS = [(POSTPONED, _("postponed")), (SUSPENDED, _("suspended while a question is open"))]
# A file was looked at by the virus scanner, or there was none.
CLEAN, NOT_SCANNED = "clean", "none"
SCANS = [(CLEAN, _("no virus found")), (NOT_SCANNED, _("not scanned for viruses"))]
