"""Choices, bookings and deliveries."""
