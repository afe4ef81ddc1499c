"""How a split moves."""

SPLIT = {"draft": frozenset({"adopted"}), "adopted": frozenset()}
