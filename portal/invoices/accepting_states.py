"""How the acceptance of an invoice moves: asked of the provider, accepted or objected to, and what is answered then."""

from django.utils.translation import gettext_lazy as _

ACCEPTANCE = {
    "waiting": frozenset({"accepted", "objected", "credited"}),
    "objected": frozenset({"accepted", "kept", "credited"}),
    "kept": frozenset({"accepted", "objected", "credited"}),
    "accepted": frozenset(),
    "credited": frozenset(),
}
STATUSES = [
    ("waiting", _("waits for the provider")),
    ("objected", _("the provider objects")),
    ("kept", _("kept after an objection")),
    ("accepted", _("accepted by the provider")),
    ("credited", _("credited before it was accepted")),
]
ASKED = frozenset({"waiting", "kept"})  # of the provider: its silence accepts
OPEN = ASKED | {"objected"}
