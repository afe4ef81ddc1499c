"""Letters in the name of the municipality: texts that it may change, filled in, kept as PDF and never changed again."""
