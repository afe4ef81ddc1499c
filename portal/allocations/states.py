"""How an allocation moves: a trial stays one; a real one is booked wish by wish and then known to everybody."""

from django.utils.translation import gettext_lazy as _

ALLOCATION = {"trial": frozenset[str](), "booking": frozenset({"published"}), "published": frozenset[str]()}
STATUSES = [
    ("trial", _("trial, nothing was booked")),
    ("booking", _("being booked")),
    ("published", _("result published")),
]
