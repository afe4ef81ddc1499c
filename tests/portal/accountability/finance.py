"""Codes of the bookkeeping, as somebody sets them over the API."""

CODES = {
    "lineKind": "provider", "generalLedger": "443000", "task": "4.3", "category": "4.3.8", "validFrom": "2026-01-01",
    "basis": "Begroting 2026",
}  # fmt: skip
