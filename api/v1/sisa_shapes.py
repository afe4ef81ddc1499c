"""How signed SiSa tables and filled-in forms look."""

from __future__ import annotations

from rest_framework import serializers

from api.conventions.shapes import Id, Rows, Shape, Text
from portal.accountability.states import SIGNATURE

MOST_FINAL, MOST_ANSWERS = 20, 100


class SignatureShape(Shape):
    """A table that waits for a second person (`proposed`), is `signed` or was `refused`; `sha256` is over all of it."""

    id = Id()
    year = serializers.IntegerField()
    status = serializers.ChoiceField([(status, status) for status in SIGNATURE])
    final = serializers.ListField(child=serializers.CharField())
    sha256 = serializers.CharField()
    prepared_by = serializers.CharField(source="prepared_by_name")
    signed_by = serializers.CharField(source="signed_by_name")
    signed_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class AnswerBody(Shape):
    """What no figure of the portal says: the number of an indicator, and what is written there."""

    number = Text(max_length=10)
    value = Text(max_length=300)


class NewSignature(Shape):
    """The regulations that are accounted for, for the last time, and what the forms ask besides our figures."""

    final = Rows(Text(max_length=20), most=MOST_FINAL, required=False, default=list)
    answers = Rows(AnswerBody(), most=MOST_ANSWERS, required=False, default=list)


class RefusedSignature(Shape):
    """Why the table is not signed like this."""

    reason = Text(max_length=500)


class BoxShape(Shape):
    """One indicator of a form and what is written in it: euros, Ja or Nee, or words."""

    number = serializers.CharField()
    label_ = serializers.CharField()
    control = serializers.CharField()
    value = serializers.CharField()


class FormShape(Shape):
    """The form of one SiSa code, as it was loaded for the year."""

    code = serializers.CharField()
    grantor = serializers.CharField()
    name = serializers.CharField()
    legal_reference = serializers.CharField()
    receiver = serializers.CharField()
    boxes = BoxShape(many=True)


class FormsShape(Shape):
    """The forms of a table in the order of the annex; `missing`: SiSa codes of which no form is loaded."""

    year = serializers.IntegerField()
    signed = serializers.BooleanField()
    forms = FormShape(many=True)
    missing = serializers.ListField(child=serializers.CharField())
