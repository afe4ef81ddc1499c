"""What is needed: the cover sheets of schools with their needs, and panels that rank the offers that were sent in."""
