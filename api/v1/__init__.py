"""Version 1: one module per resource, shapes on top, endpoints below."""
