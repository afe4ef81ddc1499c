"""How an import moves, and the words for what becomes of its rows."""

from django.utils.translation import gettext_lazy as _

# What happens to many rows is done by the worker: `waiting`, `applying` and `reversing` are on their way to the next.
IMPORT = {
    "waiting": frozenset({"checked"}),
    "checked": frozenset({"applying"}),
    "applying": frozenset({"applied"}),
    "applied": frozenset({"reversing"}),
    "reversing": frozenset({"reversed"}),
    "reversed": frozenset(),
}
STATUSES = [
    ("waiting", _("being checked")),
    ("checked", _("checked, nothing written yet")),
    ("applying", _("being carried out")),
    ("applied", _("carried out")),
    ("reversing", _("being undone")),
    ("reversed", _("undone")),
]
UNDER_WAY = {"waiting": "checked", "applying": "applied", "reversing": "reversed"}
KINDS = [("offers", _("offers"))]
VERDICTS = [
    ("added", _("new")),
    ("changed", _("changed")),
    ("unchanged", _("unchanged")),
    ("refused", _("refused")),
]
OUTCOMES = [("done", _("carried out")), ("not_done", _("not carried out"))]
REVERSALS = [("removed", _("removed")), ("restored", _("as before")), ("left", _("left as it is"))]
