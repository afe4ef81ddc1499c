"""The conversation on the page of a booking: the same for the school and for the provider."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from catalogue.actor import Actor
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm, Words
from frontend.private_files import sent
from portal.bookings.models import Booking
from portal.claims.files import ENDINGS
from portal.conversations import actions, queries, rules
from portal.conversations.models import MOST_WORDS, Attachment, Message
from portal.people.actors import acting


class Writing(PageForm):
    """Words, and a file if wanted."""

    words = Words(most=MOST_WORDS, rows=4, label=lazy("Your message"), help_text=lazy("Never write names of children."))
    file = forms.FileField(
        required=False,
        label=lazy("A file with it"),
        help_text=lazy("PDF, PNG, JPEG, XLSX, ODS or CSV. Only the other side can open it."),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )


@dataclass(frozen=True, slots=True)
class Said:
    """A message on the page: whose it is, and whether it can still be taken back."""

    message: Message
    own: bool
    files: Sequence[Attachment]
    may_take_back: bool


@dataclass(frozen=True, slots=True)
class Conversation:
    """Everything about the conversation at one booking; `form` is there for who may write now."""

    place: str
    said: Sequence[Said] = field(default_factory=tuple)
    form: Writing | None = None
    minutes: int = 0

    @property
    def status(self) -> int:
        """The status of the page that shows it."""
        return self.form.status if self.form else 200


def conversation_at(actor: Actor, booking: Booking, *, place: str, form: Writing | None = None) -> Conversation:
    """What was said so far, oldest first; whoever may write has now read it. Two statements, and one for the term."""
    side = rules.side_of(actor, booking)
    rows = list(queries.visible_to(actor).filter(booking=booking))
    if side and any(each.side != side and each.read_at is None and each.taken_back_at is None for each in rows):
        actions.read(booking, by=actor)
    minutes = rules.minutes_to_take_back() if any(each.person == actor.person for each in rows) else 0
    own = side or ("" if actor.provider else "school")
    said = [
        Said(each, each.side == own, tuple(each.attachments.all()), rules.is_own_and_fresh(actor, each, minutes))
        for each in rows
    ]
    if form is None and rules.may_write(actor, booking):
        form = Writing(auto_id="message-%s")
    return Conversation(place, said, form, minutes)


def written(request: HttpRequest, booking: Booking, place: str) -> HttpResponseRedirect | Writing:
    """Say it once and go back to the conversation; or the form with what the rules said."""
    form = Writing(request.POST, request.FILES, auto_id="message-%s")
    if not form.is_valid():
        return form

    def deed() -> Done:
        given = form.cleaned_data
        row = queries.talked_about(acting(request)).get(pk=booking.pk)
        actions.write(row, words=given["words"], file=given["file"], by=acting(request))
        return Done(address(place, booking.pk), _("Sent. The other side reads it here."))

    answer = attempt(request, deed)
    if isinstance(answer, Refusal):
        form.take(answer)
        return form
    return answer


def taken_back(request: HttpRequest, message: Message, place: str) -> HttpResponseRedirect | Writing:
    """Unsay it; or the form of the conversation with what the rules said."""

    def deed() -> Done:
        actions.take_back(queries.visible_to(acting(request)).get(pk=message.pk), by=acting(request))
        return Done(address(place, message.booking_id), _("Taken back. The words and files are gone."))

    answer = attempt(request, deed)
    if isinstance(answer, Refusal):
        form = Writing(auto_id="message-%s", data={})
        form.errors.clear()
        form.take(answer)
        return form
    return answer


def of_address(request: HttpRequest, pk: UUID) -> Message:
    """The message in the address; 404 for another's."""
    return get_object_or_404(queries.visible_to(acting(request)), pk=pk)


def file_sent(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """A private file of a message, as a download or with `?show` in the browser; 404 for another's."""
    found = get_object_or_404(queries.attachments_visible_to(acting(request)), pk=pk)
    with found.file.open("rb") as file:
        content: bytes = file.read()
    return sent(content, name=found.name, content_type=found.content_type, inline="show" in request.GET)


def address(place: str, booking: UUID) -> str:
    """The conversation on the page of a booking, of the school or of the provider."""
    return f"{reverse(f'{place}:booking', args=[booking])}#conversation"
