"""What every page knows: the house style, who is looking, where they may go, and whether this is a demo."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from catalogue.actor import ANYONE, Actor
from frontend.menu import current, menu_of
from frontend.visitors import visitor_of


def house(request: HttpRequest) -> dict[str, Any]:
    """`actor`, `visitor` (its links), `menu` (the others, by group), `section` (the current link) and `demo`."""
    actor: Actor = getattr(request, "actor", ANYONE)
    visitor = visitor_of(actor)
    return {
        "actor": actor,
        "visitor": visitor,
        "menu": menu_of(visitor, actor),
        "section": current(visitor.links, request.path),
        "demo": settings.DEMO,
    }
