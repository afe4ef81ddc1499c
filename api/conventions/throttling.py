"""How many requests a token, or an address without one, may make. Beyond it: 429 with `Retry-After`."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from api.conventions.authentication import access_of


class TokenRate(SimpleRateThrottle):
    """Counts per member who is known."""

    scope = "token"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """One bucket per token or, in a browser, per person; nothing for the public."""
        access = access_of(request)
        return self.cache_format % {"scope": self.scope, "ident": access.client} if access else None


class PublicRate(SimpleRateThrottle):
    """Counts per address that asks without a token."""

    scope = "public"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """One bucket per address."""
        if request.auth is not None:
            return None
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}
