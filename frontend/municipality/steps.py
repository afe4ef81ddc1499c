"""The plan of seven steps: where do we stand, and where is it done?"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.actor import MUNICIPAL_ROLES, OFFICER
from catalogue.programmes.models import Programme
from frontend.access import deed_page, page, refused
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm, Words
from portal.monitoring.actions import note_step
from portal.monitoring.queries import programmes_visible_to
from portal.monitoring.rules import may_define
from portal.monitoring.steps import Step, source, steps_of
from portal.people.actors import acting

WHERE = {
    "urgency": "municipality:schools",
    "organise": "municipality:groups",
    "data": "municipality:needs",
    "results": "municipality:measures",
    "approach": "municipality:plan",
    "measuring": "measuring",
    "execute": "municipality:bookings",
}
WORDS: dict[str, str | Promise] = {
    "counted": _("schools of which the target pupils are counted"),
    "groups": _("working groups"),
    "panels": _("panels in which parties work together"),
    "sheets": _("cover sheets of schools handed in"),
    "themes": _("themes with the result that is wanted"),
    "plans": _("budget plans adopted"),
    "indicators": _("indicators agreed"),
    "evaluations": _("evaluations by schools"),
    "delivered": _("bookings delivered"),
    "measured": _("values measured"),
    "talks": _("talks about what was measured"),
}


class Note(PageForm):
    """What the municipality itself says of a step."""

    words = Words(most=2000, rows=3, required=False, label=_("Our own note"))


@dataclass(frozen=True, slots=True)
class Row:
    """A step, where it is done, what shows it in words, and the form of its note for who may write it."""

    step: Step
    address: str
    shows: list[tuple[int, str | Promise]]
    form: Note | None


@page(*MUNICIPAL_ROLES)
def steps(request: HttpRequest) -> HttpResponseBase:
    """The newest programme, or `?programme=`."""
    programmes = list(programmes_visible_to(acting(request)))
    asked = request.GET.get("programme", "")
    programme = next((each for each in programmes if str(each.pk) == asked), programmes[0] if programmes else None)
    rows = _rows(programme, may_define(acting(request), programme.municipality_id)) if programme else []
    context = {"programmes": programmes, "programme": programme, "rows": rows, "source": source()}
    return render(request, "municipality/steps.html", context)


@deed_page(OFFICER)
def note(request: HttpRequest, pk: UUID, step: str) -> HttpResponseBase:
    """Our own note with a step of a programme; 404 for another municipality's."""
    programme = get_object_or_404(programmes_visible_to(acting(request)), pk=pk)
    form = Note(request.POST)
    address = f"{reverse('municipality:steps')}?programme={pk}"

    def keep() -> Done:
        note_step(programme, step, form.cleaned_data["words"], by=acting(request))
        return Done(address, gettext("Kept with the step."))

    answer = attempt(request, keep) if form.is_valid() else None
    if answer and not isinstance(answer, Refusal):
        return answer
    sentence = answer.sentence if isinstance(answer, Refusal) else form.errors.as_text()
    return refused(request, answer.status if isinstance(answer, Refusal) else 400, sentence)


def _rows(programme: Programme, may_note: bool) -> list[Row]:
    return [
        Row(
            each, reverse(WHERE[each.code]), [(number, WORDS[what]) for what, number in each.found],
            Note(initial={"words": each.note}, auto_id=f"{each.code}-%s") if may_note else None,
        )
        for each in steps_of(programme)
    ]  # fmt: skip
