"""How long work moves."""

from django.utils.translation import gettext_lazy as _

JOB = {
    "queued": frozenset({"running"}),
    "running": frozenset({"done", "failed"}),
    "failed": frozenset({"queued"}),
    "done": frozenset(),
}
STATUSES = [
    ("queued", _("waits for its turn")),
    ("running", _("being done")),
    ("failed", _("did not work")),
    ("done", _("ready")),
]
LIVE = frozenset({"queued", "running"})
