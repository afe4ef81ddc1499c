"""What a school, or the board that acts for it, does."""
