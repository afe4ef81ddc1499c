"""What waits for me. Reads every room, changes none."""
