"""Other days, proposed back and forth: the same on the page of the school and on that of the provider."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from catalogue.actor import Actor
from catalogue.lifecycle import expect
from frontend.days import OtherDays
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import Reason, Words
from frontend.wording import day as in_words
from portal.bookings import actions, agreeing
from portal.bookings.models import Booking, DateProposal
from portal.bookings.queries import visible_to
from portal.bookings.states import PROPOSAL_STATUSES
from portal.people.actors import acting

STATUSES: dict[str, str | Promise] = dict(PROPOSAL_STATUSES)


class Proposing(OtherDays):
    """A session of the offer or up to three days, with a word for the other side."""

    words = Words(most=500, rows=2, required=False, label=lazy("A word with it"))


class Answer(Reason):
    """Yes (to one of the days), or no and why."""

    day = forms.DateField(required=False, input_formats=["%Y-%m-%d"])

    def __init__(self, proposal: DateProposal | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposal = proposal


@dataclass(frozen=True, slots=True)
class Told:
    """A proposal as it stands on the page: of whom, which days, and what can be done with it."""

    proposal: DateProposal
    own: bool
    status: str | Promise
    days: Sequence[date]
    may_answer: bool
    may_take_back: bool


@dataclass(frozen=True, slots=True)
class Agreeing:
    """Everything about other days at one booking; `form` and `refused` hold what was filled in wrongly."""

    place: str
    open: Told | None
    earlier: Sequence[Told] = field(default_factory=tuple)
    form: Proposing | None = None
    refused: Answer | None = None

    @property
    def status(self) -> int:
        """The status of the page that shows it."""
        said = self.refused or self.form
        return said.status if said else 200


def agreeing_at(
    actor: Actor, booking: Booking, *, place: str, form: Proposing | None = None, refused: Answer | None = None
) -> Agreeing:
    """What was proposed so far, newest first, and the form for who may propose now. One statement, two with a form."""
    found = [told(actor, each) for each in agreeing.proposals_visible_to(actor).filter(booking=booking)]
    now = next((each for each in found if agreeing.is_open(each.proposal)), None)
    if form is None and agreeing.may_propose_dates(actor, booking) and not (now and now.own):
        form = Proposing(booking.offer, auto_id="propose-%s", initial={"version": booking.version})
    return Agreeing(place, now, tuple(each for each in found if each is not now), form, refused)


def told(actor: Actor, proposal: DateProposal) -> Told:
    """A proposal in words."""
    return Told(
        proposal, agreeing.side_of(actor, proposal.booking) == proposal.side, STATUSES[proposal.status], proposal.days,
        agreeing.may_answer_dates(actor, proposal), agreeing.may_take_dates_back(actor, proposal),
    )  # fmt: skip


def propose(request: HttpRequest, booking: Booking, place: str) -> HttpResponseRedirect | Proposing:
    """Propose once and go back to the page of the booking; or the form with what the rules said."""
    form = Proposing(booking.offer, request.POST, auto_id="propose-%s")
    if not form.is_valid():
        return form

    def deed() -> Done:
        thing = visible_to(acting(request)).select_related("session", "entitlement").get(pk=booking.pk)
        expect(thing, form.cleaned_data["version"])
        actions.propose_dates(
            thing, by=acting(request), session=form.chosen, wished_dates=form.dates, words=form.cleaned_data["words"]
        )
        return Done(address(place, booking.pk), _("Proposed. The other side answers; until then nothing changes."))

    answer = attempt(request, deed)
    if isinstance(answer, Refusal):
        form.take(answer)
        return form
    return answer


def of_address(request: HttpRequest, pk: UUID) -> DateProposal:
    """The proposal in the address; 404 for another's."""
    return get_object_or_404(agreeing.proposals_visible_to(acting(request)), pk=pk)


def answered(request: HttpRequest, proposal: DateProposal, deed: str, place: str) -> HttpResponseRedirect | Answer:
    """Accept, refuse or take back, once; or the form with what the rules said."""
    if deed not in DEEDS:
        raise Http404
    form = Answer(proposal, request.POST)
    if not form.is_valid():
        return form

    def do() -> Done:
        thing = agreeing.proposals_visible_to(acting(request)).get(pk=proposal.pk)
        expect(thing, form.cleaned_data["version"])
        return Done(address(place, thing.booking_id), DEEDS[deed](thing, acting(request), form.cleaned_data))

    answer = attempt(request, do)
    if isinstance(answer, Refusal):
        form.take(answer)
        return form
    return answer


def address(place: str, booking: UUID) -> str:
    """The page of a booking, of the school or of the provider."""
    return reverse(f"{place}:booking", args=[booking])


def _accepted(proposal: DateProposal, by: Actor, given: dict[str, Any]) -> str:
    actions.accept_dates(proposal, by=by, day=given["day"])
    said = _("Agreed: %(day)s. It is confirmed, and your calendar follows.")
    return said % {"day": in_words(given["day"] or proposal.days[0])}


def _refused(proposal: DateProposal, by: Actor, given: dict[str, Any]) -> str:
    actions.refuse_dates(proposal, by=by, reason=given["reason"])
    return _("The other side reads why. The booking stays as it was.")


def _taken_back(proposal: DateProposal, by: Actor, given: dict[str, Any]) -> str:
    actions.take_dates_back(proposal, by=by)
    return _("Taken back. The booking stays as it was.")


DEEDS: dict[str, Callable[[DateProposal, Actor, dict[str, Any]], str]] = {
    "accept": _accepted,
    "refuse": _refused,
    "take-back": _taken_back,
}
