"""When schools can choose: rounds with their budget, and the frames that a sector wants first."""
