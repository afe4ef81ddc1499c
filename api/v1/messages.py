"""Conversations: what school and provider of a booking write to each other. The municipality reads none of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.parsers import Upload
from api.conventions.resources import Deed, Download, Nothing, Resource
from api.conventions.shapes import Document, Id, Shape, Text
from portal.bookings.states import SIDES
from portal.conversations import actions, queries
from portal.conversations.models import MOST_WORDS, Attachment, Message

SCOPES = {"GET": "bookings:read", "POST": "bookings:write"}


class AttachmentShape(Shape):
    """A private file with a message; its content is at `/message-attachments/{id}`."""

    id = Id()
    name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()


class MessageShape(Shape):
    """What a side wrote. `readAt`: when the other side first saw it; taken back, it has no words any more."""

    id = Id()
    booking = Id(source="booking_id")
    side = serializers.ChoiceField(SIDES)
    name = serializers.CharField()
    words = serializers.CharField()
    attachments = AttachmentShape(many=True, source="attachments.all")
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)
    taken_back_at = serializers.DateTimeField(allow_null=True)


class NewMessage(Shape):
    """What to say to the other side. No names of children."""

    words = Text(max_length=MOST_WORDS)


class NewAttachment(Shape):
    """A file: PDF, PNG, JPEG, a spreadsheet or CSV, looked at by its content."""

    file = Document(max_length=200)


class ReadShape(Shape):
    """How many messages were new to this side."""

    messages = serializers.IntegerField()


class OfMessages(Resource):
    """Where messages come from and how they look."""

    shape: ClassVar[type[Shape]] = MessageShape
    scopes: ClassVar[Mapping[str, str]] = SCOPES

    def visible(self) -> QuerySet[Any]:
        """Those of the two sides of a booking."""
        return queries.visible_to(self.actor)


class OfTalks(Resource):
    """The bookings whose conversation the actor reads."""

    shape: ClassVar[type[Shape]] = MessageShape

    def visible(self) -> QuerySet[Any]:
        """Those of the own school, board or provider."""
        return queries.talked_about(self.actor)


class MessagesOfABooking(OfTalks):
    """The conversation about a booking, oldest first."""

    scopes: ClassVar[Mapping[str, str]] = SCOPES
    paged = True
    body = NewMessage

    def get(self, request: Request, id: UUID) -> Response:
        """The messages of both sides; reading them here marks nothing as read."""
        return self.listed(queries.visible_to(self.actor).filter(booking=self.thing(id)))

    def post(self, request: Request, id: UUID) -> HttpResponse:
        """By the provider, who decides for the school, or who asked for the booking."""
        written = actions.write(self.thing(id), words=self.read(self.body)["words"], by=self.actor)
        return self.shown(queries.visible_to(self.actor).get(pk=written.pk), 201)


class MessageReads(OfTalks):
    """This side saw everything that the other wrote."""

    shape: ClassVar[type[Shape]] = ReadShape
    scopes: ClassVar[Mapping[str, str]] = {"POST": "bookings:write"}
    body = Nothing

    def post(self, request: Request, id: UUID) -> HttpResponse:
        """By the provider, who decides for the school, or who asked for the booking. Twice is once."""
        booking = self.thing(id)
        self.read(self.body)
        seen = actions.read(booking, by=self.actor)
        return self.shown({"messages": seen}, 201)


class Attachments(OfMessages, Deed):
    """Another file with an own message, while it can still be taken back."""

    scopes: ClassVar[Mapping[str, str]] = {"POST": "bookings:write"}
    body = NewAttachment
    parser_classes = [Upload]

    def do(self, thing: Any, given: dict[str, Any]) -> Attachment:
        """By who wrote the message."""
        return actions.attach(thing, given["file"], by=self.actor)


class Withdrawals(OfMessages, Deed):
    """Take an own message back, within some minutes: its words and files are gone."""

    scopes: ClassVar[Mapping[str, str]] = {"POST": "bookings:write"}

    def do(self, thing: Any, given: dict[str, Any]) -> Message:
        """By who wrote it."""
        return actions.take_back(thing, by=self.actor)


class AttachmentFile(Download):
    """The content of a file with a message."""

    scopes: ClassVar[Mapping[str, str]] = {"GET": "bookings:read"}
    shape: ClassVar[type[Shape]] = AttachmentShape
    media_type = "application/octet-stream"

    def visible(self) -> QuerySet[Any]:
        """The files of the messages that the actor sees."""
        return queries.attachments_visible_to(self.actor)

    def file(self, thing: Any) -> tuple[bytes, str]:
        """As it was kept; never run by a browser."""
        with thing.file.open("rb") as kept:
            return kept.read(), thing.name


urls = [
    path("bookings/<uuid:id>/messages", MessagesOfABooking.as_view()),
    path("bookings/<uuid:id>/message-reads", MessageReads.as_view()),
    path("messages/<uuid:id>/attachments", Attachments.as_view()),
    path("messages/<uuid:id>/withdrawals", Withdrawals.as_view()),
    path("message-attachments/<uuid:id>", AttachmentFile.as_view()),
]
