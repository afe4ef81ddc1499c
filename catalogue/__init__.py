"""What may be chosen, and the vocabulary of the house. Knows nothing above it, not even logins."""
