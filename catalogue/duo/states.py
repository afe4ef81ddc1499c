"""How a file of DUO moves: somebody looks what it would do, and then loads it."""

from django.utils.translation import gettext_lazy as _

IMPORT = {"looked_at": frozenset({"loaded"}), "loaded": frozenset()}
STATUSES = [("looked_at", _("looked at")), ("loaded", _("loaded"))]
KINDS = [("sites", _("school sites")), ("counts", _("pupils")), ("boards", _("boards"))]
FIELDS = [
    ("name", _("name")),
    ("sector", _("kind of school")),
    ("board", _("board")),
    ("municipality", _("municipality")),
    ("street", _("street")),
    ("postcode", _("postcode")),
    ("city", _("city")),
    ("closed_on", _("closed on")),
    ("kvk", _("KvK number")),
]
