"""Shapes: what a body may look like, and how a thing is shown. They know forms, never rules.

Names are written in Python's style here and stand on the wire in camelCase (`year_groups` ↔ `yearGroups`): one
conversion, in `Shape.get_fields`, so that schema, answers, errors and what a domain call receives always agree.
Reading is strict: a name that is not known is refused, and no type is guessed from another (`true` is not 1, `"3"` is
not 3). Money is a string with at most two decimals; a JSON number is refused, because most programs read it as binary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError as DjangoValidationError
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

from catalogue.money import MOST

LARGEST_WHOLE = 2_000_000_000
LONGEST_LIST = 500
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


def camel(name: str) -> str:
    """`year_groups` → `yearGroups`."""
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)


class Shape(serializers.Serializer[Any]):
    """A JSON object with exactly these fields."""

    def get_fields(self) -> dict[str, Any]:
        """The declared fields under their names on the wire; each reads and writes the Python name.

        A name that a serializer uses itself is declared with an underscore behind it (`label_`).
        """
        fields: dict[str, Any] = {}
        for declared, field in super().get_fields().items():
            name = declared.rstrip("_")
            wire = camel(name)
            if isinstance(field, serializers.SerializerMethodField):
                field.method_name = field.method_name or f"get_{name}"
            elif field.source is None and wire != name:
                field.source = name
            fields[wire] = field
        return fields

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """The values by Python name; every wrong or unknown field is named at once."""
        if not isinstance(data, Mapping):
            raise ValidationError(
                {"non_field_errors": [ErrorDetail(str(_("An object is expected.")), "not_an_object")]}
            )
        known = {name for name, field in self.fields.items() if not field.read_only}
        unknown = {
            str(name): [ErrorDetail(str(_("This field does not exist here.")), code="unknown_field")]
            for name in data
            if name not in known
        }
        try:
            value: dict[str, Any] = super().to_internal_value(data)
        except ValidationError as error:
            raise ValidationError({**unknown, **error.detail}) from error  # type: ignore[dict-item]  # always a dict here
        if unknown:
            raise ValidationError(unknown)
        return value


class Text(serializers.CharField):
    """Text of a bounded length; surrounding white space is dropped."""

    default_error_messages = {"invalid": _("Text is expected.")}

    def __init__(self, *, max_length: int, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)

    def to_internal_value(self, data: Any) -> str:
        """A string, or `invalid`."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Url(serializers.URLField):
    """An http(s) address of bounded length."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=500, **options)

    def to_internal_value(self, data: Any) -> str:
        """A string, or `invalid`."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Whole(serializers.IntegerField):
    """A whole number in a range; a string, a boolean or a fraction is refused."""

    def __init__(self, *, least: int = 0, most: int = LARGEST_WHOLE, **options: Any) -> None:
        super().__init__(min_value=least, max_value=most, **options)

    def to_internal_value(self, data: Any) -> int:
        """An integer, or `invalid`."""
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return super().to_internal_value(data)


class Flag(serializers.BooleanField):
    """`true` or `false`, nothing that looks like it."""

    def to_internal_value(self, data: Any) -> bool:
        """A boolean, or `invalid`."""
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Decimals(serializers.DecimalField):
    """An exact number as a string (`"3.00"`)."""

    numbers = False

    default_error_messages = {"invalid": _('A number as text is expected, such as "3.00".')}

    def __init__(self, *, least: Decimal, most: Decimal, digits: int = 14, places: int = 2, **options: Any) -> None:
        super().__init__(max_digits=digits, decimal_places=places, min_value=least, max_value=most, **options)

    def validate_empty_values(self, data: Any) -> tuple[bool, Any]:
        """Only null is nothing; an empty text is a wrong number."""
        return serializers.Field.validate_empty_values(self, data)

    def to_internal_value(self, data: Any) -> Decimal:
        """A `Decimal`, or `invalid`."""
        number = self.numbers and isinstance(data, int | Decimal) and not isinstance(data, bool)
        plain = isinstance(data, str) and re.fullmatch(r"-?[0-9]{1,20}(\.[0-9]{1,20})?", data)
        if not (number or plain):
            self.fail("invalid")
        return super().to_internal_value(data)


class Euros(Decimals):
    """An amount in euros: a string with at most two decimals."""

    default_error_messages = {"invalid": _('An amount in euros as text is expected, such as "12.50".')}

    def __init__(self, *, least: Decimal = Decimal("0.00"), most: Decimal = MOST, **options: Any) -> None:
        super().__init__(least=least, most=most, **options)


@extend_schema_field({"type": ["string", "number"], "format": "decimal", "minimum": 0, "example": "1.50"})
class Hours(Decimals):
    """A number of hours, as a string or as a JSON number (which the parser reads exactly)."""

    numbers = True


class Day(serializers.DateField):
    """A day as `YYYY-MM-DD`."""

    def to_internal_value(self, value: Any) -> date:
        """A date within this century, or `invalid`."""
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            self.fail("invalid", format="YYYY-MM-DD")
        day = super().to_internal_value(value)
        if not FIRST_DAY <= day <= LAST_DAY:
            self.fail("invalid", format="YYYY-MM-DD (2000–2099)")
        return day


class Moment(serializers.DateTimeField):
    """A moment of RFC 3339, with its zone."""

    PATTERN = r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})"

    def to_internal_value(self, value: Any) -> datetime:
        """A moment with a zone, within this century, or `invalid`."""
        if not isinstance(value, str) or not re.fullmatch(self.PATTERN, value, re.ASCII):
            self.fail("invalid", format="YYYY-MM-DDThh:mm:ssZ")
        moment = super().to_internal_value(value)
        if not FIRST_DAY <= moment.date() <= LAST_DAY:
            self.fail("invalid", format="YYYY-MM-DDThh:mm:ssZ (2000–2099)")
        return moment


class Id(serializers.UUIDField):
    """The id of a thing: an opaque string."""

    def to_internal_value(self, data: Any) -> UUID:
        """A UUID in its usual form, or `invalid`."""
        if not isinstance(data, str) or len(data) != 36:
            self.fail("invalid", value=data if isinstance(data, str) else "…")
        return super().to_internal_value(data)


class Word(serializers.ChoiceField):
    """One of a few words."""

    def __init__(self, words: Iterable[str], **options: Any) -> None:
        super().__init__(choices=[(word, word) for word in words], **options)

    def to_internal_value(self, data: Any) -> str:
        """One of the words, exactly so, or `invalid_choice`."""
        if not isinstance(data, str) or data not in self.choices:
            self.fail("invalid_choice", input=data if isinstance(data, str) else "…")
        return data


class Rows(serializers.ListField):
    """A list of bounded length; each entry is checked by `of`."""

    def __init__(self, of: Any, *, least: int = 0, most: int = LONGEST_LIST, **options: Any) -> None:
        super().__init__(child=of, min_length=least, max_length=most, **options)

    def to_internal_value(self, data: Any) -> list[Any]:
        """The checked entries; a text or an object is no list."""
        if not isinstance(data, list):
            self.fail("not_a_list", input_type=type(data).__name__)
        return super().to_internal_value(data)


class Document(serializers.FileField):
    """An uploaded file; its type and size are rules of the room that keeps it."""

    def to_internal_value(self, data: Any) -> Any:
        """The file, or `invalid` when it has no name or no content."""
        try:
            return super().to_internal_value(data)
        except DjangoValidationError as error:
            raise ValidationError(error.messages) from error


class Ref(Shape):
    """A thing by its id and name."""

    id = serializers.UUIDField()
    name = serializers.CharField()
