"""How a place in a waiting list moves, and why somebody is passed over."""

from django.utils.translation import gettext_lazy as _

PLACE = {
    "waiting": frozenset({"offered", "left", "ended"}),
    "offered": frozenset({"taken", "lapsed", "left", "ended"}),
    "taken": frozenset(),
    "lapsed": frozenset(),
    "left": frozenset(),
    "ended": frozenset(),
}
STATUSES = [
    ("waiting", _("waits")),
    ("offered", _("a place is kept")),
    ("taken", _("booked")),
    ("lapsed", _("not used in time")),
    ("left", _("left the list")),
    ("ended", _("ended: the offer was withdrawn")),
]
PASSED = [
    ("", _("nobody")),
    ("no_room", _("the places that came free are too few for this school")),
    ("budget", _("the school has too little budget for it now")),
    ("not_bookable", _("this school cannot book the offer now")),
]
RUNNING = ("waiting", "offered")
EVENT_ENDED = "waiting_place.ended"
EVENT_OFFERED = "waiting_place.offered"
EVENTS = ("waiting_place.waiting", "waiting_place.lapsed", "waiting_place.left")
EVENTS_OF_BOOKINGS = (
    "booking.withdrawn", "booking.declined", "booking.cancelled", "booking.cancelled_late", "booking.rescheduled",
)  # fmt: skip
