"""One offer: is it good, does it fit, can we have it?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from catalogue.errors import Refused
from catalogue.money import rounded
from catalogue.offers import queries, search
from catalogue.offers.models import Offer, Revision
from catalogue.organisations.models import School
from frontend.access import page
from frontend.chosen_school import school_of
from frontend.public.marks import marks_of
from portal.bookings import rules
from portal.bookings.alike import chosen_by_schools_like
from portal.entitlements.queries import standing_of
from portal.monitoring.evaluations import Said, said_of
from portal.monitoring.questions import questions_of
from portal.people.actors import acting


@dataclass(frozen=True, slots=True)
class Meaning:
    """What some units cost a school, and what it keeps."""

    units: int
    amount: Decimal
    left: Decimal

    @property
    def short(self) -> Decimal:
        """How much it is too little."""
        return -self.left


@page()
def offer(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The page of an offer that the visitor may see; 404 otherwise."""
    actor, school = acting(request), school_of(request)
    found = get_object_or_404(queries.visible_to(actor).prefetch_related(*queries.THEMES), pk=pk)
    marks = marks_of(actor, school)
    left = marks.available.get(found.programme_id) if marks else None
    said = said_of([found.pk]).get(found.pk)
    shown = {
        "offer": found,
        "sessions": found.sessions.filter(starts_at__gte=timezone.now()),
        "similar": _similar(found),
        "said": said,
        "asked": _asked(found, said) if said else [],
        "alike": chosen_by_schools_like(school) if school else None,
        "marks": marks,
        "left": left,
        "meaning": meaning_of(found.text, left) if left is not None and found.kind == "optional" else [],
        "standing": standing_of(actor, school, found) if school and found.kind == "fixed" else None,
        "may_book": bool(school and rules.may_propose(actor, school) and not misfit_of(school, found)),
        "may_choose": bool(school and rules.may_choose(actor, school) and _fits(school, found)),
        "misfit": misfit_of(school, found),
    }
    return render(request, "public/offer.html", shown)


def _asked(offer: Offer, said: Said) -> list[tuple[str, Decimal]]:
    """The questions of the programme with the marks that schools gave."""
    questions = questions_of([offer.programme_id])[offer.programme_id]
    return [(each.words, said.marks[each.code]) for each in questions if each.code in said.marks]


def meaning_of(revision: Revision, left: Decimal) -> list[Meaning]:
    """Two examples: the least that can be booked, and the double; for pupils a class of 25."""
    least = 25 if revision.unit == "pupil" else revision.min_units
    examples = [least] if revision.unit == "lump_sum" or revision.max_units == least else [least, 2 * least]
    amounts = [(units, rounded(revision.price * rules.quantity_of(revision, units, units))) for units in examples]
    return [Meaning(units, amount, left - amount) for units, amount in amounts]


def _similar(offer: Offer) -> list[Offer]:
    """Up to three other offers of the same theme."""
    themes = tuple(str(theme.pk) for theme in offer.text.themes.all())[:1]
    if not themes:
        return []
    return [other for other in search.found(search.Criteria(chosen={"theme": themes}))[:4] if other.pk != offer.pk][:3]


def misfit_of(school: School | None, offer: Offer) -> str:
    """Why this school cannot have this offer, in the words of the rule; empty when it can."""
    try:
        if school:
            rules.fits(school, offer, None)
            rules.supported(school, offer)
    except Refused as refused:
        return refused.sentence
    return ""


def _fits(school: School, offer: Offer) -> bool:
    """Whether it is for this school at all: then it may be a wish, also when something must be booked first."""
    try:
        rules.fits(school, offer, None)
    except Refused:
        return False
    return True
