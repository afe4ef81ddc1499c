"""Whom the programme reaches. Counts, never pupils, and no count that is so small that it shows somebody."""
