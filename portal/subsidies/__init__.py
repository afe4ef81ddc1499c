"""Money that the municipality gives to school boards by decision: by its budget, or under a scheme."""
