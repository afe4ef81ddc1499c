"""Every table of `states.py`, walked: each allowed move moves, each other pair refuses, on real rows."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.utils.encoding import force_str
from pytest_django.plugin import DjangoDbBlocker

from catalogue.duo import actions as duo
from catalogue.duo import states as duo_states
from catalogue.errors import Refused, Stale
from catalogue.exchange import states as idea_states
from catalogue.imports import states as import_states
from catalogue.journal.models import JournalLine
from catalogue.journal.outbox import drain
from catalogue.lifecycle import Moving, allowed, change, move
from catalogue.offers import actions as offers
from catalogue.offers import states as offer_states
from catalogue.offers.search import Criteria
from catalogue.organisations.models import Admission
from portal.allocations import states as allocation_states
from portal.bespoke import states as bespoke_states
from portal.bookings import states as booking_states
from portal.budgets import states as budget_states
from portal.claims import states as claim_states
from portal.entitlements import actions as entitlements
from portal.entitlements import states as entitlement_states
from portal.funding.models import Split
from portal.invoices import states as invoice_states
from portal.invoices.models import Invoice
from portal.jobs import states as job_states
from portal.letters import states as letter_states
from portal.letters.models import Letter
from portal.needs import actions as needs
from portal.needs import states as need_states
from portal.payments import actions as payments
from portal.payments import states as payment_states
from portal.rounds import states as round_states
from portal.searches import actions as searches
from portal.searches import states as search_states
from portal.searches.models import Digest
from portal.subsidies import states as board_grant_states
from portal.waiting import states as waiting_states
from tests import cast, work
from tests.api import split_operations
from tests.cast import OPERATOR, TODAY, Town
from tests.catalogue.duo import files
from tests.catalogue.imports import tables
from tests.house import rooms
from tests.house.rounds import shared_idea
from tests.portal.accountability import settling
from tests.portal.allocations.rounds import tried
from tests.portal.bespoke import requests
from tests.portal.budgets.past import closed_month
from tests.portal.funding import by_hand, planned
from tests.portal.rounds import planned as rounds
from tests.portal.subsidies import schemes
from tests.portal.subsidies.granted import granted
from tests.portal.waiting import full as queued

MOVING = sorted((model for model in apps.get_models() if issubclass(model, Moving)), key=lambda model: model.KIND)
WORDS = {
    "bespoke_request": bespoke_states,
    "panel": need_states, "period": budget_states, "round": round_states, "allocation": allocation_states,
    "waiting_place": waiting_states,
    "board_grant": board_grant_states, "letter": letter_states,
    "offer": offer_states, "booking": booking_states, "claim": claim_states, "invoice": invoice_states,
    "batch": payment_states, "duo_import": duo_states, "idea": idea_states, "import": import_states, "job": job_states,
    "entitlement": entitlement_states, "digest": search_states,
} | rooms.words()  # fmt: skip


def _panel(town: Town) -> Moving:
    offers.submit(cast.offer(town, publish=False), by=town.actor("librarian"))
    return needs.start(town.programme, name="Denktank", parties=[needs.Party("PO")], by=town.actor("officer"))


def _things(town: Town) -> dict[str, Moving]:
    """One real row of every kind that moves, at the end of the road from offer to payment."""
    claim = cast.approved(town)
    drain()
    booking, plan = claim.lines.get().booking, planned.plan(town)
    criteria = Criteria(q="voorlezen")
    search = searches.keep(town.membership["teacher"], name="Lezen", criteria=criteria, by=town.actor("teacher"))
    return {
        "digest": Digest.objects.create(search=search, day=TODAY, status="due"),
        "waiting_place": queued.places(town)[0],
        "bespoke_request": requests.asked(town),
        "cover_sheet": needs.open_sheet(town.kring, town.programme, by=town.actor("coordinator")),
        "panel": _panel(town), "offer": booking.offer, "revision": booking.revision, "booking": booking, "claim": claim,
        "split": Split.objects.get(), "period": closed_month(town), "budget_plan": plan,
        "duo_import": duo.look(files.file(files.SITES_2026), "sites.csv", by=OPERATOR),
        "budget_transfer": split_operations.transfer(town),
        "plan_move": planned.move(town, plan), "frame": rounds.frame(town), "round": rounds.round(town),
        "allocation": tried(town),
        "board_grant": (board_grant := granted(town)), "letter": Letter.objects.get(cause_id=board_grant.pk),
        "scheme": schemes.drafted(town), "application": schemes.waiting(town),
        "measure": planned.measure(town),
        "correction": by_hand.correction(town),
        "handover": by_hand.handover(town),
        "grant_settlement": settling.proposed(town),
        "admission": Admission.objects.filter(provider=town.library).get(),
        "job": work.done(town.actor("coordinator")),
        "entitlement": entitlements.opt_out(
            (cast.offer(town, kind="fixed"), town.linde), reason="Dit doen wij zelf", by=town.actor("other_coordinator")
        ),
        "idea": shared_idea(town), "import": tables.brought(town, tables.NEW),
        "invoice": Invoice.objects.get(), "batch": payments.prepare(by=town.actor("finance")),
    } | rooms.together("moving", town)  # fmt: skip


@pytest.fixture(scope="module")
def _furnished(_town_of_the_module: Town, django_db_blocker: DjangoDbBlocker) -> dict[str, Moving]:
    """The rows of `_things`, made once: what a test does to one is undone after the test."""
    with django_db_blocker.unblock():
        return _things(_town_of_the_module)


@pytest.fixture
def things(_furnished: dict[str, Moving], db: None) -> dict[str, Moving]:
    """A row of every kind that moves, as it was made."""
    return _furnished


@pytest.mark.parametrize("model", MOVING, ids=lambda model: model.KIND)
def test_a_table_is_closed_and_every_status_has_words(model: Any):
    table = model.MOVES
    reachable = {to for targets in table.values() for to in targets}
    assert reachable <= set(table), "a move leads to a status without a row in the table"
    assert all(status not in targets for status, targets in table.items()), "a move to where it is"
    if model.KIND in WORDS:
        words = dict(WORDS[model.KIND].STATUSES)
        assert set(words) == set(table)
        assert all(force_str(word) for word in words.values())


@pytest.mark.parametrize("model", MOVING, ids=lambda model: model.KIND)
def test_all_pairs_of_a_table(things: dict[str, Moving], model: Any):
    thing = model.objects.get(pk=things[model.KIND].pk)
    for origin, to in product(model.MOVES, repeat=2):
        type(thing).objects.filter(pk=thing.pk).update(status=origin)
        thing.refresh_from_db(fields=["status", "version"])
        if to in model.MOVES[origin]:
            before = thing.version
            move(thing, to, by=OPERATOR)
            line = JournalLine.objects.filter(thing_id=thing.pk).latest("pk")
            assert (line.event, line.origin, line.to) == (f"{model.KIND}.{to}", origin, to)
            assert (thing.status, thing.version) == (to, before + 1)
        else:
            with pytest.raises(Refused) as refused:
                move(thing, to, by=OPERATOR)
            assert refused.value.code == "wrong_state"
            assert thing.status == origin
        assert allowed(type(thing)(status=origin), to) == (to in model.MOVES[origin])


def test_of_two_who_read_the_same_row_only_the_first_moves_it(town: Town):
    first = cast.booking(town)
    second = type(first).objects.get(pk=first.pk)
    move(first, "confirmed", by=OPERATOR)
    with pytest.raises(Stale):
        move(second, "declined", by=OPERATOR)
    first.refresh_from_db()
    assert first.status == "confirmed"


def test_a_change_of_fields_cannot_smuggle_a_status_in(town: Town):
    with pytest.raises(ValueError, match="only through move"):
        change(cast.booking(town), event="edited", by=OPERATOR, status="accepted")
