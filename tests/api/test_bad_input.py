"""Whatever a client sends to a POST or PATCH: never 500, always the field named, nothing written."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from tests import cast
from tests.api.client import Api, places, problem
from tests.api.operations import OPERATIONS, Operation
from tests.api.spoiled import rounds, schema_of
from tests.cast import Town

pytestmark = pytest.mark.slow

NOBODYS_ID = "00000000-0000-4000-8000-000000000000"
# their faults stand in the result of each row
ROW_BY_ROW = ("post /claim-decisions", "post /offer-reviews", "post /invoice-acceptances")
WITH_BODY = [name for name, operation in OPERATIONS.items() if not operation.multipart and name not in ROW_BY_ROW]


@cache
def document() -> Any:
    return Api().get("openapi.json").json()


def properties_of(name: str) -> tuple[dict[str, Any], list[str]]:
    """The fields of a body and which of them must be there, from the schema."""
    method, path = name.split()
    body = document()["paths"][path][method].get("requestBody")
    if body is None:
        return {}, []
    schema = schema_of(document(), body["content"]["application/json"]["schema"])
    return schema.get("properties", {}), schema.get("required", [])


def everything() -> list[Any]:
    """How many rows there are of everything: one statement."""
    tables = [m._meta.db_table for app in ("catalogue", "portal") for m in apps.get_app_config(app).get_models()]
    parts = " UNION ALL ".join(f"SELECT '{table}', COUNT(*) FROM {table}" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(parts)
        return sorted(cursor.fetchall())


class Asker:
    """Sends spoiled bodies to one operation, and looks after each whether anything was written."""

    def __init__(self, town: Town, operation: Operation, name: str) -> None:
        self.good = operation.body(town)
        self.path = operation.at(town)
        self.api = Api(town, operation.who)
        self.method = name.split(maxsplit=1)[0]
        thing = self.path if self.method == "patch" else self.path.rpartition("/")[0]
        self.headers = {"If-Match": self.api.get(thing).headers["ETag"]} if operation.with_tag else {}
        self.before = everything()

    def send(self, body: Any = None, *, raw: str | bytes | None = None, **headers: str) -> Any:
        response = getattr(self.api, self.method)(self.path, body, raw=raw, **(self.headers | headers))
        assert response.status_code < 500, (body, raw, response.content)
        if response.status_code >= 400:
            assert everything() == self.before, "something was written"
        return response

    def refuse(self, body: Any = None, **options: Any) -> Any:
        return problem(self.send(body, **options), 400, "invalid_input")


def test_every_operation_of_the_schema_is_looked_at() -> None:
    offered = {
        f"{m} {path}" for path, methods in document()["paths"].items() for m in methods if m in ("post", "patch")
    }
    assert offered == set(OPERATIONS)


@pytest.mark.parametrize("name", WITH_BODY)
def test_each_field_refuses_what_it_is_not_and_is_named(town: Town, name: str) -> None:
    asker = Asker(town, OPERATIONS[name], name)
    properties, _required = properties_of(name)
    assert set(asker.good) <= set(properties)
    for spoiled in rounds(document(), properties, asker.good):
        named = {place.split("/")[1] for place in places(asker.refuse(asker.good | spoiled))}
        assert named == set(spoiled), {field: spoiled[field] for field in set(spoiled) - named}


@pytest.mark.parametrize("name", ["post /claims", "patch /claims/{id}", "post /claims/{id}/decisions"])
def test_each_field_of_a_line_is_named_with_its_line(town: Town, name: str) -> None:
    asker = Asker(town, OPERATIONS[name], name)
    line = schema_of(document(), schema_of(document(), properties_of(name)[0]["lines"])["items"])
    good = (
        asker.good["lines"][0] if asker.good["lines"] else {"id": NOBODYS_ID, "sanctionedAmount": "1.00", "reason": ""}
    )
    for spoiled in rounds(document(), line["properties"], good):
        assert places(asker.refuse(asker.good | {"lines": [spoiled]})) == {f"#/lines/0/{field}" for field in spoiled}
    assert "#/lines/0/pupilName" in places(asker.refuse(asker.good | {"lines": [good | {"pupilName": "x"}]}))


@pytest.mark.parametrize("name", [name for name in WITH_BODY if name.startswith("post")])
def test_what_is_missing_is_named(town: Town, name: str) -> None:
    _properties, required = properties_of(name)
    if required:
        assert places(Asker(town, OPERATIONS[name], name).refuse({})) == {f"#/{field}" for field in required}


@pytest.mark.parametrize("name", WITH_BODY)
def test_what_no_program_should_send_is_named_too(town: Town, name: str) -> None:
    asker = Asker(town, OPERATIONS[name], name)
    fields = {f"#/{field}" for field in asker.good}
    for text in ("NaN", "-Infinity", '"a\\u0000b"', '"a\\ud800b"'):
        raw = json.dumps(dict.fromkeys(asker.good, "HERE")).replace('"HERE"', text)
        assert not fields or places(asker.refuse(raw=raw)) == fields
    (error,) = asker.refuse(asker.good | {"pupilName": "x"})["errors"]
    assert (error["location"], error["code"]) == ("#/pupilName", "unknown_field")
    problem(asker.send(raw="a=1", content_type="application/x-www-form-urlencoded"), 415)


@pytest.mark.parametrize(
    "raw",
    ["", "{", "[]", "3", '"text"', "null", '{"a": 1, "a": 2}', b'{"a": "\xff"}', '{"a": "\\ud800"}', "[" * 3000, "{}{}",
     '{"a":' * 40 + "1" + "}" * 40, '{"a": 1e999999999999}'],
)  # fmt: skip
def test_a_body_that_is_no_object_is_refused(town: Town, raw: str | bytes) -> None:
    asker = Asker(town, OPERATIONS["post /bookings"], "post /bookings")
    if raw == "":
        assert places(asker.refuse(raw=raw)) == {"#/offer", "#/pupils"}
    else:
        asker.refuse(raw=raw)


def test_a_body_beyond_the_limit_is_too_large(town: Town) -> None:
    asker = Asker(town, OPERATIONS["post /bookings"], "post /bookings")
    problem(asker.send(asker.good | {"remarks": "x" * 3_000_000}), 413, "too_large")


REFERENCES = [(name, reference) for name, operation in OPERATIONS.items() for reference in operation.references]


@pytest.mark.parametrize(("name", "reference"), REFERENCES)
def test_an_id_that_is_nobodys_or_somebody_elses_is_named(town: Town, name: str, reference: str) -> None:
    asker = Asker(town, OPERATIONS[name], name)
    theirs = {
        "school": town.linde.pk,
        "board": town.kring.pk,
        "scheme": town.kring.pk,
        "session": NOBODYS_ID,
        "offer": cast.offer(town, provider="musician", publish=False).pk,
        "programme": town.talent.pk,
        "image": town.library.pk,
        "lines/0/grant": town.kring.pk,
        "lines/0/theme": town.kring.pk,
        "theme": town.kring.pk,
        "regulation": "ZVW",
        "team": town.kring.pk,
        "target": town.kring.pk,
        "account": town.kring.pk,
        "entry": "0",
        "line": town.kring.pk,
        "lines/0/booking": cast.booking(town, cast.offer(town, provider="musician"), status="accepted").pk,
    }[reference]
    asker.before = everything()
    for id in (NOBODYS_ID, str(theirs)):
        body = json.loads(json.dumps(asker.good))
        holder, _slash, last = reference.rpartition("/")
        (body["lines"][0] if holder else body)[last] = id
        assert f"#/{reference}" in places(asker.refuse(body))


def test_a_thing_that_is_nobodys_is_not_found(town: Town) -> None:
    apis = {operation.who: Api(town, operation.who) for operation in OPERATIONS.values()}
    for name in (name for name in OPERATIONS if "{id}" in name):
        method, path = name.split()
        for id in (NOBODYS_ID, "abc", "%00", "1" * 30, "../me"):
            response = getattr(apis[OPERATIONS[name].who], method)(path[1:].replace("{id}", id), {}, If_Match="*")
            assert response.status_code == 404, (name, id, response.content)
            problem(response, 404, "not_found")


@pytest.mark.parametrize("path", ["sisa-tables/0", "sisa-tables/99999999999", "regulations/" + "x" * 300, "journal/1"])
def test_an_address_with_an_odd_value_is_not_found(town: Town, path: str) -> None:
    problem(Api(town, "finance").get(path), 404, "not_found")


class TestEvidence:
    """The one operation that takes a file."""

    def send(self, town: Town, **fields: Any) -> Any:
        return Api(town, "librarian").upload(f"claims/{cast.claim(town, submitted=False).pk}/evidence", **fields)

    def test_without_a_file(self, town: Town) -> None:
        assert places(problem(self.send(town, other="x"), 400)) == {"#/file", "#/other"}

    @pytest.mark.parametrize(
        ("name", "content"),
        [("a.pdf", b""), ("a.pdf", b"GIF89a"), ("a.exe", b"%PDF-1.7"), ("x" * 300 + ".pdf", b"%PDF-")],
    )
    def test_a_file_that_is_not_what_it_says(self, town: Town, name: str, content: bytes) -> None:
        assert places(problem(self.send(town, file=SimpleUploadedFile(name, content)), 400)) == {"#/file"}

    def test_a_form_beyond_the_limit_is_too_large(self, town: Town) -> None:
        problem(self.send(town, file=SimpleUploadedFile("a.pdf", b"%PDF-" + b"x" * 13_000_000)), 413, "too_large")

    def test_a_text_is_no_file(self, town: Town) -> None:
        assert places(problem(self.send(town, file="%PDF-1.7"), 400)) == {"#/file"}

    def test_json_is_no_form(self, town: Town) -> None:
        claim = cast.claim(town, submitted=False)
        problem(Api(town, "librarian").post(f"claims/{claim.pk}/evidence", {}), 415)


class TestBankStatements:
    """A form with a file, or the XML itself."""

    @pytest.mark.parametrize("content", [b"", b"no xml", b"<a/>", b"<?xml version='1.0'?><Document/>", b"\xff\xfe\x00"])
    def test_what_is_no_statement(self, town: Town, content: bytes) -> None:
        finance = Api(town, "finance")
        upload = finance.upload("bank-statements", file=SimpleUploadedFile("s.xml", content))
        assert places(problem(upload, 400)) == {"#/file"}
        assert places(problem(finance.post("bank-statements", raw=content, content_type="application/xml"), 400)) == {
            "#/file"
        }

    def test_without_a_file(self, town: Town) -> None:
        assert places(problem(Api(town, "finance").upload("bank-statements", other="x"), 400)) == {"#/file", "#/other"}


class TestManyDecisions:
    """The one operation whose body is a list."""

    @pytest.mark.parametrize("body", [{}, [], [{}] * 101])
    def test_the_list_itself(self, town: Town, body: Any) -> None:
        problem(Api(town, "assessor").post("claim-decisions", body), 400)

    @pytest.mark.parametrize("row", [None, 3, [], {}, {"claim": 3}, {"claim": NOBODYS_ID}, {"verdict": "approve"}])
    def test_a_row_that_is_wrong_has_its_own_problem(self, town: Town, row: Any) -> None:
        (result,) = Api(town, "assessor").post("claim-decisions", [row]).json()["results"]
        assert result["status"] == 400
        assert result["problem"]["code"] == "invalid_input"
