"""The plan of seven steps."""

PAGES = """
GET  municipality/steps  -  town-hall
"""
