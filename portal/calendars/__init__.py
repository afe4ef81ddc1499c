"""Calendar feeds (iCalendar): bookings in the calendar that somebody uses anyway."""
