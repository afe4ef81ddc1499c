"""Reading JSON strictly: what two programs could understand differently is refused, with its place.

No NaN or Infinity, no key twice, no NUL characters or half characters (lone surrogates), not deeper or larger than any
honest request. Numbers with a fraction are read exactly (`Decimal`), never as floating point.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar, cast

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.request import Request

from api.conventions.problems import Found, invalid, pointer_part

DEEPEST = 12
LONGEST_NUMBER = 40
LARGEST_FORM = 12 * 1024 * 1024  # files are at most 10 MB; the room that keeps one says so in words


class Unreadable:
    """Stands where the text had something that is no JSON value, until its place is known."""

    def __init__(self, text: str) -> None:
        self.text = text


class Pairs(dict[str, Any]):
    """An object as it was read, remembering which names came twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        names = [name for name, value in pairs]
        self.twice = sorted({name for name in names if names.count(name) > 1}) if len(names) > len(self) else []


class StrictJSON(BaseParser):
    """`application/json`, in UTF-8, one object (or a list, where the shape of the resource is a list)."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """The parsed body, or 400 that names every place that cannot be accepted (413 when it is too large)."""
        request = cast(Request, parser_context["request"])
        value = _load(request._request.body)
        if found := list(_faults(value, "#", 0)):
            raise invalid(*found)
        if not isinstance(value, dict | list):
            raise invalid(Found("body", "#", "not_an_object", _("The body must be a JSON object.")))
        return value


class MergePatch(StrictJSON):
    """The same reading for `PATCH` with the media type of RFC 7396."""

    media_type = "application/merge-patch+json"


class Upload(MultiPartParser):
    """A form with a file; Django's limits on fields hold, and a form beyond every honest file is not read at all."""

    largest: ClassVar[int] = LARGEST_FORM

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """The fields and files; 413 when it is too large."""
        length = cast(Request, parser_context["request"]).META.get("CONTENT_LENGTH", "")
        if length.isdigit() and int(length) > self.largest:
            raise RequestDataTooBig
        return super().parse(stream, media_type, parser_context)


class XmlFile(BaseParser):
    """An XML file as the body itself: the same as a form with one `file`."""

    media_type = "application/xml"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """The body as the uploaded file; what is in it is for the room that reads it."""
        request = cast(Request, parser_context["request"])
        return {"file": SimpleUploadedFile("body.xml", request._request.body, "application/xml")}


def _load(body: bytes) -> Any:
    try:
        return json.loads(
            body.decode("utf-8"),
            object_pairs_hook=Pairs,
            parse_constant=Unreadable,
            parse_float=_number,
            parse_int=_number,
        )
    except UnicodeDecodeError as error:
        raise invalid(Found("body", "#", "not_utf8", _("The body is not text in UTF-8."))) from error
    except RecursionError as error:
        raise invalid(Found("body", "#", "too_deep", _("The body is nested too deeply."))) from error
    except ValueError as error:
        raise invalid(Found("body", "#", "not_json", _("The body is not JSON: %s.") % error)) from error


def _number(text: str) -> Any:
    if len(text) > LONGEST_NUMBER:
        return Unreadable(text[:LONGEST_NUMBER] + "…")
    if text.lstrip("-").isdigit():
        return int(text)
    try:
        number = Decimal(text)
    except InvalidOperation:
        return Unreadable(text)
    return number if number.adjusted() <= LONGEST_NUMBER else Unreadable(text)


def _faults(value: Any, place: str, depth: int) -> Iterator[Found]:
    """Every place in the body that cannot be accepted."""
    if depth > DEEPEST:
        yield Found("body", place, "too_deep", _("The body is nested too deeply."))
    elif isinstance(value, Unreadable):
        yield Found("body", place, "not_a_number", _("“%s” is not a number that can be read here.") % value.text)
    elif isinstance(value, str):
        yield from _faults_of_text(value, place)
    elif isinstance(value, Pairs):
        for name in value.twice:
            inside = f"{place}/{pointer_part(_printable(name))}"
            yield Found("body", inside, "duplicate_key", _("This name is there more than once."))
        for name, inner in value.items():
            if list(_faults_of_text(name, place)):
                yield Found("body", place, "bad_characters", _("A name holds characters that cannot be kept."))
            yield from _faults(inner, f"{place}/{pointer_part(_printable(name))}", depth + 1)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _faults(inner, f"{place}/{index}", depth + 1)


def _faults_of_text(text: str, place: str) -> Iterator[Found]:
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        yield Found("body", place, "bad_characters", _("The text holds characters that cannot be kept."))


def _printable(name: str) -> str:
    return name.encode("utf-8", "replace").decode()[:100]
