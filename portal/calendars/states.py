"""What a calendar feed shows, and how a calendar shows a booking."""

from django.utils.translation import gettext_lazy as _

ALL, OWN = "all", "own"
SCOPES = [(ALL, _("all bookings of the organisation")), (OWN, _("only what I asked for myself"))]
# Of RFC 5545 § 3.8.1.11: what is asked may still change, what is called off is shown so that calendars take it away.
STATUS = {
    "proposed": "TENTATIVE",
    "requested": "TENTATIVE",
    "declined": "CANCELLED",
    "withdrawn": "CANCELLED",
    "cancelled": "CANCELLED",
    "cancelled_late": "CANCELLED",
}
OTHERWISE = "CONFIRMED"
