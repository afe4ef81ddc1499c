"""Pages of a school, and of the board that acts for it: overview, shortlist, bookings and budget."""
