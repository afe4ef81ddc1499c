"""Letters that were sent, and the versions of the texts that they are made from."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext as _
from rest_framework import serializers

from api.conventions.filters import Filters, Since, ids, words
from api.conventions.resources import Download, Listing, Making, Resource, Showing, not_offered
from api.conventions.shapes import Id, Shape, Text, Word
from catalogue.organisations.queries import municipalities
from portal.letters import actions, queries
from portal.letters.drafting import Text as Said
from portal.letters.models import LetterTemplate as TemplateRow
from portal.letters.states import KINDS, LANGUAGES, STATUSES


class LetterShape(Shape):
    """A letter; `cause` is the kind of thing that it is about and `causeId` which one."""

    id = Id()
    number = serializers.CharField()
    kind = serializers.ChoiceField([(code, code) for code in KINDS])
    language = serializers.ChoiceField([(code, code) for code in LANGUAGES])
    status = serializers.ChoiceField(STATUSES)
    recipient = serializers.CharField()
    subject = serializers.CharField()
    sent_on = serializers.DateField()
    objection_until = serializers.DateField(allow_null=True)
    cause = serializers.CharField()
    cause_id = Id()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class LetterTemplateShape(Shape):
    """One version of a text; the highest per kind and language counts."""

    id = Id()
    kind = serializers.ChoiceField([(code, code) for code in KINDS])
    language = serializers.ChoiceField([(code, code) for code in LANGUAGES])
    number = serializers.IntegerField()
    subject = serializers.CharField()
    text = serializers.CharField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class NewTemplate(Shape):
    """The next version of a text, with the words to fill in between braces."""

    kind = Word(list(KINDS))
    language = Word(list(LANGUAGES))
    subject = Text(max_length=200)
    text = Text(max_length=15_000)


class LetterFilters(Filters):
    """Letters by kind, by what they are about, and by day."""

    kind = words(list(KINDS))
    status = words([code for code, _label in STATUSES])
    cause = ids("cause_id")
    sent_after = Since("sent_on")
    sent_before = Since("sent_on", "lte")


class TemplateFilters(Filters):
    """Texts by kind and language."""

    kind = words(list(KINDS))
    language = words(list(LANGUAGES))


class OfLetters(Resource):
    """Where letters come from and how they look."""

    shape = LetterShape
    scopes = {"GET": "budgets:read"}

    def visible(self) -> QuerySet[Any]:
        """Those of the own municipality; a board or school those that were sent to it."""
        return queries.letters_visible_to(self.actor)


class Letters(OfLetters, Listing):
    """Letters, newest first."""

    filters = LetterFilters


class Letter(OfLetters, Showing):
    """One letter."""


class LetterPdf(OfLetters, Download):
    """The letter as PDF/A-3, as it was sent. 409 `not_issued` while it is being made."""

    media_type = "application/pdf"

    def file(self, thing: Any) -> tuple[bytes, str]:
        """As it was kept when it was sent."""
        kept = queries.file_of(thing)
        if kept is None:
            raise not_offered("not_issued", _("This letter is still being made. Ask again in a few seconds."))
        return bytes(kept.content), f"{thing.number}.pdf"


class OfTemplates(Resource):
    """Where texts of letters come from and how they look."""

    shape = LetterTemplateShape
    scopes = {"GET": "funding:read", "POST": "funding:write"}

    def visible(self) -> QuerySet[Any]:
        """Those of the own municipality."""
        return queries.templates_visible_to(self.actor)


class LetterTemplates(OfTemplates, Listing, Making):
    """Every version of every text that the municipality wrote; a new one counts from now on."""

    body = NewTemplate
    filters = TemplateFilters

    def make(self, given: dict[str, Any]) -> TemplateRow:
        """By an officer."""
        assert self.actor.municipality is not None  # the scope is of municipal roles only
        own = municipalities().get(pk=self.actor.municipality)
        return actions.save_text(own, Said(**given), by=self.actor)


class LetterTemplate(OfTemplates, Showing):
    """One version of a text."""


urls = [
    path("letters", Letters.as_view()),
    path("letters/<uuid:id>", Letter.as_view()),
    path("letters/<uuid:id>/pdf", LetterPdf.as_view()),
    path("letter-templates", LetterTemplates.as_view()),
    path("letter-templates/<uuid:id>", LetterTemplate.as_view()),
]
