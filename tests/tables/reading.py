"""The printed tables as data: what each account may expect of each deed in each state."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from catalogue.actor import ANYONE, Actor
from catalogue.errors import Invalid, Refused
from catalogue.journal.models import JournalLine
from catalogue.lifecycle import Moving
from catalogue.organisations import actions as organisations
from portal.budgets.models import Account
from portal.people import actions as people
from tests.cast import OPERATOR, PASSWORD, Town
from tests.house.rounds import ACCOUNTS, PUBLIC
from tests.tables.knocking import Door

TOWN_HALL = "officer assessor assessor2 finance finance2 controller admin team insider insider_finance"
DECIDERS = "officer assessor assessor2 insider:conflict_of_interest"
# besides the cast: colleagues, a project team, two who belong to the library and the school too, and another town
MORE = {
    "team": "municipality:project_team", "insider": "municipality:assessor", "insider_finance": "municipality:finance",
}  # fmt: skip
ELSEWHERE = {
    "officer_elsewhere": "municipality:officer", "assessor_elsewhere": "municipality:assessor",
    "finance_elsewhere": "municipality:finance",
}  # fmt: skip
EVERYBODY = (*ACCOUNTS, "assessor2", "finance2", *MORE, *ELSEWHERE)
YES, UNSEEN, WRONG_ROLE = "yes", "not_found", "wrong_role"


def peopled(town: Town) -> Town:
    """The town with everybody of the tables."""
    other = organisations.add_municipality(name="Elders", code="GM9701", oin="00000099000000970100", by=OPERATOR)
    for roles, where in ((MORE, town.municipality), (ELSEWHERE, other)):
        for who, role in roles.items():
            user = people.add_user(email=f"{who}@elders.example", name=who, password=PASSWORD, by=OPERATOR)
            town.membership[who] = people.add_membership(user, role=role, municipality=where, by=OPERATOR)
            if who.startswith("insider"):
                people.add_membership(user, role="provider:planner", provider=town.library, by=OPERATOR)
                people.add_membership(user, role="school:teacher", school=town.kring, by=OPERATOR)
    return town


def actor_in(town: Town, who: str) -> Actor:
    """Who acts, the public included."""
    return ANYONE if who == PUBLIC else town.actor(who)


@dataclass(frozen=True)
class Line:
    """A deed: per state what comes of it, and whose deed it is."""

    deed: str
    cells: Mapping[str, str]
    who: Mapping[str, str]

    def outcome(self, case: str, who: str) -> str:
        """What this account, which sees the thing, may expect."""
        if who not in self.who:
            return WRONG_ROLE
        said, *others = self.cells[case].split(",")
        own = dict(each.split(":") for each in others)
        if who in own:
            return own[who]
        if said == YES:
            return self.who[who]
        return "wrong_state" if said == "no" else said


@dataclass(frozen=True)
class Kind:
    """A kind of thing with its table, how it comes into each state, and what can be done with it, by which door."""

    name: str
    model: Any
    table: str
    built: Mapping[str, Callable[[Town], Moving]]
    deeds: Mapping[str, Callable[[Any, Actor], Any]]
    visible: Callable[[Actor], QuerySet[Any]]
    groups: Mapping[str, str]
    doors: Callable[[Any], Sequence[Door]] = field(default=lambda _thing: ())

    @cached_property
    def _rows(self) -> list[tuple[str, list[str], list[str]]]:
        rows = [row for row in self.table.strip().splitlines() if row.strip()]
        split = [(row.split("|")[0].split(), row.partition("|")[2].split()) for row in rows]
        assert all(len(cells) == len(split[0][0]) for cells, _who in split), f"{self.name}: a line has too few cells"
        return [(cells[0], [self.groups.get(each, each) for each in cells[1:]], who) for cells, who in split]

    @cached_property
    def cases(self) -> list[str]:
        """The columns: `.once` after `submitted` is `submitted.once`."""
        found: list[str] = []
        for word in self.table.split("\n", 2)[1].split()[1:]:
            found.append(found[-1].split(".")[0] + word if word.startswith(".") else word)
        return found

    def sees(self, case: str) -> set[str]:
        """Who sees the thing in this state."""
        line = next(cells for deed, cells, _who in self._rows if deed == "sees")
        return set(dict(zip(self.cases, line, strict=True))[case].split())

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of the deeds."""
        return [
            Line(deed, dict(zip(self.cases, cells, strict=True)), self._whose(who))
            for deed, cells, who in self._rows[1:]
            if deed != "sees"
        ]

    def expected(self, line: Line, case: str, who: str) -> str:
        """What this account may expect of this deed on a thing in this state."""
        return line.outcome(case, who) if who in self.sees(case) else UNSEEN

    def _whose(self, words: Sequence[str]) -> dict[str, str]:
        """`officer insider:conflict_of_interest` → what comes of it where it may be done."""
        named = [each for word in words for each in self.groups.get(word, word).split()]
        found = {who: code or YES for who, _colon, code in (each.partition(":") for each in named)}
        assert set(found) <= set(EVERYBODY), words
        return found


def outcome_of(deed: Callable[[Any, Actor], Any], thing: Any, by: Actor) -> str:
    """`yes`, or the code with which the deed was refused."""
    try:
        deed(thing, by)
    except Refused as no:
        return no.code
    except Invalid as no:
        return no.faults[0].code
    return YES


def as_it_is(thing: Any) -> list[Any]:
    """The thing, every account and the length of the journal: what a refusal leaves as it was."""
    rows = type(thing)._base_manager.filter(pk=thing.pk)
    accounts = Account.objects.order_by("pk").values()
    return [list(rows.values()), list(accounts), JournalLine.objects.count()]
