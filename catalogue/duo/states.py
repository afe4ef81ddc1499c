"""How a register moves: somebody looks what it would do, and then loads it. Long files are left to the worker."""

from django.utils.translation import gettext_lazy as _

# `waiting` and `loading` are on their way to the next: the worker reads the rows. A `broken` file changed nothing.
IMPORT = {
    "waiting": frozenset({"looked_at", "broken"}),
    "looked_at": frozenset({"loading", "loaded"}),
    "loading": frozenset({"loaded", "broken"}),
    "loaded": frozenset(),
    "broken": frozenset(),
}
STATUSES = [
    ("waiting", _("being looked at")),
    ("looked_at", _("looked at")),
    ("loading", _("being loaded")),
    ("loaded", _("loaded")),
    ("broken", _("cannot be read")),
]
UNDER_WAY = frozenset({"waiting", "loading"})
KINDS = [("sites", _("school sites")), ("counts", _("pupils")), ("boards", _("boards")), ("scores", _("scores"))]
VERDICTS = [
    ("added", _("new")),
    ("changed", _("changed")),
    ("closed", _("closed")),
    ("kept", _("filled in by a person, and kept")),
    ("refused", _("refused")),
]
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
    ("pupils", _("pupils")),
    ("score", _("score, without threshold")),
    ("score_above", _("score, with threshold")),
]
