"""Build the demo municipality by calling the actions, in one transaction: it stands whole or not at all."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation

from catalogue.deeds import unit_of_work
from catalogue.journal import outbox
from catalogue.organisations.models import Municipality
from catalogue.programmes.actions import load_facts
from portal.accountability.loading import load_forms
from portal.demo.books import keep_books
from portal.demo.bringing import bring_in
from portal.demo.claiming import claim_and_pay
from portal.demo.content import content
from portal.demo.dividing import divide_inside
from portal.demo.doubting import ask_about_expenses
from portal.demo.granting import grant_boards
from portal.demo.hearing import hear
from portal.demo.offering import fill_catalogue
from portal.demo.plan_making import make_plans
from portal.demo.schoolyear import live_through
from portal.demo.searching import keep_searches
from portal.demo.stage import Stage
from portal.demo.story import story
from portal.demo.taking_part import pay_by_use, take_part
from portal.demo.telling import ask_for_more, object_to_decisions, tell_needs
from portal.demo.town import raise_town


def build_if_empty() -> bool:
    """Build the demo unless a municipality stands already; says whether it did. Killed half-way it leaves nothing."""
    with unit_of_work():
        if Municipality.objects.exists():
            return False
        build()
    return True


def build() -> Stage:
    """The whole demo, in the default language of the pages; needs no worker. A few seconds of work."""
    with unit_of_work(), translation.override(settings.LANGUAGE_CODE):
        load_facts()
        load_forms()
        stage = raise_town(content())
        fill_catalogue(content(), stage)
        bring_in(stage)
        keep_searches(content(), stage)
        tell_needs(stage)
        ask_for_more(stage)
        pay_by_use(stage)
        live_through(story(), stage)
        take_part(stage)
        hear(stage)
        make_plans(stage)
        grant_boards(stage)
        divide_inside(stage)
        claim_and_pay(story(), stage)
        ask_about_expenses(stage)
        object_to_decisions(stage)
        keep_books(stage)
        outbox.drain()
    return stage
