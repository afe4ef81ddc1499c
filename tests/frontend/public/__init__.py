"""What everybody may look at."""
