"""What the controller asks about an expense in doubt, what the municipality answers, and what is concluded."""
