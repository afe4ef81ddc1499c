"""Declarations, evidence, checks, decisions."""
