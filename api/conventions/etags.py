"""Preconditions: what a client read, and whether that still holds.

The ETag of a thing is its version and a digest of what was shown: `"7-3f1c9a"`. Whether you may write depends on the
version alone (`If-Match`): a thing whose *derived* values moved, such as the places left, may still be changed. Whether
you need to read again depends on all of it (`If-None-Match`).
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.request import Request

from api.conventions.problems import Found, Problem, Wrong, invalid
from catalogue.errors import Stale

TAG = re.compile(r'(W/)?"([^"\x00-\x20\x7f]*)"')


def etag(version: int, shown: bytes) -> str:
    """The strong tag of a thing in this version, shown like this."""
    return f'"{version}-{hashlib.sha256(shown).hexdigest()[:12]}"'


def check_match(request: Request, thing: Any, *, required: bool) -> None:
    """Go on only when the thing is still in a version that `If-Match` names.

    428 `precondition_missing` when the header must be there and is not, 400 when it is no list of tags, 412 `stale`
    when none of them is the version that stands now. Weak tags never match (RFC 9110 § 13.1.1); `*` always does.
    """
    header = request.headers.get("If-Match")
    if header is None:
        if required:
            raise Wrong(
                Problem(428, "precondition_missing", _("Read the thing first and send its ETag back as If-Match."))
            )
        return
    check_tags(header, "If-Match", thing)


def check_tags(header: str, name: str, thing: Any) -> None:
    """The same for a list of tags that stands elsewhere, such as in one row of many."""
    if header.strip() == "*":
        return
    tags = _tags(header, name)
    if str(thing.version) not in {tag.partition("-")[0] for weak, tag in tags if not weak}:
        raise Stale(_("This was changed in the meantime. Reload it, look at what changed, and decide again."))


def not_modified(request: Request, tag: str) -> bool:
    """Whether the client already has what would be shown now."""
    header = request.headers.get("If-None-Match")
    if header is None:
        return False
    return header.strip() == "*" or tag.strip('"') in {tag for weak, tag in _tags(header, "If-None-Match")}


def _tags(header: str, name: str) -> list[tuple[bool, str]]:
    parts = [part.strip() for part in header.split(",")]
    found = [TAG.fullmatch(part) for part in parts]
    tags = [(bool(match[1]), match[2]) for match in found if match]
    if len(tags) != len(parts):
        raise invalid(Found("header", name, "not_a_tag", _("A quoted ETag is expected, or several with commas.")))
    return tags
