"""Two questions of machines: is this process alive (`/livez`), and does the whole portal work (`/readyz`)?

A load balancer or a restart asks `/livez`; monitoring asks `/readyz`, because a worker that stands still is no reason
to take the pages away.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from catalogue.journal import outbox
from portal.clock.turns import stands_still_since

STUCK_AFTER = timedelta(minutes=5)


def livez(_request: HttpRequest) -> HttpResponse:
    """200 as long as this process answers; asks the database nothing."""
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


def readyz(_request: HttpRequest) -> HttpResponse:
    """200 when the database answers and no work waits longer than five minutes; else 503 with what is wrong."""
    try:
        waiting = outbox.due().filter(due_at__lt=timezone.now() - STUCK_AFTER).count()
        late = stands_still_since(STUCK_AFTER)
        state = {
            "database": "ok",
            "outbox": f"{waiting} waiting too long" if waiting else "ok",
            "clock": f"stands still since {late:%Y-%m-%d %H:%M}" if late else "ok",
        }
    except Error:
        state = {"database": "does not answer", "outbox": "unknown", "clock": "unknown"}
    good = all(value == "ok" for value in state.values())
    return JsonResponse(state, status=200 if good else 503, headers={"Cache-Control": "no-store"})
