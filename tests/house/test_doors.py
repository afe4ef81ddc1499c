"""Shows 7: at every address each account meets 404 or 403 (or the sign-in page) unless it is theirs.

The addresses come from the URL table itself: a new one fails here until a table says who is welcome at it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.cast import Town, build_town
from tests.house import api_doors, dividing_doors, doors, money_doors
from tests.house.bodies import bodies
from tests.house.knocking import Knock, Visitor, address_of
from tests.house.rooms import tables
from tests.house.rounds import ACCOUNTS, PUBLIC, Things, addresses, furnish

pytestmark = pytest.mark.slow
SHUT = {401, 403, 404}
ONE_OF_EACH = (PUBLIC, "teacher", "librarian", "officer")  # enough callers where everybody is welcome


@dataclass(frozen=True)
class Door:
    """One line of the table."""

    method: str
    pattern: str
    thing: str
    welcome: frozenset[str]

    def __str__(self) -> str:
        return f"{self.method} {self.pattern} {self.thing}"


def _doors() -> Iterator[Door]:
    old = api_doors, money_doors, dividing_doors
    apis = *(module.API for module in old), *tables("API")
    pages = doors.PAGES, money_doors.PAGES, dividing_doors.PAGES, *tables("PAGES")
    for before, table in (*(("api/v1/", each) for each in apis), *(("", each) for each in pages)):
        for line in table.strip().splitlines():
            method, pattern, thing, *who = line.split()
            welcome = {each for word in who for each in doors.WORDS.get(word, (word,))}
            assert welcome <= set(ACCOUNTS), line
            pattern = "" if pattern == "-" else pattern
            yield Door(method.lower(), before + pattern, thing, frozenset(welcome))


DOORS = tuple(_doors())


@pytest.fixture(scope="module")
def two_towns(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[Town, Things, Things]]:
    """Bloemendorp and Elders, each with one thing of every kind; undone after the last round."""
    with django_db_blocker.unblock(), transaction.atomic():
        here, there = build_town(), build_town("Elders", "97")
        yield here, furnish(here), furnish(there)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def visitors(two_towns: tuple[Town, Things, Things]) -> dict[str, Visitor]:
    """Everybody of Bloemendorp, signed in."""
    return {who: Visitor(two_towns[0], who) for who in ACCOUNTS}


def knock_at(door: Door, town: Town, things: Things, of: Things) -> Knock:
    """The request for a door, with the thing of a town."""
    word, *rest = door.thing.split("+")
    names = re.findall(r"<(?:\w+:)?(\w+)>", door.pattern)
    values = dict(zip(names, [of[word] if names else None, *(of.ids.get(each, each) for each in rest)], strict=False))
    said = bodies(town, things)
    nearest = max((end for end in said if door.pattern.endswith(end)), key=len, default="")
    return Knock(address_of(door.pattern, values), door.method, said.get(nearest, {}))


def _some(welcome: frozenset[str]) -> list[str]:
    """Three of those who are welcome: enough to see that the door opens, also for the last of them."""
    ordered = [who for who in ACCOUNTS if who in welcome]
    return sorted({*ordered[:2], *ordered[-1:]})


def test_every_address_has_a_line_in_the_table():
    written = {door.pattern for door in DOORS} | set(doors.NOT_WALKED)
    assert {address for address in addresses() if not address.startswith(doors.SIGN_IN)} - written == set()
    assert written - set(addresses()) == set(), "lines of addresses that are no more"


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_a_door(door: Door, db: None, two_towns: tuple[Town, Things, Things], visitors: dict[str, Visitor]):
    town, here, there = two_towns
    own = knock_at(door, town, here, here)
    callers = ONE_OF_EACH if PUBLIC in door.welcome else (*_some(door.welcome), *(set(ACCOUNTS) - door.welcome))
    answers = {who: visitors[who].knocks(own) for who in callers}
    assert {who: status for who, status in answers.items() if status >= 500} == {}
    assert {who: status for who, status in answers.items() if who not in door.welcome and status not in SHUT} == {}
    assert {who: status for who, status in answers.items() if who in door.welcome and status in {*SHUT, 405}} == {}
    if PUBLIC in door.welcome or door.thing.split("+")[0] in ("-", "year", "offer", "letter-kind"):
        return
    others = knock_at(door, town, here, there)
    answers = {who: visitors[who].knocks(others) for who in door.welcome}
    assert {who: status for who, status in answers.items() if status not in SHUT} == {}
