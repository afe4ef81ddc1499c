"""How imports look: one file, and what became of each of its rows."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.conventions.filters import Filters, words
from api.conventions.shapes import Document, Id, Shape, Word
from catalogue.imports import queries, states
from catalogue.imports.exporting import name_of
from catalogue.imports.models import Import, ImportRow

KINDS = ("offers", "schools", "pupil-counts")
COUNTS = [word for words_ in (states.VERDICTS, states.OUTCOMES, states.REVERSALS) for word, _label in words_]


class FaultShape(Shape):
    """Why a row was refused: the column (empty for the whole row), a code for programs and a sentence for people."""

    column = serializers.CharField(help_text="its name, in the language of the answer")
    field = serializers.CharField(help_text="the field of an offer that it fills")
    code = serializers.CharField()
    detail = serializers.CharField()


class ChangeShape(Shape):
    """What an offer said in one column, and what it will say; both as they are written in a table."""

    column = serializers.CharField()
    field = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()


class RowShape(Shape):
    """One row of the file, by its number in it."""

    row = serializers.IntegerField(source="number")
    title = serializers.CharField()
    provider = Id(source="provider_id", allow_null=True)
    offer = Id(source="offer_id", allow_null=True)
    verdict = serializers.ChoiceField(states.VERDICTS)
    outcome = serializers.ChoiceField([("", ""), *states.OUTCOMES])
    reversal = serializers.ChoiceField([("", ""), *states.REVERSALS])
    changes = serializers.SerializerMethodField()
    faults = serializers.SerializerMethodField()
    words_ = serializers.CharField(help_text="why it was left as it is when the import was undone")

    @extend_schema_field(ChangeShape(many=True))
    def get_changes(self, row: ImportRow) -> list[dict[str, str]]:
        """Column by column."""
        return [
            {"column": name_of(key), "field": key, "before": before, "after": after}
            for key, (before, after) in row.changes.items()
        ]

    @extend_schema_field(FaultShape(many=True))
    def get_faults(self, row: ImportRow) -> list[dict[str, str]]:
        """Everything that is wrong with the row."""
        return [
            {"column": name_of(each["column"]), "field": each["column"], "code": each["code"], "detail": each["detail"]}
            for each in row.faults
        ]


@extend_schema_field({"type": "object", "properties": {word: {"type": "integer"} for word in COUNTS}})
class Counts(serializers.DictField):
    """How many rows came to what; a word that no row came to is left out."""


class ImportSummary(Shape):
    """One file: where it is, and how many of its rows came to what."""

    id = Id()
    kind = serializers.ChoiceField(states.KINDS)
    status = serializers.ChoiceField(states.STATUSES)
    name = serializers.CharField()
    sha256 = serializers.CharField()
    programme = Id(source="programme_id")
    provider = Id(source="provider_id", allow_null=True, help_text="null when the municipality imports for several")
    total = serializers.IntegerField(source="length", help_text="rows in the file")
    done = serializers.IntegerField(help_text="rows done in the step that is under way")
    counts = Counts()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class ImportShape(ImportSummary):
    """The same with its rows: what is added, changed and refused, and why. Unchanged rows are only counted."""

    added = serializers.SerializerMethodField()
    changed = serializers.SerializerMethodField()
    refused = serializers.SerializerMethodField()

    @extend_schema_field(RowShape(many=True))
    def get_added(self, batch: Import) -> list[dict[str, Any]]:
        """New offers."""
        return _rows(batch, "added")

    @extend_schema_field(RowShape(many=True))
    def get_changed(self, batch: Import) -> list[dict[str, Any]]:
        """Offers that are known, and say something else."""
        return _rows(batch, "changed")

    @extend_schema_field(RowShape(many=True))
    def get_refused(self, batch: Import) -> list[dict[str, Any]]:
        """Rows that cannot be carried out."""
        return _rows(batch, "refused")


def _rows(batch: Import, verdict: str) -> list[dict[str, Any]]:
    return [dict(RowShape(row).data) for row in queries.rows_of(batch).filter(verdict=verdict)]


class NewImport(Shape):
    """A file with rows. `programme` may be left out by who has only one; `kind` is `offers` for now."""

    kind = Word(KINDS)
    programme = Id(required=False)
    file = Document(max_length=200)


class ImportFilters(Filters):
    """Imports by how far they are."""

    status = words([code for code, _label in states.STATUSES])
