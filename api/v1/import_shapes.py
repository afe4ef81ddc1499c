"""How imports look: one file, and what became of each of its rows; tables of offers and registers alike."""

from __future__ import annotations

from typing import Any

import django_filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.conventions.filters import Filters, words
from api.conventions.shapes import Day, Document, Id, Shape, Word
from api.v1.import_views import KINDS, MOST_SHOWN, STATUSES, VERDICTS, View
from catalogue.imports import states

COUNTS = [word for words_ in (VERDICTS, states.OUTCOMES, states.REVERSALS) for word, _label in words_]


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
    """One row of the file, by its number in it; a school that closes stands in no row."""

    row = serializers.IntegerField(source="number", allow_null=True)
    title = serializers.CharField()
    code = serializers.CharField(help_text="of registers: the location code of the school, or the number of the board")
    provider = Id(source="provider_id", allow_null=True)
    offer = Id(source="offer_id", allow_null=True)
    verdict = serializers.ChoiceField(VERDICTS)
    outcome = serializers.ChoiceField([("", ""), *states.OUTCOMES])
    reversal = serializers.ChoiceField([("", ""), *states.REVERSALS])
    changes = ChangeShape(many=True)
    faults = FaultShape(many=True)
    words_ = serializers.CharField(help_text="why it was left as it is when the import was undone, or kept")


@extend_schema_field({"type": "object", "properties": {word: {"type": "integer"} for word in sorted(set(COUNTS))}})
class Counts(serializers.DictField):
    """How many rows came to what; a word that no row came to is left out."""


class ImportSummary(Shape):
    """One file: where it is, and how many of its rows came to what."""

    id = Id()
    kind = serializers.ChoiceField(KINDS)
    status = serializers.ChoiceField(STATUSES)
    name = serializers.CharField()
    sha256 = serializers.CharField()
    programme = Id(source="programme_id", allow_null=True, help_text="null for registers")
    provider = Id(source="provider_id", allow_null=True, help_text="null when the municipality imports")
    total = serializers.IntegerField(source="length", help_text="rows in the file")
    done = serializers.IntegerField(help_text="rows done in the step that is under way")
    counts = Counts()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class ImportShape(ImportSummary):
    """The same with its rows: what is added, changed, closed, kept and refused, and why. What stays is only counted.

    Of a register the first 100 rows of each kind stand here; `/imports/{id}/rows` pages through all of them. `broken`
    registers say in `faults` which cells cannot be read.
    """

    added = serializers.SerializerMethodField()
    changed = serializers.SerializerMethodField()
    closed = serializers.SerializerMethodField()
    kept = serializers.SerializerMethodField()
    refused = serializers.SerializerMethodField()
    faults = FaultShape(many=True)

    @extend_schema_field(RowShape(many=True))
    def get_added(self, view: View) -> list[dict[str, Any]]:
        """New offers, schools or counts."""
        return _rows(view, "added")

    @extend_schema_field(RowShape(many=True))
    def get_changed(self, view: View) -> list[dict[str, Any]]:
        """What is known, and will say something else."""
        return _rows(view, "changed")

    @extend_schema_field(RowShape(many=True))
    def get_closed(self, view: View) -> list[dict[str, Any]]:
        """Schools that are in their register no more."""
        return _rows(view, "closed")

    @extend_schema_field(RowShape(many=True))
    def get_kept(self, view: View) -> list[dict[str, Any]]:
        """Masked counts that a person filled in."""
        return _rows(view, "kept")

    @extend_schema_field(RowShape(many=True))
    def get_refused(self, view: View) -> list[dict[str, Any]]:
        """Rows that cannot be carried out."""
        return _rows(view, "refused")


def _rows(view: View, verdict: str) -> list[dict[str, Any]]:
    rows = view.rows(verdict)
    return [dict(RowShape(row).data) for row in (rows[:MOST_SHOWN] if view.is_register else rows)]


class NewImport(Shape):
    """A file with rows. `programme` is for offers, and may be left out by who has only one; `referenceDate` is for a
    register that does not say of which day it is."""

    kind = Word([code for code, _label in KINDS])
    programme = Id(required=False)
    reference_date = Day(required=False)
    file = Document(max_length=200)


class ImportFilters(Filters):
    """Imports by kind and by how far they are."""

    kind = words([code for code, _label in KINDS], "kind")
    status = words([code for code, _label in STATUSES])


class RowFilters(Filters):
    """Rows that came to one thing; those that are added when nothing is asked."""

    verdict = django_filters.ChoiceFilter(choices=VERDICTS, empty_label=None)
