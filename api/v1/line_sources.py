"""The grants that pay a line of a plan, as they are said and shown."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from api.conventions.shapes import Euros, Id, Shape
from catalogue.errors import Invalid

UNKNOWN = _("There is no such thing, or it is not yours to use.")
NO_PAYER = _("Name the grant that pays this line, or the sources that pay it together.")


class SourceShape(Shape):
    """What one grant pays of a line."""

    grant = Id(source="grant_id")
    amount = Euros()


class NewSource(Shape):
    """A grant and what it pays of the line."""

    grant = Id()
    amount = Euros()


def payers(grants: dict[UUID, Any], line: dict[str, Any], location: str) -> dict[str, Any]:
    """The grants that a line names, as rows."""
    given = line.get("sources") or []
    if not given and "grant" not in line:
        raise Invalid.field(f"{location}/grant", "required", str(NO_PAYER))
    named = [each | {"grant": known(grants, each["grant"], f"{location}/sources/{i}/grant")}
             for i, each in enumerate(given)]  # fmt: skip
    grant = known(grants, line["grant"], f"{location}/grant") if "grant" in line else None
    return {"grant": grant, "sources": named}


def known(rows: dict[UUID, Any], id: UUID, location: str) -> Any:
    """The row with this id; 400 at this place when it is not there or not the actor's."""
    if id not in rows:
        raise Invalid.field(location, "unknown", str(UNKNOWN))
    return rows[id]
