"""Tables that come in: many rows at once, looked at before anything is written, and taken back when they were wrong."""
