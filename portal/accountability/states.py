"""How the settlement of a grant moves, and how a SiSa table is signed."""

SETTLEMENT = {"proposed": frozenset({"effected", "refused"}), "effected": frozenset(), "refused": frozenset()}
SIGNATURE = {"proposed": frozenset({"signed", "refused"}), "signed": frozenset(), "refused": frozenset()}
