"""What was spent, on what, from which money. Reads every room, changes none."""
