"""How the admission of a provider in a municipality moves."""

ADMISSION = {
    "requested": frozenset({"admitted", "refused"}),
    "invited": frozenset({"admitted", "refused"}),
    "admitted": frozenset({"suspended"}),
    "suspended": frozenset({"admitted"}),
    "refused": frozenset({"invited", "requested"}),
}
