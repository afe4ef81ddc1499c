"""Bespoke requests (DOMAIN § 7 row 14, Weert): asked without an offer, and made an offer for all by one click.

The examples are those of Weert: care after school for parents without allowance, BSO+, Speaking Minds, Nieuwe Helden.
"""

from __future__ import annotations

from decimal import Decimal

from catalogue.exchange import actions as exchange
from catalogue.exchange import queries as ideas
from catalogue.offers import actions as offers
from portal.bespoke import actions, queries
from portal.bespoke.actions import Verdict
from portal.worklist.queries import tasks_of
from tests.cast import Town
from tests.portal.bespoke.requests import asked

EXAMPLES = ("BSO voor ouders zonder kinderopvangtoeslag", "BSO+", "Speaking Minds", "Nieuwe Helden")


def test_four_free_requests_wait_for_the_officer_with_motive_goal_and_budget(town: Town):
    for number, title in enumerate(EXAMPLES, start=1):
        asked(town, title=title, amount=Decimal(100 * number))
    waiting = queries.to_decide(town.actor("officer"))
    assert [(each.title, each.amount, each.goal.code) for each in waiting] == [
        (title, Decimal(100 * number), "talent") for number, title in enumerate(EXAMPLES, start=1)
    ]
    assert [task.deed for task in tasks_of(town.actor("officer"))].count("decide_request") == len(EXAMPLES)


def test_what_was_granted_to_one_school_becomes_an_offer_for_all(town: Town):
    officer, librarian = town.actor("officer"), town.actor("librarian")
    request = asked(town, title="Speaking Minds", aim="Jongeren denken mee over armoede.")
    actions.decide(request, Verdict("grant", "Past bij het doel"), by=officer)
    actions.offer_to_all(request, by=officer)
    (idea,) = ideas.visible_to(librarian)
    assert (idea.title, idea.status, idea.town) == ("Speaking Minds", "shared", town.municipality.name)
    draft = exchange.start(idea, by=librarian)
    offers.edit(draft, by=librarian, year_groups=["7", "8"], min_units=1, max_units=5)
    offers.submit(draft, by=librarian)
    offers.publish(draft, by=officer)
    assert draft.revision.price == Decimal("400.00")
    assert list(draft.revision.themes.all()) == [town.talent] and draft.revision.sectors == ["PO"]
