"""What the rules of the house need to know of work in the background."""

from __future__ import annotations

PAGES = """
GET  municipality/work                      -             officer finance controller admin
POST municipality/retry                     -             officer finance admin
"""
