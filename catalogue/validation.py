"""From a row that may be wrong to a row that is saved: every fault at once, as JSON pointers."""

from __future__ import annotations

import re
from copy import copy
from typing import TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from catalogue.errors import Fault, Invalid, check

M = TypeVar("M", bound=models.Model)


def pointer(field: str) -> str:
    """`own_contribution` → `#/ownContribution`: the name of a field as the API writes it."""
    head, *tail = field.split("_")
    return f"#/{head}{''.join(word.capitalize() for word in tail)}"


def name_of(location: str) -> str:
    """`#/ownContribution` → `own_contribution`, also of a part of it (`#/lines/0/amount` → `lines`)."""
    head = location.removeprefix("#").strip("/").split("/")[0]
    return re.sub(r"([A-Z])", r"_\1", head).lower()


def _faults(error: ValidationError) -> Invalid:
    return Invalid(
        *(
            Fault("#" if field == NON_FIELD_ERRORS else pointer(field), fault.code or "invalid", message)
            for field, faults in error.error_dict.items()
            for fault in faults
            for message in fault.messages
        )
    )


def validated(row: M) -> M:
    """Check every field and constraint of a new row and insert it. `Invalid` names each wrong field."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise _faults(error) from error
    row.save(force_insert=True)
    return row


def field_faults(row: models.Model, **changes: object) -> tuple[Fault, ...]:
    """What is wrong with new values for the fields of a row, which is not changed by asking."""
    changed = copy(row)
    for name, value in changes.items():
        setattr(changed, name, value)
    others = {field.name for field in row._meta.fields} - set(changes)
    try:
        changed.clean_fields(exclude=others)
    except ValidationError as error:
        return _faults(error).faults
    return ()


def check_fields(row: models.Model, **changes: object) -> None:
    """Check new values against the fields of a row, without writing them. `Invalid` names each wrong field."""
    check(field_faults(row, **changes))
