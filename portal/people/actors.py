"""From a request to an actor: the membership chosen in the session, else the oldest open one."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from catalogue.actor import ANYONE, Actor
from portal.people.models import Membership, User
from portal.people.queries import actor_of, memberships_of

SESSION_KEY = "membership"


def membership_of(request: HttpRequest) -> Membership | None:
    """The membership in which the signed-in person acts now; `None` for the public."""
    if not isinstance(request.user, User):
        return None
    mine = list(memberships_of(request.user))
    chosen = request.session.get(SESSION_KEY)
    return next((each for each in mine if str(each.pk) == chosen), mine[0] if mine else None)


def actor_for(request: HttpRequest) -> Actor:
    """Who acts in this request of a browser."""
    membership = membership_of(request)
    return actor_of(membership) if membership else ANYONE


class ActorMiddleware:
    """Gives every request `request.actor`, looked up when first asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach the actor lazily, so that static files and public pages pay nothing."""
        request.actor = SimpleLazyObject(lambda: actor_for(request))  # type: ignore[attr-defined]  # our own attribute
        return self.get_response(request)


def acting(request: HttpRequest) -> Actor:
    """The actor of a request that passed `ActorMiddleware`, typed."""
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by ActorMiddleware
    return actor
