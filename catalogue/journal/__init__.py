"""Who did what, when, from → to. Append-only; lines that still await their reactions are the outbox."""
