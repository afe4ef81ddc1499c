"""Rows of what schools choose and get."""

from portal.bookings.models.booking import Booking, Choice
from portal.bookings.models.deliveries import Delivery, Dispute
from portal.bookings.models.proposal import DateProposal

__all__ = ["Booking", "Choice", "DateProposal", "Delivery", "Dispute"]
