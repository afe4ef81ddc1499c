"""Who can sign in to the demo with one click."""

from __future__ import annotations

from django.conf import settings

from portal.demo.content import content
from portal.demo.shapes import Login


def demo_accounts() -> tuple[Login, ...]:
    """The accounts of the demo in the order of the sign-in page; none outside demo mode."""
    return content().accounts if settings.DEMO else ()


def demo_password() -> str:
    """The password that all accounts of the demo share. `LookupError` outside demo mode."""
    if not settings.DEMO:
        raise LookupError("there are no demo accounts outside demo mode")
    return content().password
