"""How a purchase order moves: numbered, made by the worker, and withdrawn when its booking ends or changes."""

from django.utils.translation import gettext_lazy as _

PURCHASE_ORDER = {
    "pending": frozenset({"issued", "withdrawn"}),
    "issued": frozenset({"withdrawn"}),
    "withdrawn": frozenset(),
}
STATUSES = [("pending", _("being made")), ("issued", _("sent")), ("withdrawn", _("withdrawn"))]
EVENTS_THAT_END = ("booking.cancelled", "booking.withdrawn")
