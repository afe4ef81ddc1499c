"""Objections of schools to what was decided on their own costs (Awb chapters 6 and 7)."""
