"""How many requests a token, or an address without one, may make. Beyond it: 429 with `Retry-After`.

A counter per client and minute (or second, hour, day) in the shared cache: one increment per request at any rate.
"""

from __future__ import annotations

import time
from typing import Any, ClassVar

from django.conf import settings
from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from api.conventions.authentication import access_of

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


class Rate(BaseThrottle):
    """At most so many requests per window; the window and the number come from the settings (`6000/min`)."""

    scope: ClassVar[str]

    def client(self, request: Request) -> str | None:
        """Whom to count; `None` when this rate is not about the request."""
        raise NotImplementedError

    def allow_request(self, request: Request, view: Any) -> bool:
        """Count the request, and say whether it still fits."""
        client = self.client(request)
        if client is None:
            return True
        rates: Any = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]
        number, _slash, period = rates[self.scope].partition("/")
        self.window = SECONDS[period[0]]
        key = f"rate:{self.scope}:{client}:{int(time.time() // self.window)}"
        cache.add(key, 0, self.window + 1)
        try:
            return bool(cache.incr(key) <= int(number))
        except ValueError:  # the window ended between the two
            return True

    def wait(self) -> float:
        """Seconds until the next window."""
        return self.window - time.time() % self.window


class TokenRate(Rate):
    """Per token or, in a browser, per membership."""

    scope = "token"

    def client(self, request: Request) -> str | None:
        """Nothing for the public."""
        access = access_of(request)
        return access.client if access else None


class PublicRate(Rate):
    """Per address that asks without a token."""

    scope = "public"

    def client(self, request: Request) -> str | None:
        """The address; behind a proxy the one that our own proxy saw, which a client cannot invent."""
        if access_of(request):
            return None
        seen = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_TLS else ""
        return str(seen.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", ""))[:60]
