"""How the settlement of a grant moves."""

SETTLEMENT = {"proposed": frozenset({"effected", "refused"}), "effected": frozenset(), "refused": frozenset()}
