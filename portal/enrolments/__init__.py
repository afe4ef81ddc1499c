"""Own sign-up: activities in which schools enrol children by count or by code, with places and a waiting list."""
