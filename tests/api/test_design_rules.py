"""The NL API Design Rules (Logius, 2.1), one test per rule: on the schema, and on answers of the running API; a rule
that asks for people's judgement is checked as far as a program can."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests import cast
from tests.api.client import Api, places, problem
from tests.cast import Town

RULES = (
    "naming-resources", "naming-collections", "interface-language", "hide-implementation", "date-time/timezone",
    "date-time/format", "date-time/date-omit-time-portion", "http-methods", "http-safety", "http-response-code",
    "stateless", "nested-child", "resource-operations", "error-handling/all-errors", "error-handling/problem-details",
    "error-handling/invalid-input", "doc-language", "doc-openapi", "doc-openapi-contact", "publish-openapi",
    "deprecation-schedule", "transition-period", "changelog", "no-trailing-slash", "path-segments-kebab-case",
    "query-keys-camel-case", "uri-version", "semver", "version-header", "transport/tls", "transport/security-headers",
    "transport/cors", "transport/no-sensitive-uris", "modules/geospatial", "modules/signing", "modules/encryption",
)  # fmt: skip
ROOT = Path(__file__).resolve().parents[2]
METHODS = {"get", "post", "patch", "delete", "put", "head", "options"}
WORDS_FOR_DEEDS = {"get", "create", "update", "delete", "list", "add", "remove", "search", "find", "do", "set"}
UNCOUNTED = {"journal", "me", "evidence", "undelivered", "ubl", "pdf", "file", "preview", "reach", "radar", "progress",
             "input", "letter", "text", "funding", "finance"}  # fmt: skip


@cache
def document() -> Any:
    return Api().get("openapi.json").json()


def operations() -> Iterator[tuple[str, str, Any]]:
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def segments() -> Iterator[str]:
    for path in document()["paths"]:
        yield from (part for part in path.strip("/").split("/") if not part.startswith("{"))


def properties() -> Iterator[tuple[str, Any]]:
    """Every property of every shape, by name."""
    for shape in document()["components"]["schemas"].values():
        yield from shape.get("properties", {}).items()


def test_every_rule_has_its_test() -> None:
    names = {f"test_{re.sub(r'[^a-z]', '_', rule)}" for rule in RULES}
    assert names <= set(globals()), names - set(globals())


def test_naming_resources() -> None:
    for segment in segments():
        assert not set(segment.split("-")) & WORDS_FOR_DEEDS, f"{segment} is a verb; resources are nouns"


def test_naming_collections() -> None:
    for segment in segments():
        assert segment.endswith("s") or segment in UNCOUNTED, segment


def test_interface_language() -> None:
    """English, because the field's terms have an English glossary (docs/glossary.md)."""
    dutch = {"aanbod", "boeking", "boekingen", "gemeente", "scholen", "factuur", "facturen", "bedrag", "naam", "datum"}
    words = set(segments()) | {name for name, _schema in properties()}
    assert not words & dutch


def test_hide_implementation() -> None:
    text = json.dumps(document()).lower()
    for word in ("django", "sqlite", "postgres", "celery", "python", "queryset", "serializer", "primary key"):
        assert word not in text, f"the document speaks of {word}"
    assert "Server" not in Api().get("offers").headers


def test_date_time_timezone(town: Town) -> None:
    row = cast.booking(town)
    created = Api(town, "coordinator").get(f"bookings/{row.pk}").json()["createdAt"]
    assert re.search(r"(Z|[+-]\d\d:\d\d)$", created)


def test_date_time_format(town: Town) -> None:
    created = Api(town, "coordinator").get(f"bookings/{cast.booking(town).pk}").json()["createdAt"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", created)
    for name, schema in properties():
        if re.search(r"(At|since|failedAt)$", name):
            assert schema.get("format") == "date-time", name


def test_date_time_date_omit_time_portion() -> None:
    for name, schema in properties():
        if name.endswith(("On", "Date")) or name in ("date", "spendUntil", "validFrom"):
            assert schema.get("format") == "date", name


def test_http_methods() -> None:
    assert {method for _path, method, _operation in operations()} <= {"get", "post", "patch", "delete"}
    refused = Api().client.put("/api/v1/offers", {}, content_type="application/json")
    assert refused.status_code == 405
    assert "GET" in refused.headers["Allow"]


@pytest.mark.slow
def test_http_safety(town: Town) -> None:
    """Reading changes nothing: the same answer twice, and no body in a GET."""
    officer = Api(town, "officer")
    for path, methods in document()["paths"].items():
        if "get" in methods:
            assert "requestBody" not in methods["get"]
            if "{" not in path:
                assert officer.get(path[1:]).content == officer.get(path[1:]).content


def test_http_response_code() -> None:
    for path, method, operation in operations():
        expected = {"get": {"200"}, "patch": {"200"}, "delete": {"204"}}.get(method, {"201"})
        own = {each: {"200"} for each in ("/claim-decisions", "/offer-reviews", "/invoice-acceptances")}
        own |= {"/brochures/{id}.pdf": {"200", "202"}}
        assert {each for each in operation["responses"] if each[0] == "2"} == own.get(path, expected), (path, method)


def test_stateless(town: Town) -> None:
    """Nothing is kept between requests: a request with a token sets no cookie."""
    assert not Api(town, "officer").get("me").cookies


def test_nested_child() -> None:
    """What belongs to a thing stands below it, never deeper than one level: but a version has only a number there."""
    for path in set(document()["paths"]) - {"/offers/{id}/revisions/{number}"}:
        assert path.count("{") <= 1, path
        assert len(path.strip("/").split("/")) <= 3, path


def test_resource_operations() -> None:
    """A deed is a POST of a noun below a thing; nothing is done by a query key or a word behind the id."""
    for path, method, _operation in operations():
        if method in ("patch", "delete"):
            assert path.endswith("}"), path


def test_error_handling_all_errors() -> None:
    for path, method, operation in operations():
        expected = {"400", "404", "405", "406", "429", "500", "503"}
        if operation["security"] != [{}]:
            expected |= {"401", "403"}
        assert expected <= set(operation["responses"]), (path, method)


def test_error_handling_problem_details(town: Town) -> None:
    for name, response in document()["components"]["responses"].items():
        if name != "Problem304":
            assert set(response["content"]) == {"application/problem+json"}
    api, officer = Api(), Api(town, "officer")
    problem(api.get("nothing-here"), 404)
    problem(api.get("bookings"), 401)
    problem(officer.post("bookings", {}), 403)
    problem(api.client.get("/api/"), 404)
    problem(api.client.get("/api/v1/offers", headers={"Accept": "text/csv"}), 406)


def test_error_handling_invalid_input(town: Town) -> None:
    """400, not 422, with the place of every fault."""
    found = problem(Api(town, "coordinator").post("bookings", {"units": "two"}), 400, "invalid_input")
    assert places(found) == {"#/offer", "#/pupils", "#/units"}
    assert {frozenset(error) for error in found["errors"]} == {frozenset({"in", "location", "code", "detail"})}
    assert places(problem(Api().get("offers", {"kleur": "rood"}), 400)) == {"kleur"}
    for _path, _method, operation in operations():
        content = operation["responses"].get("422", {})
        assert content in ({}, {"$ref": "#/components/responses/Problem422"})  # only for a reused key


def test_doc_language() -> None:
    """English, as the interface; every operation says what it does."""
    for path, method, operation in operations():
        assert operation["summary"].strip(), (path, method)
        assert operation["description"].strip()
        assert not re.search(r"\b(het|een|niet|voor|wordt)\b", operation["description"]), (path, method)


def test_doc_openapi() -> None:
    assert re.fullmatch(r"3\.[01]\.\d+", document()["openapi"])
    assert len({operation["operationId"] for *_where, operation in operations()}) == len(list(operations()))


def test_doc_openapi_contact() -> None:
    assert {"name", "email", "url"} <= set(document()["info"]["contact"])


def test_publish_openapi() -> None:
    api = Api()
    for name in ("openapi.json", "openapi.yaml"):
        answer = api.get(name)
        assert answer.status_code == 200
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert b"script=" in api.get("docs").content
    assert b"/api/v1/openapi.json" in api.get("docs", {"script": ""}).content


def test_deprecation_schedule() -> None:
    """What is deprecated says until when (Sunset); nothing is yet."""
    for path, method, operation in operations():
        if operation.get("deprecated"):
            assert "Sunset" in json.dumps(operation["responses"]), (path, method)


def test_transition_period() -> None:
    """At most two versions stand beside each other; there is one."""
    assert set(re.findall(r"/v(\d+)", json.dumps(document()["servers"]))) == {"1"}


def test_changelog() -> None:
    assert f"API {settings.API_VERSION}" in (ROOT / "CHANGELOG.md").read_text()


def test_no_trailing_slash() -> None:
    assert not [path for path in document()["paths"] if path.endswith("/")]
    problem(Api().get("offers/"), 404)


def test_path_segments_kebab_case() -> None:
    for segment in segments():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", segment), segment


def test_query_keys_camel_case() -> None:
    for path, _method, operation in operations():
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "query":
                assert re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", parameter["name"]), (path, parameter["name"])
    for name, _schema in properties():
        assert re.fullmatch(r"[a-z]+([A-Z][a-z]+)*(256|1)?", name), name


def test_uri_version() -> None:
    assert all(server["url"].endswith("/v1") for server in document()["servers"])


def test_semver() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", document()["info"]["version"])


@pytest.mark.parametrize("path", ["offers", "openapi.json", "docs", "bookings", "nothing-here", "offers?x=1"])
def test_version_header(path: str) -> None:
    assert Api().client.get(f"/api/v1/{path}").headers["API-Version"] == document()["info"]["version"]


def test_transport_tls(settings: Any) -> None:
    """Behind TLS every answer says so (HSTS); without a certificate (on a laptop) it does not pretend."""
    assert "Strict-Transport-Security" not in Api().get("offers").headers
    settings.BEHIND_TLS, settings.SECURE_HSTS_SECONDS = True, 31_536_000
    assert "max-age=31536000" in Api().get("offers").headers["Strict-Transport-Security"]


@pytest.mark.parametrize("path", ["offers", "bookings", "nothing-here"])
def test_transport_security_headers(path: str) -> None:
    headers = Api().get(path).headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"]
    assert headers["Cache-Control"]
    assert headers["Content-Type"]


def test_transport_cors(town: Town) -> None:
    """What is public may be read from any page; what is somebody's may not."""
    assert Api().get("offers").headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in Api(town, "coordinator").get("accounts").headers
    assert "Access-Control-Allow-Credentials" not in Api().get("offers").headers


def test_transport_no_sensitive_uris() -> None:
    """No person, no token and no number of a pupil in an address: addresses end in logs."""
    names = {p["name"].lower() for *_where, o in operations() for p in o.get("parameters", []) if p["in"] != "header"}
    assert not names & {"token", "apikey", "api_key", "password", "email", "name", "bsn", "pupil", "iban"}


def test_modules_geospatial() -> None:
    """No coordinates are offered, so the module does not apply."""
    assert not {name for name, _schema in properties()} & {"geometry", "coordinates", "latitude", "longitude", "crs"}


def test_modules_signing() -> None:
    """No signed messages are offered (TLS and tokens are enough for what is exchanged)."""
    assert "jws" not in json.dumps(document()).lower()


def test_modules_encryption() -> None:
    assert "jwe" not in json.dumps(document()).lower()
