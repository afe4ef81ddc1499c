"""What is chosen, done and paid. Stands on `catalogue`; see DESIGN in README for the rooms and their order."""

from portal.celery import app as celery_app

__all__ = ["celery_app"]
