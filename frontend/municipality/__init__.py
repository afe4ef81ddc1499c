"""The pages of the municipality: decide, review, divide, pay, account."""
