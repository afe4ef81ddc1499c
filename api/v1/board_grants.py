"""Grants to school boards: drafted, decided by two persons above the threshold, lowered or withdrawn; their letter."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.conventions.filters import Filters, ids, words
from api.conventions.resources import Deed, Download, Listing, Making, Resource, Showing, not_offered
from api.conventions.shapes import Euros, Id, Ref, Shape, Text, Word
from catalogue.errors import Invalid
from catalogue.organisations.queries import boards_visible_to
from catalogue.programmes.queries import programmes
from portal.letters.queries import file_of, letters_about
from portal.letters.states import LANGUAGES
from portal.subsidies import actions, queries
from portal.subsidies.models import BoardGrant as GrantRow
from portal.subsidies.states import STATUSES

DECISIONS = ("grant", "lower", "withdraw", "drop")


class BoardGrantShape(Shape):
    """What a board gets at most; `divided` over its schools, and `committed` (set aside or spent) of that."""

    id = Id()
    programme = Id(source="programme_id")
    board = Ref()
    status = serializers.ChoiceField(STATUSES)
    maximum = Euros()
    divided = serializers.SerializerMethodField()
    committed = serializers.SerializerMethodField()
    language = serializers.CharField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()

    @extend_schema_field(Euros())
    def get_divided(self, grant: GrantRow) -> str:
        """What its schools have."""
        return str(self.context["uses"][grant.pk].divided)

    @extend_schema_field(Euros())
    def get_committed(self, grant: GrantRow) -> str:
        """What they set aside or spent."""
        return str(self.context["uses"][grant.pk].committed)


class NewBoardGrant(Shape):
    """A draft; without `maximum` it is what the schools of the board have now."""

    programme = Id()
    board = Id()
    maximum = Euros(required=False)
    language = Word(LANGUAGES, required=False)


class NewBoardGrantDecision(Shape):
    """`grant` a draft, `lower` the maximum, `withdraw` what was granted, or `drop` a draft."""

    decision = Word(DECISIONS)
    maximum = Euros(required=False)
    reason = Text(max_length=500, required=False, allow_blank=True)


class BoardGrantReason(Shape):
    """Why the second person does not agree."""

    reason = Text(max_length=500)


class BoardGrantFilters(Filters):
    """Grants by programme, board or status."""

    programme = ids("programme")
    board = ids("board")
    status = words([code for code, _label in STATUSES])


class OfBoardGrants(Resource):
    """Where grants to boards come from and how they look."""

    shape: ClassVar[type[Shape]] = BoardGrantShape
    scopes: ClassVar[dict[str, str]] = {"GET": "budgets:read", "POST": "funding:write"}

    def visible(self) -> QuerySet[Any]:
        """Those of the own municipality; a board its own ones that were decided."""
        return queries.visible_to(self.actor)

    def as_json(self, thing: Any, **options: Any) -> Any:
        """With what the schools did with all that are shown, read once."""
        grants = list(thing) if options.get("many") else [thing]
        context = {"actor": self.actor, "uses": queries.uses_of(grants)}
        return self.shape(thing, context=context, **options).data


class BoardGrants(OfBoardGrants, Listing, Making):
    """Grants to boards, newest first; a new one is a draft."""

    body = NewBoardGrant
    filters = BoardGrantFilters

    def make(self, given: dict[str, Any]) -> GrantRow:
        """By an officer."""
        programme = self.named(programmes(), given.pop("programme"), "#/programme")
        board = self.named(boards_visible_to(self.actor), given.pop("board"), "#/board")
        made: GrantRow = self.again(actions.draft_board_grant(programme, board, by=self.actor, **given))
        return made


class BoardGrant(OfBoardGrants, Showing):
    """One grant."""


class BoardGrantDecisions(OfBoardGrants, Deed):
    """Decide about a grant; above the four-eyes threshold `grant` waits for a confirmation. A letter tells it."""

    body = NewBoardGrantDecision
    money = True

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer."""
        reason, maximum = given.get("reason", ""), given.get("maximum")
        if given["decision"] == "grant":
            return actions.grant_board(thing, by=self.actor)
        if given["decision"] == "drop":
            return actions.drop_board_grant(thing, by=self.actor)
        if given["decision"] == "withdraw":
            return actions.withdraw_board_grant(thing, reason=reason, by=self.actor)
        if maximum is None:
            raise Invalid.field("#/maximum", "required", _("Say what the board gets at most from now on."))
        return actions.lower_board_grant(thing, to=maximum, reason=reason, by=self.actor)


class BoardGrantConfirmations(OfBoardGrants, Deed):
    """The second person agrees: the maximum holds and the letter goes out."""

    scopes: ClassVar[dict[str, str]] = {"POST": "payments:write"}  # finance confirms too
    money = True

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer or finance officer who did not grant it first."""
        return actions.confirm_board_grant(thing, by=self.actor)


class BoardGrantRefusals(OfBoardGrants, Deed):
    """The second person does not agree: it is a draft again."""

    scopes: ClassVar[dict[str, str]] = {"POST": "payments:write"}
    body = BoardGrantReason
    money = True

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer or finance officer who did not grant it first."""
        return actions.send_back_board_grant(thing, reason=given["reason"], by=self.actor)


class BoardGrantLetter(OfBoardGrants, Download):
    """The newest letter about a grant, as PDF/A-3. 409 `not_issued` while it is being made."""

    media_type = "application/pdf"

    def file(self, thing: Any) -> tuple[bytes, str]:
        """As it was kept when it was sent."""
        letter = letters_about([thing.pk]).filter(status="issued").first()
        kept = file_of(letter) if letter else None
        if letter is None or kept is None:
            raise not_offered("not_issued", _("There is no letter yet. Decide first, or ask again in a few seconds."))
        return bytes(kept.content), f"{letter.number}.pdf"


urls = [
    path("board-grants", BoardGrants.as_view()),
    path("board-grants/<uuid:id>", BoardGrant.as_view()),
    path("board-grants/<uuid:id>/decisions", BoardGrantDecisions.as_view()),
    path("board-grants/<uuid:id>/confirmations", BoardGrantConfirmations.as_view()),
    path("board-grants/<uuid:id>/refusals", BoardGrantRefusals.as_view()),
    path("board-grants/<uuid:id>/letter", BoardGrantLetter.as_view()),
]
