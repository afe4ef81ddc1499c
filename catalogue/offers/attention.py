"""What an officer looks at in a revision: not wrong, but worth a question. Its provider reads the same beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.money import written
from catalogue.offers import rules
from catalogue.offers.models import Offer, Revision


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to look at: the field of the revision that it is about, and the sentence."""

    field: str
    words: str


def points_of(offer: Offer, revision: Revision) -> list[Point]:
    """Everything to look at in this revision of the offer, in reading order. Cases are judged in `eligibility`."""
    return [
        Point(field, words) for field, words in (*_texts(revision), *_terms(offer, revision), *_days(offer, revision))
    ]


def _texts(revision: Revision) -> Iterator[tuple[str, str]]:
    if not revision.title_en:
        yield "title_en", _("There is no English text.")
    if not revision.sectors and not revision.year_groups:
        yield "sectors", _("It is offered to every school and every group. Is that right?")
    if rules.is_facilities_only(revision):
        yield "menu_areas", _("It has facilities only (area F): schools need an offer of A to E beside it.")
    if not revision.evidence_url:
        yield "evidence_url", _("No research is given.")
    if not revision.contact and revision.contact_person_id is None:
        yield "contact", _("It does not say whom schools can ask.")


def _terms(offer: Offer, revision: Revision) -> Iterator[tuple[str, str]]:
    before = offer.revision
    if before and before.pk != revision.pk and before.unit == revision.unit and before.price < revision.price:
        shown = {"before": written(before.price), "after": written(revision.price)}
        yield "price", _("The price goes up, from %(before)s to %(after)s.") % shown
    if offer.kind == "fixed" and revision.entitlement_units is None:
        yield "entitlement_units", _("It is for every school, but it does not say how much every school gets.")
    if revision.cancel_free_days is None and not revision.cancellation_terms:
        yield "cancellation_terms", _("It does not say how a school can cancel.")


def _days(offer: Offer, revision: Revision) -> Iterator[tuple[str, str]]:
    programme, last = offer.programme, offer.goal.regulation.spend_until
    for field in ("starts_on", "ends_on"):
        day = getattr(revision, field)
        if day and not programme.starts_on <= day <= programme.ends_on:
            yield field, _("%(day)s lies outside the programme.") % {"day": date_format(day, "j F Y")}
    if last and (revision.ends_on or programme.ends_on) > last:
        shown = {"regulation": offer.goal.regulation.code, "day": date_format(last, "j F Y")}
        yield "ends_on", _("Money of %(regulation)s can be spent until %(day)s.") % shown
