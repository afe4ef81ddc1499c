"""How a booking moves."""

from django.utils.translation import gettext_lazy as _

BOOKING = {
    "proposed": frozenset({"requested", "withdrawn"}),
    "requested": frozenset({"confirmed", "declined", "withdrawn"}),
    "confirmed": frozenset({"delivered", "cancelled", "cancelled_late"}),
    "delivered": frozenset({"accepted", "disputed"}),
    "disputed": frozenset({"delivered", "accepted", "cancelled"}),
    "accepted": frozenset(),
    "declined": frozenset(),
    "withdrawn": frozenset(),
    "cancelled": frozenset(),
    "cancelled_late": frozenset({"cancelled"}),  # the provider does not ask the fee
}
STATUSES = [
    ("proposed", _("proposed inside the school")),
    ("requested", _("requested")),
    ("confirmed", _("confirmed")),
    ("delivered", _("delivered")),
    ("accepted", _("delivery accepted")),
    ("disputed", _("delivery disputed")),
    ("declined", _("declined")),
    ("withdrawn", _("withdrawn")),
    ("cancelled", _("cancelled")),
    ("cancelled_late", _("cancelled late, for a fee")),
]
GONE = frozenset({"withdrawn", "declined", "cancelled", "cancelled_late"})  # nothing comes of it any more
HOLDS_PLACES = frozenset({"requested", "confirmed", "delivered", "disputed", "accepted"})
CLAIMABLE = frozenset({"delivered", "accepted", "cancelled_late"})
DELIVERED = frozenset({"delivered", "disputed", "accepted"})
CONFIRMED = DELIVERED | {"confirmed"}

# Other dates that one side proposes and the other answers.
DATE_PROPOSAL = {
    "open": frozenset({"accepted", "refused", "countered", "taken_back", "lapsed"}),
    "accepted": frozenset(),
    "refused": frozenset(),
    "countered": frozenset(),
    "taken_back": frozenset(),
    "lapsed": frozenset(),
}
PROPOSAL_STATUSES = [
    ("open", _("waits for an answer")),
    ("accepted", _("accepted")),
    ("refused", _("refused")),
    ("countered", _("answered with other dates")),
    ("taken_back", _("the proposal was taken back")),
    ("lapsed", _("lapsed: the booking went on")),
]
SCHOOL, PROVIDER = "school", "provider"
SIDES = [(SCHOOL, _("the school")), (PROVIDER, _("the provider"))]
NEGOTIABLE = frozenset({"requested", "confirmed"})
REPEATED = frozenset({"session", "hour", "lump_sum"})  # units of which every report is about the same pupils again
VERDICTS = [
    ("as_reported", _("as the provider reported it")),
    ("as_seen", _("as the school counted it")),
    ("not_delivered", _("nothing was delivered")),
]
