"""From the schema of a body: for each field, values that are not right, each with a name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

LONG, HUGE = "x" * 20_000, 10**30
EVERY_TYPE: dict[str, Any] = {"a number": 12, "a boolean": True, "a list": [[]], "an object": {"a": 1}, "a text": "zo"}
FITS = {"string": {"a text"}, "integer": {"a number"}, "number": {"a number"}, "boolean": {"a boolean"}}
TEXTS: dict[str, dict[str, Any]] = {
    "uuid": {"not an id": "1234", "too long": LONG},
    "date": {"no day": "2026-02-30", "another form": "20260101", "long ago": "0001-01-01", "far": "9999-12-31"},
    "date-time": {"no zone": "2027-01-01T10:00:00", "no month": "2027-13-01T10:00:00Z", "far": "9999-12-31T23:59:59Z"},
    "decimal": {"too precise": "1.005", "negative": "-1.00", "NaN": "NaN", "Infinity": "Infinity", "huge": "9" * 30,
                "scientific": "1e3", "a comma": "1,50", "empty": ""},
    "uri": {"no address": "zomaar", "a script": "javascript:alert(1)", "too long": "https://example.org/" + LONG},
    "": {"too long": LONG},
}  # fmt: skip
NUMBERS: dict[str, Any] = {"negative": -1, "huge": HUGE, "a fraction": 1.5, "a number as text": "3", "empty": ""}


def schema_of(document: Any, schema: Any) -> Any:
    """The schema behind references, without null."""
    if "$ref" in schema:
        return schema_of(document, document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
    for key in ("allOf", "oneOf", "anyOf"):
        if key in schema:
            return schema_of(document, next(one for one in schema[key] if one.get("enum") != [None]))
    return schema


def kind_of(schema: Any) -> str:
    """The JSON type, without null."""
    kind = schema.get("type", "string")
    return next(one for one in kind if one != "null") if isinstance(kind, list) else str(kind)


def bad_values(document: Any, schema: Any) -> dict[str, Any]:
    """Values that this field must refuse, by name."""
    schema = schema_of(document, schema)
    kind = kind_of(schema)
    kinds = schema["type"] if isinstance(schema.get("type"), list) else [kind]
    good = {name for one in kinds for name in FITS.get(one, set())} | (
        {"a list"} if kind == "array" else {"an object"} if kind == "object" else set()
    )
    bad = {name: value for name, value in EVERY_TYPE.items() if name not in good}
    if schema.get("enum"):
        return bad | {"another word": "iets-anders", "a text": "zo", "too long": LONG}
    if kind == "string":
        return bad | _texts(schema)
    if kind == "integer":
        return bad | NUMBERS
    if kind == "array":
        inside = bad_values(document, schema["items"])
        return bad | {"too many": ["x"] * 2000} | {f"a list with {name}": [value] for name, value in inside.items()}
    return bad


def _texts(schema: Any) -> dict[str, Any]:
    name = schema.get("format", "")
    return TEXTS.get(name, {} if name else TEXTS[""]) if name or "pattern" not in schema else TEXTS["decimal"]


def rounds(document: Any, properties: dict[str, Any], good: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Bodies in which every field is wrong at once; together they go through all bad values of all fields."""
    values = {name: list(bad_values(document, schema).values()) for name, schema in properties.items() if name in good}
    for number in range(max((len(each) for each in values.values()), default=0)):
        yield {name: each[number % len(each)] for name, each in values.items()}
