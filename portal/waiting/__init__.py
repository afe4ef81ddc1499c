"""Waiting lists: one queue per offer, over all of its dates. A free place is kept a while for who is next."""
