"""Up to four offers side by side: what differs is said in words, row by row, and what it means for this school."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.offers import queries
from catalogue.offers.models import Offer, Revision, Session
from catalogue.offers.states import KINDS
from catalogue.organisations.models import School
from frontend.access import page
from frontend.chosen_school import school_of
from frontend.ids import uuid_of
from frontend.public.marks import Marks, marks_of
from frontend.public.offer import meaning_of, misfit_of
from frontend.sayings import audience, group_size, per_unit, places_in_words, units_in_words
from frontend.wording import day, euro, span
from portal.monitoring.evaluations import Said, said_of
from portal.people.actors import acting

MOST = 4
DATES = 3  # that are named; the rest is counted


@dataclass(frozen=True, slots=True)
class Look:
    """With whose eyes: a school with its marks, or nobody in particular; and the dates of the offers to come."""

    school: School | None
    marks: Marks | None
    sessions: dict[UUID, list[Session]]
    misfits: dict[UUID, str]
    said: dict[UUID, Said]


@dataclass(frozen=True, slots=True)
class Row:
    """One question and the answer of each offer. `best` are the places of the lowest price, when there is one."""

    label: str | Promise
    cells: list[str]
    best: frozenset[int] = field(default_factory=frozenset)

    @property
    def same(self) -> bool:
        """All offers give the same answer."""
        return len(set(self.cells)) == 1

    @property
    def marked(self) -> list[tuple[str, bool]]:
        """Each answer, and whether it is the best one."""
        return [(cell, place in self.best) for place, cell in enumerate(self.cells)]


@page()
def compare(request: HttpRequest) -> HttpResponseBase:
    """The offers that the address names (`?offer=…&offer=…`), in its order; more than four are told, not shown.

    What makes no sense or is not there (any more) is left out, and said. `differences` shows only what differs.
    """
    asked = list(dict.fromkeys(request.GET.getlist("offer")))
    known = _known(request, asked)
    actor, school, offers = acting(request), school_of(request), known[:MOST]
    misfits = {each.pk: misfit_of(school, each) for each in offers}
    look = Look(school, marks_of(actor, school), _sessions(offers), misfits, said_of([each.pk for each in offers]))
    rows = [row for row in _rows(offers, look) if any(row.cells)]
    only = "differences" in request.GET and len(offers) > 1
    context = {
        "columns": [(each, _address(offers, without=each, only=only)) for each in offers],
        "rows": [row for row in rows if not (only and row.same)],
        "left_out": known[MOST:],
        "gone": len(asked) > len(known),
        "only": only,
        "other_view": _address(offers, only=not only),
        "most": MOST,
        "fits": {each.pk for each in offers if school and not misfits[each.pk]},
    }
    return render(request, "public/compare.html", context)


def _known(request: HttpRequest, asked: Iterable[str]) -> list[Offer]:
    ids = [found for found in map(uuid_of, list(asked)[: 10 * MOST]) if found]
    rows = queries.visible_to(acting(request)).filter(pk__in=ids).select_related("revision__venue", "draft__venue")
    found = {each.pk: each for each in rows.prefetch_related(*queries.THEMES)}
    return [found[each] for each in ids if each in found]


def _address(offers: Sequence[Offer], *, without: Offer | None = None, only: bool = False) -> str:
    query = QueryDict(mutable=True)
    query.setlist("offer", [str(each.pk) for each in offers if each != without])
    if only:
        query["differences"] = "1"
    return f"{reverse('public:compare')}?{query.urlencode()}"


def _sessions(offers: Sequence[Offer]) -> dict[UUID, list[Session]]:
    found: dict[UUID, list[Session]] = {each.pk: [] for each in offers}
    for session in Session.objects.filter(offer__in=offers, starts_at__gte=timezone.now()).order_by("starts_at"):
        found[session.offer_id].append(session)
    return found


def _rows(offers: Sequence[Offer], look: Look) -> list[Row]:
    prices = [each.text.price for each in offers if each.kind == "optional"]
    one_unit = len({each.text.unit for each in offers if each.kind == "optional"}) == 1
    lowest = frozenset(
        place
        for place, each in enumerate(offers)
        if one_unit and len(set(prices)) > 1 and each.kind == "optional" and each.text.price == min(prices)
    )
    return [
        Row(label, [answer(each, look) for each in offers], lowest if answer is _price else frozenset())
        for label, answer in QUESTIONS
    ]


def _price(offer: Offer, look: Look) -> str:
    if offer.kind == "fixed":
        return _("Paid centrally")
    return f"{euro(offer.text.price, short=True)} {per_unit(offer.text)}"


def _for_us(offer: Offer, look: Look) -> str:
    if look.school is None:
        return ""
    if misfit := look.misfits[offer.pk]:
        return misfit
    if offer.kind == "fixed":
        return _("takes nothing from your budget")
    left = look.marks.available.get(offer.programme_id) if look.marks else None
    if left is None:
        return _("no budget has been divided yet")
    least = meaning_of(offer.text, left)[0]
    said = {
        "units": units_in_words(offer.text, least.units),
        "amount": euro(least.amount, short=True),
        "left": euro(max(least.left, least.short), short=True),
    }
    if least.left < 0:
        return _("%(units)s = %(amount)s; %(left)s too little") % said
    return _("%(units)s = %(amount)s; you keep %(left)s") % said


def _units(offer: Offer, look: Look) -> str:
    least, most = offer.text.min_units, offer.text.max_units
    if most == least:
        return units_in_words(offer.text, least)
    at_least = _("at least %(units)s") % {"units": units_in_words(offer.text, least)}
    return f"{at_least}, {_('at most %(number)s') % {'number': most}}" if most else at_least


def _when(offer: Offer, look: Look) -> str:
    starts, ends = offer.text.starts_on, offer.text.ends_on
    return f"{day(starts)} – {day(ends)}".strip(" –") if starts or ends else ""


def _dates(offer: Offer, look: Look) -> str:
    dates = look.sessions[offer.pk]
    if not dates:
        return _("you wish a date of your own")
    said = [span(each.starts_at, each.ends_at) for each in dates[:DATES]]
    more = len(dates) - len(said)
    if more > 0:
        said.append(ngettext("and %(number)s more date", "and %(number)s more dates", more) % {"number": more})
    return "\n".join(said)


def _place(offer: Offer, look: Look) -> str:
    venue = offer.text.venue
    if venue is None:
        return offer.text.place
    return ", ".join(filter(None, (venue.name, venue.city, _("step-free") if venue.step_free else "")))


def _evidence(offer: Offer, look: Look) -> str:
    text, said = offer.text, []
    if text.evidence_months is not None:
        said.append(
            ngettext("%(number)s month of progress", "%(number)s months of progress", text.evidence_months)
            % {"number": text.evidence_months}
        )
    if text.evidence_strength is not None:
        said.append(_("strength %(strength)s of 5") % {"strength": text.evidence_strength})
    if text.evidence_url and not said:
        said.append(_("research is named"))
    return ", ".join(said) or _("no research yet")


def _said(offer: Offer, look: Look) -> str:
    said = look.said.get(offer.pk)
    if said is None:
        return ""
    words = ngettext("%(mark)s of 5, by %(schools)s school", "%(mark)s of 5, by %(schools)s schools", said.schools)
    return words % {"mark": number_format(said.mark), "schools": said.schools}


def _ahead(offer: Offer, look: Look) -> str:
    days = offer.text.lead_time_days
    return ngettext("at least %(days)s day ahead", "at least %(days)s days ahead", days) % {"days": days}


def _cancelling(offer: Offer, look: Look) -> str:
    return offer.text.cancellation_terms or _free_until(offer.text)


def _free_until(text: Revision) -> str:
    if text.cancel_free_days is None:
        return ""
    said = _("free until %(days)s days before") % {"days": text.cancel_free_days}
    late = text.cancel_late_percent
    return f"{said}, {_('then %(percent)s%% of the price') % {'percent': late}}" if late is not None else said


QUESTIONS: tuple[tuple[str | Promise, Callable[[Offer, Look], str]], ...] = (
    (gettext_lazy("Kind of offer"), lambda offer, look: str(dict(KINDS)[offer.kind])),
    (gettext_lazy("Price"), _price),
    (gettext_lazy("For your school"), _for_us),
    (gettext_lazy("For"), lambda offer, look: audience(offer)),
    (gettext_lazy("How many"), lambda offer, look: group_size(offer.text)),
    (gettext_lazy("To be booked"), _units),
    (
        gettext_lazy("Places left"),
        lambda offer, look: "" if offer.capacity_left is None else places_in_words(offer, offer.capacity_left),
    ),
    (gettext_lazy("When"), _when),
    (gettext_lazy("Dates"), _dates),
    (gettext_lazy("Where"), _place),
    (gettext_lazy("Evidence"), _evidence),
    (gettext_lazy("What other schools said"), _said),
    (gettext_lazy("Book"), _ahead),
    (gettext_lazy("Cancelling"), _cancelling),
)
