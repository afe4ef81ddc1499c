"""Regulations and their spending goals, facts of law, programmes, themes and terms: all of it dated data."""
