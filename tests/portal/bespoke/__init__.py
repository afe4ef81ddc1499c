"""Bespoke requests."""
