"""A demo municipality, built by calling the actions. Everything in it is invented; it exists only in demo mode."""
