"""What may be chosen: offers and their revisions, sessions and capacity; search and facets."""
