"""What the portal writes down about its own work, and what it never writes."""

import json
import logging
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from portal.logs import RequestLog, json_formatter


@pytest.fixture
def lines() -> Iterator[list[dict[str, object]]]:
    """What the request log wrote, as read back from its JSON."""
    written: list[dict[str, object]] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(json.loads(self.format(record)))

    handler = Keep()
    handler.setFormatter(json_formatter())
    logger = logging.getLogger("portal.requests")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield written
    logger.removeHandler(handler)
    logger.setLevel(level)


def answer(request: HttpRequest) -> HttpResponse:
    request.resolver_match = ResolverMatch(answer, (), {"id": "42", "code": "secret-code"}, route="claims/<id>/<code>")
    request.user = AnonymousUser()
    return HttpResponse(status=201)


def test_a_request_leaves_one_line_that_says_who_did_what_from_where_with_which_result(
    lines: list[dict[str, object]],
) -> None:
    request = RequestFactory().post("/claims/42/secret-code", REMOTE_ADDR="192.0.2.7")
    response = RequestLog(answer)(request)

    (line,) = lines
    assert line["action"] == "POST /claims/<id>/<code>"
    assert line["object"] == "42"
    assert line["result"] == 201
    assert line["origin"] == "192.0.2.7"
    assert line["actor"] == "public"
    assert line["request_id"] == response.headers["X-Request-ID"]
    assert {"timestamp", "milliseconds"} <= line.keys()


def test_no_secret_reaches_the_log(lines: list[dict[str, object]]) -> None:
    request = RequestFactory().post(
        "/claims/42/secret-code?token=secret-query",
        {"password": "secret-body"},
        headers={"authorization": "Bearer secret-token", "cookie": "sessionid=secret-cookie"},
    )
    RequestLog(answer)(request)
    logging.getLogger("portal.requests").error("went wrong", extra={"request": request})  # as Django does
    assert len(lines) == 2
    assert "secret" not in json.dumps(lines)


def test_what_servers_say_of_people_does_not_reach_the_log(lines: list[dict[str, object]]) -> None:
    log = logging.getLogger("portal.requests")
    try:
        raise IntegrityError(
            'new row for relation "provider" violates check constraint "iban"\n'
            "DETAIL:  Failing row contains (7, Jan Voorbeeld, NL02ABNA0123456789, jan@voorbeeld.example)."
        )
    except IntegrityError:
        log.exception("not kept for %s", "jan@voorbeeld.example")
    (line,) = lines
    text = json.dumps(line)
    assert "violates check constraint" in text and "test_logs.py" in text, "what went wrong and where"
    assert [word for word in ("jan@", "Jan", "NL02ABNA") if word in text] == []


def test_a_request_id_of_the_caller_is_kept_and_nonsense_is_not(lines: list[dict[str, object]]) -> None:
    kept = RequestLog(answer)(RequestFactory().get("/", headers={"x-request-id": "abc-12345"}))
    replaced = RequestLog(answer)(RequestFactory().get("/", headers={"x-request-id": 'x"\n{injected'}))
    assert kept.headers["X-Request-ID"] == "abc-12345"
    assert "injected" not in replaced.headers["X-Request-ID"]


def test_health_checks_are_not_logged(lines: list[dict[str, object]]) -> None:
    RequestLog(answer)(RequestFactory().get("/livez"))
    assert lines == []
