"""How an activity with own sign-up moves, and how children are enrolled in it."""

from django.utils.translation import gettext_lazy as _

ACTIVITY = {
    "open": frozenset({"closed", "cancelled"}),
    "closed": frozenset({"open", "cancelled"}),
    "cancelled": frozenset(),
}
STATUSES = [
    ("open", _("open for sign-up")),
    ("closed", _("sign-up closed")),
    ("cancelled", _("does not go on")),
]
BY_COUNT, BY_CODE = "count", "code"
WAYS = [
    (BY_COUNT, _("the school says how many children")),
    (BY_CODE, _("each child has a code that only the school knows")),
]
RUNNING = ("open", "closed")
