"""Who asks: a bearer token (another system) or the session of a browser (with its CSRF token).

A token costs one statement, with its membership, person and organisation. A token that is wrong, expired or revoked is
401, never "just the public": a client must notice that it is not who it thinks it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from catalogue.actor import Actor
from portal.people.actors import membership_of
from portal.people.models import Membership, User
from portal.people.queries import actor_of, actor_of_token, token_of

CHALLENGE = 'Bearer realm="keuzeportaal"'


@dataclass(frozen=True, slots=True)
class Access:
    """By what right somebody asks: the actor, the membership, and the client (token or membership) as a short id."""

    actor: Actor
    membership: Membership
    client: str


def access_of(request: Request) -> Access | None:
    """The access of an authenticated request; `None` for the public."""
    return cast("Access | None", request.auth)


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer TOKEN`."""

    def authenticate(self, request: Request) -> tuple[User, Access] | None:
        """The person and their access; nothing without the header; 401 for a token that does not work."""
        header = request.headers.get("Authorization")
        if header is None:
            return None
        kind, _space, raw = header.partition(" ")
        raw = raw.strip()
        usable = kind.lower() == "bearer" and 0 < len(raw) <= 200 and raw.isascii() and raw.isprintable()
        token = token_of(raw) if usable else None
        if token is None:
            raise AuthenticationFailed(_("This token does not work (any more). Make a new one."), code="bad_token")
        return token.membership.user, Access(actor_of_token(token), token.membership, str(token.pk))

    def authenticate_header(self, request: Request) -> str:
        """What 401 asks for."""
        return CHALLENGE


class BrowserSession(SessionAuthentication):
    """The session of a person who signed in with a browser, acting in the membership they chose."""

    def authenticate(self, request: Request) -> tuple[User, Access] | None:
        """The person and their access; 403 `csrf_failed` when a page of somebody else's made the request."""
        plain: Any = request._request
        if getattr(plain, "user", None) is None or not plain.user.is_authenticated:
            return None
        self.enforce_csrf(request)
        membership = membership_of(plain)
        if membership is None:
            return None
        return membership.user, Access(actor_of(membership), membership, str(membership.pk))
