"""How many statements an answer costs: the same for one row as for three, and few enough for the busiest paths."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from api import urls
from api.conventions.resources import Resource
from catalogue.journal import outbox
from catalogue.journal.models import JournalLine
from catalogue.offers import actions as offers
from catalogue.offers.search import Criteria
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import SchoolScore
from catalogue.pictures import actions as pictures
from catalogue.pictures.models import Picture
from portal.allocations import actions as allocations
from portal.bookings import actions as bookings
from portal.budgets.models import Period
from portal.calendars import actions as calendars
from portal.claims import actions as claims
from portal.funding import actions as funding
from portal.funding.models import CoFinancing
from portal.needs import actions as needs
from portal.payments import actions as payments
from portal.radar.actions import remind
from portal.radar.models import Reminder
from portal.searches import actions as searches
from tests import cast, work
from tests.api import letter_operations, split_operations
from tests.api.client import Api
from tests.cast import Town
from tests.catalogue.imports import tables
from tests.house.rooms import payments as at_the_bank
from tests.house.rooms import readers, together
from tests.photographs import image, photograph
from tests.portal.accountability import settling
from tests.portal.bespoke import requests
from tests.portal.bookings import proposals
from tests.portal.budgets.past import booked_on, closed_month, months_ago
from tests.portal.funding import by_hand, planned
from tests.portal.rounds import planned as rounds
from tests.portal.waiting import full as queued

MARK = re.compile(r"BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE")


def statements(ask: Callable[[], Any]) -> list[str]:
    """The statements of one request, without the marks of the transaction around the test."""
    with CaptureQueriesContext(connection) as captured:
        ask()
    return [q["sql"] for q in captured.captured_queries if not MARK.match(q["sql"])]


def shown(queries: list[str]) -> str:
    """For a failing test: one statement per line."""
    return "\n".join(query[:160] for query in queries)


def test_a_booking_takes_at_most_eleven_statements(town: Town) -> None:
    """One more while no plan says which grants pay: then it is asked whether the regulation was accounted for."""
    offer, school = cast.offer(town), Api(town, "coordinator")
    body = {"offer": str(offer.pk), "units": 1, "pupils": 25}
    queries = statements(lambda: school.post("bookings", body, Idempotency_Key="een"))
    assert len(queries) <= 11 + 1, shown(queries)


@pytest.mark.parametrize("who", ["", "coordinator"])
def test_the_catalogue_with_facets_takes_at_most_three(town: Town, who: str) -> None:
    for number in range(3):
        cast.offer(town, title=f"Aanbod {number}")
    school = Api(town, who) if who else Api()
    query = {"facets": "true", "theme": str(town.talent.pk), "q": "aanbod", "kind": "optional"}
    queries = statements(lambda: school.get("offers", query))
    assert len(queries) <= 3, shown(queries)
    assert school.get("offers", query).json()["count"] == 3


def one_more_of_everything(town: Town) -> None:
    """One more row for every list of the API."""
    made = cast.offer(town, title="Nog een aanbod", cases=["culture_and_sport", "holiday_vve", "one_child"])
    for school in (town.kring, town.linde, town.college):
        SchoolScore.objects.create(
            school=school, reference_date=date(2000 + SchoolScore.objects.count(), 10, 1), score=1, source="CBS"
        )
        offers.wish_again(made, school, by=town.actor("coordinator"))
    for price in (110, 120):
        offers.edit(made, price=Decimal(price), by=town.actor("librarian"))
        offers.publish(offers.submit(made, by=town.actor("librarian")), by=town.actor("officer"))
    cast.booking(town, cast.fixed_offer(town, title="Vast aanbod"), units=1)
    cast.offer(town, title="Een concept", publish=False)
    waiting = offers.submit(cast.offer(town, title="Wacht", publish=False), by=town.actor("librarian"))
    needs.start(town.programme, name=waiting.draft.title, parties=[needs.Party("PO")], by=town.actor("officer"))
    start = timezone.now() + timedelta(days=30)
    for day in range(3):
        begins = start + timedelta(days=day)
        ends = begins + timedelta(hours=1)
        offers.add_session(made, starts_at=begins, ends_at=ends, by=town.actor("librarian"))
    pictures.add(
        town.library, content=photograph(of=image(640 + Picture.objects.count())), name="a.jpg", alt="Een boek",
        credit="Wij", by=town.actor("librarian"),
    )  # fmt: skip
    tables.brought(town, *(tables.KVK | tables.NEW | {"Titel": f"Les {row}"} for row in range(3)), who="officer")
    searches.keep(
        town.membership["coordinator"], name=f"Kunst {made.pk}", criteria=Criteria(q="kunst"),
        by=town.actor("coordinator"),
    )  # fmt: skip
    bookings.choose(town.kring, made, by=town.actor("coordinator"))
    split_operations.team(town)
    requests.asked(town, "granted", amount=Decimal("1.00"))
    split_operations.transfer(town)
    split_operations.recall(town)
    queued.places(town)
    needs.add_need(town.kring, needs.Told(town.talent, 20, 4, "Meer lezen"), by=town.actor("coordinator"))
    number = town.library.venues.count()
    organisations.add_venue(town.library, name=f"Zaal {number}", by=town.actor("librarian"))
    organisations.add_contact(town.library, name=f"Balie {number}", phone="030 1234567", by=town.actor("librarian"))
    proposals.proposed(town, cast.booking(town, made, units=1))
    delivered = cast.booking(town, made, status="accepted", units=1)
    claim = cast.approved(town, cast.claim(town, delivered))
    claims.claim([claims.Wanted(cast.booking(town, made, status="delivered", units=1).pk)], by=town.actor("librarian"))
    funding.propose_split(
        town.programme, pot=claim.sanctioned, per_school=claim.sanctioned, reference_date=cast.COUNTED_ON,
        by=town.actor("officer"),
    )  # fmt: skip
    Reminder.objects.update(created_at=F("created_at") - timedelta(days=30))
    remind(town.college, about="nothing_chosen", programme=town.programme, by=town.actor("officer"))
    work.done(town.actor("officer"))
    letter_operations.one_more(town)
    planned.move(town, planned.plan(town))
    planned.measure(town)
    _in_the_ledger(town)
    settling.proposed(town)
    planned.co_financing(town, 2027 + CoFinancing.objects.count())
    outbox.drain()
    payments.settle(
        payments.release(payments.prepare(by=town.actor("finance")), by=town.actor("officer")), by=town.actor("finance")
    )
    at_the_bank.one_more(town, made)
    together("another", town)


def _in_the_ledger(town: Town) -> None:
    """A closed month with all accounts in it, a correction and money for another municipality."""
    booked_on(months_ago(6))
    closed_month(town, 4 - Period.objects.count())
    funding.grant_line(town.programme, "fixed", Decimal("100.00"), by=town.actor("officer"))
    by_hand.correction(town, "10.00")
    by_hand.handover(town, "10.00")


LISTS = [pattern for pattern in urls.urlpatterns if getattr(getattr(pattern.callback, "cls", None), "paged", False)]
FEW = {"municipalities", "programmes", "providers", "admissions", "themes", "boards", "calendar-feeds", "cover-sheets"}
# grants and evidence say which grant pays which euro; a claim and what is to be paid come with all behind them;
# tasks are asked of every room that gives a school some
MOST = {"claims": 12, "payables": 16, "grants": 15, "sisa-tables/<int:year>/evidence": 13, "tasks": 11}
READERS = {
    "saved-searches": "coordinator",
    "calendar-feeds": "coordinator",
    "team-budgets": "coordinator",
    "cover-sheets": "coordinator",
    "pictures": "librarian",
    "choices": "coordinator",
    "offers": "",
    "accounts": "officer",
    "tasks": "coordinator",
} | readers()


@pytest.fixture(scope="module")
def busy(_town_on_paper: bytes, django_db_blocker: DjangoDbBlocker) -> Town:
    """Bloemendorp with at least three rows for every list that can grow."""
    town: Town = pickle.loads(_town_on_paper)  # a copy: what the deeds do to it stays here
    with django_db_blocker.unblock():
        for _number in range(3):
            one_more_of_everything(town)
        coordinator = town.membership["coordinator"]
        calendars.open_feed(coordinator, by=town.actor("coordinator"))
        divisible = rounds.round(town, method="allocation", opens=-3, closes=0)
        for _number in range(3):
            allocations.divide(divisible, trial=True, by=town.actor("officer"))
        for day in range(3):
            rounds.frame(town)
            rounds.round(town, opens=day, closes=day + 1)
        lines = JournalLine.objects.filter(event="claim.approved")
        lines.update(failed_at=timezone.now(), dispatched_at=None)
    return town


@pytest.mark.slow
@pytest.mark.databases
@pytest.mark.parametrize("pattern", LISTS, ids=lambda pattern: str(pattern.pattern))
def test_a_list_costs_the_same_for_one_row_as_for_three(busy: Town, db: None, pattern: URLPattern) -> None:
    path, query = _address(busy, str(pattern.pattern).removeprefix("v1/"))
    below = path.rsplit("/", maxsplit=1)[-1]
    of_the_town_hall = below in ("revisions", "cases", "renewal-wishes")
    reader = "officer" if of_the_town_hall else READERS.get(below, READERS.get(path.split("/")[0], "officer"))
    api = Api(busy, reader) if reader else Api()

    one = statements(lambda: _ok(api.get(path, query | {"pageSize": "1"})))
    three = statements(lambda: _ok(api.get(path, query | {"pageSize": "3"})))
    assert len(three) == len(one), f"one row:\n{shown(one)}\n\nthree rows:\n{shown(three)}"
    assert len(one) <= MOST.get(str(pattern.pattern).removeprefix("v1/"), 10), shown(one)
    rows = api.get(path, query).json()["count"]
    assert rows >= (1 if path in FEW else 3), f"only {rows} rows to look at"


def _ok(response: Any) -> None:
    assert response.status_code == 200, response.content


def _address(town: Town, route: str) -> tuple[str, dict[str, str]]:
    """A real address for a route, and the query keys that it needs."""
    api = Api(town, "coordinator" if route.endswith("/messages") else "officer")
    query = {"school": str(town.kring.pk)} if route.startswith("accounts") else {}
    if route == "claims":  # those of a school ask other things than those of a provider: one kind at a time
        query = {"provider": str(town.library.pk)}
    if "<uuid:id>" in route:
        rows = api.get(route.split("/", maxsplit=1)[0], query | {"pageSize": "100"}).json()["results"]
        one = rows[-1] if route.startswith("grants") else rows[0]  # the one that ends last comes in terms
        if route.endswith("/messages"):
            one = next(row for row in rows if api.get(f"bookings/{row['id']}/messages").json()["count"])
        if route.startswith("offers"):
            one = next(row for row in rows if row["title"] == "Nog een aanbod")  # has some of everything
        return route.replace("<uuid:id>", one["id"]), {}
    route = route.replace("<int:year>", "2026")
    if route.endswith("/evidence"):
        return route, {"regulation": "LOKAAL", "goal": "talent"}
    return route, query if route == "claims" else {}


def test_tasks_cost_the_same_however_many_there_are(town: Town) -> None:
    school, made = Api(town, "coordinator"), cast.offer(town, price=Decimal("1.00"))
    cast.booking(town, made, status="delivered")
    one, before = statements(lambda: _ok(school.get("tasks"))), school.get("tasks").json()["count"]
    for _number in range(2):
        cast.booking(town, made, status="delivered")
    three = statements(lambda: _ok(school.get("tasks")))
    assert school.get("tasks").json()["count"] == before + 2
    assert len(three) == len(one), shown(three)


def test_every_list_is_a_resource() -> None:
    assert LISTS
    assert all(issubclass(pattern.callback.cls, Resource) for pattern in LISTS)
