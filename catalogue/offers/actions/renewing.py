"""The same again in the next school year: a provider renews its offer, and a school asks for it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Invalid, Refused, require
from catalogue.journal.outbox import record
from catalogue.lifecycle import change
from catalogue.offers import rules
from catalogue.offers.actions.writing import write
from catalogue.offers.fields import OWN, SAID
from catalogue.offers.models import Offer, RenewalWish, Revision
from catalogue.offers.queries import next_programme, renewal_of
from catalogue.organisations.models import School
from catalogue.programmes.eligibility import cases_of
from catalogue.programmes.models import Programme


@deed
def renew(offer: Offer, *, by: Actor, programme: Programme | None = None, goal: str = "") -> Offer:
    """The offer as a new draft in a later programme of its municipality (the next one unless another is named).

    It says what the published version says, the price too. Days are moved by whole weeks, so that a Monday stays a
    Monday; what then lies outside the programme, and what is not there any more (a theme, a place, a contact, a case),
    is left out: `renewal.notes_of` lists it. Dates for schools are planned anew.

    `goal` (a code) is needed when the new programme does not have the old one. `Forbidden("not_yours")`,
    `Refused("never_published" | "no_next_programme" | "already_renewed")`, `Invalid` for another programme or goal.
    """
    require(rules.may_renew(by, offer), "not_yours", _("Only the provider of this offer can renew it."))
    published = _published(offer)
    into = programme or next_programme(offer)
    if into is None:
        raise Refused(
            "no_next_programme", _("There is no next programme yet. You can renew the offer when it has been started.")
        )
    _later(offer, into)
    if renewal_of(offer, into):
        raise Refused("already_renewed", _("This offer was renewed for that programme already. Look at your offers."))
    made = write(into, kind=offer.kind, by=by, goal=goal or offer.goal.code, **_said(published, into))
    change(offer, event="renewed", by=by, data={"into": str(made.pk)})  # two at once: who comes second is `Stale`
    Offer.objects.filter(pk=made.pk).update(renewed_from=offer)
    made.renewed_from = offer
    return made


@deed
def wish_again(offer: Offer, school: School, *, by: Actor) -> RenewalWish:
    """A school asks for the offer in the next school year; asking again changes nothing.

    Called by the room of bookings, which knows whether the school had it. `Refused("already_renewed")` when it is there
    for the next programme already.
    """
    following = next_programme(offer)
    if following and (again := renewal_of(offer, following)) and again.status == "published":
        raise Refused("already_renewed", _("It is there for the next school year already. Look in the catalogue."))
    wish, made = RenewalWish.objects.get_or_create(offer=offer, school=school)
    if made:
        record("offer.wished_again", offer, by=by, data={"school": str(school.pk)})
    return wish


def _published(offer: Offer) -> Revision:
    if offer.revision is None:
        raise Refused("never_published", _("This offer was never published. Finish it first; then it can be renewed."))
    return offer.revision


def _later(offer: Offer, programme: Programme) -> None:
    same_town = programme.municipality_id == offer.municipality_id
    if not same_town or programme.starts_on <= offer.programme.starts_on:
        raise Invalid.field("#/programme", "unknown", _("Choose a later programme of the same municipality."))


def _said(published: Revision, into: Programme) -> dict[str, Any]:
    said = {name: getattr(published, name) for name in SAID}
    weeks = ((into.starts_on - published.offer.programme.starts_on).days + 3) // 7  # a school year is 52 or 53
    for name in ("starts_on", "ends_on"):
        said[name] = _moved(said[name], weeks, into)
    for name, (_model, usable) in OWN.items():
        row = said[name]
        if row is not None and any(getattr(row, field) != value for field, value in usable.items()):
            said[name] = None
    known = {code for code, _words in cases_of(into, timezone.localdate())}
    names = [theme.name for theme in published.themes.all()]
    themes = into.themes.filter(name__in=names).values_list("pk", flat=True)
    return said | {"cases": [case for case in published.cases if case in known], "themes": list(themes)}


def _moved(day: date | None, weeks: int, into: Programme) -> date | None:
    moved = day + timedelta(weeks=weeks) if day else None
    return moved if moved and into.starts_on <= moved <= into.ends_on else None
