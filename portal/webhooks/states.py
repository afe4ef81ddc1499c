"""How subscriptions and their deliveries move, and why a delivery did not arrive."""

from django.utils.translation import gettext_lazy as _

ACTIVE, SWITCHED_OFF, ENDED = "active", "switched_off", "ended"
WEBHOOK_SUBSCRIPTION = {
    ACTIVE: frozenset({SWITCHED_OFF, ENDED}),
    SWITCHED_OFF: frozenset({ENDED}),
    ENDED: frozenset(),
}
SUBSCRIPTION_STATUSES = [(ACTIVE, _("active")), (SWITCHED_OFF, _("switched off")), (ENDED, _("ended"))]
GONE, MEMBER_LEFT = "gone", "member_left"  # why it was switched off: the receiver said 410; nobody stands for it

WAITING, DELIVERED, FAILED, GIVEN_UP = "waiting", "delivered", "failed", "given_up"
WEBHOOK_DELIVERY = {
    WAITING: frozenset({DELIVERED, FAILED, GIVEN_UP}),
    FAILED: frozenset({DELIVERED, GIVEN_UP}),
    DELIVERED: frozenset(),
    GIVEN_UP: frozenset(),
}
DELIVERY_STATUSES = [
    (WAITING, _("to be delivered")),
    (FAILED, _("failed, and tried again")),
    (DELIVERED, _("arrived")),
    (GIVEN_UP, _("given up")),
]
# why not: codes for programs, explained in docs/api.md
REFUSED, INSIDE, CERTIFICATE, NO_ANSWER = "refused", "inside_address", "certificate", "no_answer"
SECRET_LOST, STOPPED = "secret_lost", "stopped"
PROBLEMS = ("", REFUSED, GONE, INSIDE, CERTIFICATE, NO_ANSWER, SECRET_LOST, STOPPED)
