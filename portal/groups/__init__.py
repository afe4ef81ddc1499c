"""Working groups under a project leader: which organisations sit in them, what they do, and what they decided."""
