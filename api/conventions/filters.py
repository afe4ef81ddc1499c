"""Filters of lists: query keys in camelCase, a repeated key means "or", and nothing is ignored in silence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.request import Request

from api.conventions.problems import Found, Wrong, invalid
from api.conventions.shapes import FIRST_DAY, LAST_DAY, camel

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Filters(django_filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    """The filters of one list, declared under Python names."""

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        """The filters under their names in the query."""
        return {camel(name): one for name, one in super().get_filters().items()}

    @classmethod
    def keys(cls) -> frozenset[str]:
        """Every query key that this list knows."""
        return frozenset(cls.base_filters)

    @classmethod
    def repeatable(cls) -> frozenset[str]:
        """The keys that may be there more than once."""
        return frozenset(name for name, one in cls.base_filters.items() if isinstance(one, AnyOf))


class ManyValues(forms.Field):
    """Every value of a repeated key, each checked by `of`."""

    widget = forms.MultipleHiddenInput

    def __init__(self, of: forms.Field, **options: Any) -> None:
        self.of = of
        super().__init__(**{name: value for name, value in options.items() if name in {"required", "label"}})

    def clean(self, value: Any) -> list[Any]:
        """The cleaned values, in the order given."""
        return [self.of.clean(one) for one in value or [] if one != ""]


class AnyOf(django_filters.Filter):  # type: ignore[misc]  # django-filter ships no types
    """Rows whose field is one of the values given: `?sector=PO&sector=VO`."""

    field_class = ManyValues

    def __init__(self, field_name: str | None = None, *, of: forms.Field | None = None, **options: Any) -> None:
        super().__init__(field_name, of=of or forms.CharField(max_length=100), **options)

    def filter(self, qs: QuerySet[Any], value: list[Any]) -> QuerySet[Any]:
        """No value, no filter."""
        if not value:
            return qs
        rows = qs.filter(**{f"{self.field_name}__in": value})
        return rows.distinct() if self.distinct else rows


def ids(field_name: str | None = None, **options: Any) -> AnyOf:
    """A filter on the id of a thing, or of several."""
    return AnyOf(field_name, of=forms.UUIDField(), **options)


def words(choices: Iterable[str], field_name: str | None = None, **options: Any) -> AnyOf:
    """A filter on one or several of a few words."""
    return AnyOf(field_name, of=forms.ChoiceField(choices=[(word, word) for word in choices]), **options)


class MomentField(forms.Field):
    """A moment of RFC 3339 with its zone, or a day (its first moment, in the zone of the portal)."""

    def clean(self, value: Any) -> datetime | None:
        """A moment with a zone."""
        if value in (None, ""):
            return None
        try:
            if DAY.fullmatch(value):
                return timezone.make_aware(datetime.fromisoformat(value))
            moment = datetime.fromisoformat(value.replace("Z", "+00:00").replace("z", "+00:00").replace(" ", "+"))
        except (ValueError, OverflowError) as error:
            raise ValidationError(_("A day (YYYY-MM-DD) or a moment with its zone is expected."), "invalid") from error
        if moment.tzinfo is None or not FIRST_DAY <= moment.date() <= LAST_DAY:
            raise ValidationError(_("A day (YYYY-MM-DD) or a moment with its zone is expected."), "invalid")
        return moment


class Since(django_filters.Filter):  # type: ignore[misc]  # django-filter ships no types
    """A moment to compare with."""

    field_class = MomentField

    def __init__(self, field_name: str | None = None, lookup_expr: str = "gte", **options: Any) -> None:
        super().__init__(field_name, lookup_expr, **options)


class OneOf(django_filters.Filter):  # type: ignore[misc]  # django-filter ships no types
    """Exactly one of a few words."""

    field_class = forms.ChoiceField

    def __init__(self, choices: Iterable[str], field_name: str | None = None, **options: Any) -> None:
        super().__init__(field_name, choices=[(word, word) for word in choices], **options)


class StrictFilters(DjangoFilterBackend):  # type: ignore[misc]  # django-filter ships no types
    """Applies the filter set of a view; a value that cannot be understood is 400 with its key."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        """The rows that were asked for."""
        kind = getattr(view, "filters", None)
        if kind is None:
            return queryset
        filterset = kind(request.query_params, queryset=queryset, request=request)
        if not filterset.is_valid():
            raise form_faults(filterset.form)
        rows: QuerySet[Any] = filterset.qs
        return rows

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """The keys of the filter set, for the schema."""
        kind = getattr(view, "filters", None)
        return [] if kind is None else [parameter(name, one) for name, one in kind.base_filters.items()]


def form_faults(form: Any) -> Wrong:
    """Every key with a value that cannot be understood."""
    return invalid(
        *(
            Found("query", key, fault.code or "invalid", "; ".join(fault.messages))
            for key, faults in form.errors.as_data().items()
            for fault in faults
            if isinstance(fault, ValidationError)
        )
    )


def check_keys(query: QueryDict, known: frozenset[str], repeatable: frozenset[str]) -> None:
    """400 for a key that is not known here (a typing error would otherwise show everything), or is there twice."""
    found = [
        Found("query", key[:100], "unknown_key", _("This query key does not exist here. Known: %s.") % _listed(known))
        for key in query
        if key not in known
    ] + [
        Found("query", key, "repeated_key", _("This query key may be there only once."))
        for key in query
        if key in known - repeatable and len(query.getlist(key)) > 1
    ]
    if found:
        raise invalid(*found)


def _listed(keys: frozenset[str]) -> str:
    return ", ".join(sorted(keys)) or "–"


def parameter(name: str, one: Any) -> dict[str, Any]:
    """How a filter looks in the OpenAPI document."""
    field = one.extra.get("of") if isinstance(one, AnyOf) else one.field
    schema = _schema_of(field)
    if isinstance(one, AnyOf):
        schema = {"type": "array", "items": schema}
    elif isinstance(one, django_filters.OrderingFilter):
        schema = {"type": "array", "items": {"type": "string", "enum": [key for key, label in one.extra["choices"]]}}
    found = {"name": name, "in": "query", "required": False, "schema": schema}
    if schema["type"] == "array":
        found |= {"explode": isinstance(one, AnyOf), "style": "form"}
    return found | ({"description": str(one.extra["help_text"])} if one.extra.get("help_text") else {})


def _schema_of(field: Any) -> dict[str, Any]:
    if isinstance(field, forms.UUIDField):
        return {"type": "string", "format": "uuid"}
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return {"type": "string", "enum": [str(key) for key, _label in choices if key != ""]}
    if isinstance(field, forms.DateField):
        return {"type": "string", "format": "date"}
    if isinstance(field, forms.IntegerField):
        return {"type": "integer"}
    if isinstance(field, forms.NullBooleanField | forms.BooleanField):
        return {"type": "boolean"}
    return {"type": "string"}
