"""How the letter of a period moves, and how often somebody wants one.

It is sent at most once: what was being sent when its worker went down is doubtful, and is not sent again.
"""

from django.utils.translation import gettext_lazy as _

DIGEST = {
    "due": frozenset({"sending", "needless"}),
    "sending": frozenset({"sent", "unsent", "doubtful"}),
    "unsent": frozenset({"sending", "needless"}),
    "sent": frozenset(),
    "needless": frozenset(),
    "doubtful": frozenset(),
}
STATUSES = [
    ("due", _("to be sent")),
    ("sending", _("being sent")),
    ("unsent", _("could not be sent yet")),
    ("sent", _("sent")),
    ("needless", _("not needed any more")),
    ("doubtful", _("perhaps sent")),
]
FREQUENCIES = [
    ("daily", _("every day")),
    ("weekly", _("every week, on Monday")),
    ("never", _("no e-mails")),
]
