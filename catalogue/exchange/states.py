"""How an idea moves, and the words for it."""

from django.utils.translation import gettext_lazy as _

IDEA = {
    "received": frozenset({"shared", "dismissed"}),
    "shared": frozenset({"dismissed"}),
    "dismissed": frozenset({"shared"}),
}
STATUSES = [
    ("received", _("only seen by you")),
    ("shared", _("shown to providers")),
    ("dismissed", _("put away")),
]
