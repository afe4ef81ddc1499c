"""The doors of the year plan of a school."""

from __future__ import annotations

PAGES = """
GET  school/ours                            -             board
GET  school/year                            -             schools
POST school/year/do                         -             schools
POST school/year/approve                    -             schools
"""
API = """
POST   choices/<uuid:id>/bookings           choice        kring
"""
