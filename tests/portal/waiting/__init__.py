"""Waiting lists."""
