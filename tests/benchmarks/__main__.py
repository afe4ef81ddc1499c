"""`make bench`: the portal beside a thin Django line, in one interleaved run, on the configured database.

Prints medians and their ratio; asserts nothing, because seconds say more about the machine than about the code.
ROUNDS=500 makes it longer, OFFERS=50000 larger. The database is a test database, made for the run and thrown away.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ["LOG_LEVEL"] = "ERROR"  # a line per request would be part of what is measured, and of the report
django.setup()

from django.db import connection  # noqa: E402  # Django has to be set up first
from django.test import Client, RequestFactory  # noqa: E402  # the same
from django.test.utils import (  # noqa: E402  # the same
    CaptureQueriesContext,
    setup_databases,
    setup_test_environment,
    teardown_databases,
)

from catalogue.brochure import pdf  # noqa: E402  # the same
from portal.brochures.making import content_of  # noqa: E402  # the same
from tests import cast  # noqa: E402  # the same
from tests.benchmarks import thin  # noqa: E402  # the same
from tests.many import many_offers  # noqa: E402  # the same

ROUNDS = int(os.environ.get("ROUNDS", "200"))
OFFERS = int(os.environ.get("OFFERS", "5000"))
WARM_UP = 10
Line = Callable[[], Any]


def timed(lines: dict[str, Line]) -> dict[str, list[float]]:
    """Milliseconds of each line; in every round each comes once, so that a busy moment hits all alike."""
    seen: dict[str, list[float]] = {name: [] for name in lines}
    for number in range(WARM_UP + ROUNDS):
        for name, line in lines.items():
            start = time.perf_counter()
            answer = line()
            if number >= WARM_UP:
                seen[name].append((time.perf_counter() - start) * 1000)
            assert answer.status_code < 300, (name, answer.content[:300])
    return seen


def statements(line: Line) -> int:
    """How many statements one request takes."""
    with CaptureQueriesContext(connection) as seen:
        line()
    return len([each for each in seen.captured_queries if not each["sql"].startswith(("BEGIN", "COMMIT"))])


def lines_of(town: cast.Town) -> dict[str, dict[str, Line]]:
    """Two questions, each asked of the portal's API and of the thin line."""
    made = cast.offer(town, price=Decimal("0.01"), capacity=None)
    for number in range(39):
        cast.offer(town, title=f"Les {number}")
    headers = {"Authorization": f"Bearer {town.token('coordinator')}"}
    body = json.dumps({"offer": str(made.pk), "units": 1, "pupils": 20})
    client, factory, kind = Client(), RequestFactory(), "application/json"
    address = "/api/v1/bookings"
    return {
        "booking": {
            "portal": lambda: client.post(address, body, content_type=kind, headers=headers),
            "thin": lambda: thin.book(factory.post(address, body, content_type=kind, headers=headers)),
        },
        "catalogue list": {
            "portal, with facets": lambda: client.get("/api/v1/offers", {"facets": "true"}, headers=headers),
            "portal": lambda: client.get("/api/v1/offers", headers=headers),
            "thin": lambda: thin.offers(factory.get("/api/v1/offers")),
        },
    }


def lines_of_many(town: cast.Town) -> dict[str, dict[str, Line]]:
    """The catalogue with thousands of offers: the page and the endpoint, with and without a question, beside thin."""
    many_offers(town, OFFERS)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client, factory = Client(), RequestFactory()
    asked = {"q": "begrijpend lezen", "kind": "optional", "sector": "PO"}
    counted = {"facets": "true"}
    thin_line: Line = lambda: thin.offers(factory.get("/api/v1/offers"))  # noqa: E731  # a line as the others are
    return {
        f"{OFFERS} offers, all of them": {
            "page": lambda: client.get("/offers"),
            "endpoint, with facets": lambda: client.get("/api/v1/offers", counted),
            "endpoint": lambda: client.get("/api/v1/offers", {"ordering": "title"}),
            "thin": thin_line,
        },
        f"{OFFERS} offers, a question in Dutch and two filters": {
            "page": lambda: client.get("/offers", asked),
            "endpoint, with facets": lambda: client.get("/api/v1/offers", asked | counted),
            "endpoint": lambda: client.get("/api/v1/offers", asked),
            "thin, without either": thin_line,
        },
    }


def say(question: str, lines: dict[str, Line]) -> None:
    """One block of the report."""
    counted = {name: statements(line) for name, line in lines.items()}
    seen = timed(lines)
    least = next(statistics.median(times) for name, times in seen.items() if name.startswith("thin"))
    out = [f"\n{question}, {ROUNDS} rounds on {connection.vendor}"]
    for name, times in seen.items():
        median, slow = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        figures = f"{median:8.2f} ms   p95 {slow:8.2f} ms   {median / least:5.1f} × thin   {counted[name]} statements"
        out.append(f"  {name:24} {figures}")
    sys.stdout.write("\n".join(out) + "\n")


def brochure(town: cast.Town, offers: int = 200) -> None:
    """The brochure of many offers: processor time of this process, the threads of the typesetter included."""
    many_offers(town, offers)
    begun = time.process_time()
    printed = content_of(town.programme, None, "nl")
    read = time.process_time()
    content = pdf.render(printed, lambda done, total: None)
    made = time.process_time()
    size, asked = len(content) // 1000, len(statements_of(town))
    figures = f"read {read - begun:.2f} s   made {made - read:.2f} s   {size} kB   {asked} statements"
    sys.stdout.write(f"\nbrochure of {offers} offers, processor time on {connection.vendor}\n  {figures}\n")


def statements_of(town: cast.Town) -> list[Any]:
    """What asking for the content of a brochure costs."""
    with CaptureQueriesContext(connection) as seen:
        content_of(town.programme, None, "nl")
    return seen.captured_queries


def main() -> None:
    """Make a database, measure, throw it away."""
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        town = cast.build_town()
        for question, lines in lines_of(town).items():
            say(question, lines)
        brochure(town)
        for question, lines in lines_of_many(town).items():
            say(question, lines)
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
