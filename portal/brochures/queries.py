"""Which brochures an actor may have, and what only one school has in it."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from catalogue.actor import BUDGET_HOLDER, Actor
from catalogue.brochure.contents import Budget, ForSchool, Subject
from catalogue.offers.sayings import units_in_words
from catalogue.offers.states import PERIODS
from catalogue.organisations.models import School
from catalogue.organisations.queries import schools_visible_to
from catalogue.programmes.models import Programme
from portal.budgets import queries as budgets
from portal.entitlements import queries as entitlements
from portal.entitlements.queries import Standing


def schools_of(actor: Actor, programme: Programme) -> QuerySet[School]:
    """The schools of which the actor may have the brochure: its own ones, in the municipality of the programme."""
    return schools_visible_to(actor).filter(municipality_id=programme.municipality_id)


def programme_of(school: School) -> Programme | None:
    """The programme of the municipality of a school that it chooses from now: the newest that it has a budget in.

    Without a budget the newest of its municipality; `None` when there is none at all.
    """
    programmes = Programme.objects.filter(municipality_id=school.municipality_id).order_by("-starts_on", "name")
    with_budget = programmes.filter(accounts__school=school).distinct()
    return with_budget.first() or programmes.first()


def subject_of(programme: Programme, school: School | None, language: str) -> Subject:
    """What a brochure is about, with what the school has when it is for one. The caller asked `schools_of` first."""
    with translation.override(language):
        special = for_school(programme, school) if school else None
    return Subject(programme, language, settings.PUBLIC_URL.rstrip("/"), special)


def for_school(programme: Programme, school: School) -> ForSchool:
    """The budget of the school in this programme, and what it may have of each fixed offer."""
    itself = Actor(role=BUDGET_HOLDER, school=school.pk)
    accounts = budgets.visible_to(itself).filter(programme=programme)
    money = [Budget(programme.name, row.granted, row.reserved, row.spent, row.available) for row in accounts]
    return ForSchool(school, money, entitlements_of(itself, programme))


def entitlements_of(actor: Actor, programme: Programme) -> dict[UUID, str]:
    """What the school may have of each fixed offer and what it can still plan of it, in words. Six statements."""
    pairs = entitlements.pairs_visible_to(actor, programme=[programme.pk])
    standings = entitlements.standings_of(pairs)
    return {each.offer.pk: words for each in standings if (words := _words(each))}


def _words(standing: Standing) -> str:
    said, now = standing.offer.text, standing.now
    if standing.opted_out:
        return _("your school does not want this")
    if standing.unknown:
        return standing.why_unknown
    if now.entitled is None or now.left is None:
        return ""
    shown = {
        "units": units_in_words(said, now.entitled),
        "period": dict(PERIODS)[said.entitlement_period],
        "left": number_format(now.left, force_grouping=True),
    }
    return _("%(units)s per %(period)s; %(left)s left to plan now") % shown
