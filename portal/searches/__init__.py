"""Searches that somebody keeps: the filters of the catalogue under a name, and letters about what is new in them."""
