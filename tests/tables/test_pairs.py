"""Shows 3 of issue 6: every state × deed × account of claims, invoices and payments, as the tables say."""

from __future__ import annotations

import ast
from itertools import groupby
from typing import Any

import pytest
from django.db import transaction

from tests.cast import Town
from tests.house.code import modules
from tests.tables import claims, invoices, payments
from tests.tables.knocking import Visitor
from tests.tables.reading import EVERYBODY, UNSEEN, YES, Kind, actor_in, as_it_is, outcome_of, peopled

KINDS = (*claims.KINDS, *invoices.KINDS, *payments.KINDS)
# deeds of these rooms that no account does to a thing in a state, each with why
OTHERS = {
    "claims.actions.claim": "makes one: test_claim.py",
    "claims.adding.add": "within the outcome of an objection",
    "claims.crediting.credit": "within a credit note",
    "claims.decisions.came_back": "within a payment that comes back",
    "claims.decisions.settle": "within a payment",
    "claims.delaying.resume": "within the submission",
    "claims.delaying.suspend": "within the return",
    "claims.extending.extend": "on a booking or request: test_interest.py and the doors",
    "claims.goals.correct_goal": "on what was approved, by finance: test_correct_goal.py",
    "claims.gathering.gather": "makes one: test_gather.py",
    "claims.ordering.claim_for_order": "within an invoice that names an order: test_who_orders.py",
    "claims.reminding.note": "by the worker",
    "claims.reminding.remind": "by the clock",
    "claims.settling.let_go": "within the rejection",
    "claims.settling.spend": "within the approval",
    "claims.telling.write_letter": "within the decision",
    "invoices.accepting.accept_silently": "by the clock: test_accept.py",
    "invoices.accepting.ask": "within the issue",
    "invoices.accepting.begin_term": "within the sending",
    "invoices.accepting.credited": "within a credit note",
    "invoices.accepting.remind": "by the clock: test_accept.py",
    "invoices.actions.came_back": "within a payment that comes back",
    "invoices.actions.issue": "by the worker",
    "invoices.actions.number": "by the worker",
    "invoices.actions.paid": "within a payment",
    "invoices.delivering.note": "by the worker",
    "invoices.receiving.look_again": "by the worker",
    "invoices.receiving.look_at_orders_again": "by the worker: test_who_orders.py",
    "invoices.receiving.receive": "makes one: test_receive.py",
    "invoices.receiving.settle": "by the worker",
    "payments.settling.pay": "within a statement or a batch that is settled",
    "payments.statements.read_statement": "a file, not a thing: test_read_statement.py",
}
TABLED = {
    "claims.actions.edit": "edit", "claims.actions.add_evidence": "prove", "claims.actions.remove_evidence": "unprove",
    "claims.actions.answer": "answer", "claims.actions.submit": "submit", "claims.actions.withdraw": "withdraw",
    "claims.decisions.decide": "approve", "claims.delaying.postpone": "postpone", "invoices.crediting.credit": "credit",
    "invoices.accepting.accept": "accept", "invoices.accepting.object_to": "object", "invoices.accepting.keep": "keep",
    "invoices.actions.ask_again": "send", "invoices.crediting.recover": "recover",
    "invoices.receiving.accept": "accept", "invoices.receiving.refuse": "refuse",
    "payments.actions.release": "release", "payments.actions.settle": "settle",
    "payments.actions.cancel": "cancel", "payments.actions.download": "download",
    "payments.accounts.confirm": "confirm", "payments.preparing.prepare": "pay",
    "payments.settling.came_back": "bounce", "payments.settling.mend": "mend", "payments.statements.resolve": "resolve",
}  # fmt: skip
CASES = [pytest.param(kind, case, id=f"{kind.name}-{case}") for kind in KINDS for case in kind.cases]
FEW = ("public", "teacher", "coordinator", "librarian", "musician", "assessor", "finance", "insider")


def _built(town: Town, kind: Kind, case: str) -> Any:
    made = kind.built[case](peopled(town))
    found = kind.model.objects.get(pk=made.pk)
    assert found.status == case.split(".", maxsplit=1)[0]
    return found


def _wrong_deeds(town: Town, kind: Kind, case: str, everybody: tuple[str, ...]) -> list[str]:
    """What does not go as the table says, asked of the rooms themselves."""
    thing = _built(town, kind, case)
    before, wrong = as_it_is(thing), []
    for who in everybody:
        by = actor_in(town, who)
        if kind.visible(by).filter(pk=thing.pk).exists() != (who in kind.sees(case)):
            wrong.append(f"{who} sees it" if who not in kind.sees(case) else f"{who} does not see it")
        for line in kind.lines:
            expected = kind.expected(line, case, who)
            with transaction.atomic():
                found = outcome_of(kind.deeds[line.deed], kind.model.objects.get(pk=thing.pk), by)
                after = as_it_is(thing) if found != YES else before
                transaction.set_rollback(True)
            # whoever does not see it is kept off by the deed itself too, whatever it says
            if found != expected and (expected != UNSEEN or found == YES):
                wrong.append(f"{line.deed} by {who}: {found}, expected {expected}")
            if after != before:
                wrong.append(f"{line.deed} by {who}: refused ({found}), and yet something changed")
    return wrong


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "case"), CASES)
def test_every_deed_by_everybody(town: Town, kind: Kind, case: str):
    wrong = _wrong_deeds(town, kind, case, EVERYBODY)
    assert not wrong, "\n".join(wrong)


def _apart(town: Town, kind: Kind, case: str, everybody: tuple[str, ...]) -> tuple[str, ...]:
    """Without those of whom the table says, in the same role, just what it says of an earlier one."""
    found: dict[tuple[str, ...], str] = {}
    for who in everybody:
        role = town.membership[who].role if who in town.membership else ""
        found.setdefault((role, *(kind.expected(line, case, who) for line in kind.lines)), who)
    return tuple(found.values())


def _wrong_doors(town: Town, kind: Kind, case: str, everybody: tuple[str, ...]) -> list[str]:
    """The same, asked at the front doors."""
    thing = _built(town, kind, case)
    doors, lines = kind.doors(thing), {line.deed: line for line in kind.lines}
    visitors = {who: Visitor(town, who) for who in _apart(town, kind, case, everybody)}
    before, wrong = as_it_is(thing), []
    for who, visitor in visitors.items():
        for door in doors:
            if case != kind.cases[0] and not door.lets_in(visitor.role):
                continue  # kept out by who they are, whatever the state: asked in the first column
            outcome = kind.expected(lines[door.deed], case, who)
            expected = door.status(visitor.role, outcome)
            with transaction.atomic():
                found = visitor.knocks(door)
                after = as_it_is(thing)
                transaction.set_rollback(True)
            what = f"{door.deed} by {who} at {door.method} {door.address}: {found.status} {found.code}"
            if found.status != expected:
                wrong.append(f"{what}, expected {expected} ({outcome})")
            if found.status == 409 and found.code and found.code != outcome:
                wrong.append(f"{what}, expected {outcome}")
            if (after != before) != (outcome == YES):
                wrong.append(f"{what}: {'changed' if after != before else 'nothing changed'}")
    return wrong


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "case"), CASES)
def test_every_door_by_everybody(town: Town, kind: Kind, case: str):
    wrong = _wrong_doors(town, kind, case, EVERYBODY)
    assert not wrong, "\n".join(wrong)


def test_every_state_has_a_column():
    for model, kinds in groupby(KINDS, key=lambda kind: kind.model):
        columns = {case.split(".")[0] for kind in kinds for case in kind.cases}
        assert columns == set(model.MOVES), model


@pytest.mark.slow
def test_every_deed_has_a_line():
    names = {
        f"{module.name.removeprefix('portal.')}.{each.name}"
        for module in modules("portal")
        if module.name.startswith(("portal.claims.", "portal.invoices.", "portal.payments."))
        for each in module.functions()
        if any(isinstance(mark, ast.Name) and mark.id == "deed" for mark in each.decorator_list)
    }
    assert names == set(TABLED) | set(OTHERS)
    lines = {line.deed for kind in KINDS for line in kind.lines}
    assert set(TABLED.values()) <= lines
    for kind in KINDS:
        assert {line.deed for line in kind.lines} == set(kind.deeds), kind.name
        assert set(kind.cases) <= set(kind.built), kind.name


def test_a_claim_that_waits(town: Town):
    """What the slow tests do with every state and everybody, with one state and a few: rooms and front doors."""
    kind = claims.KINDS[0]
    wrong = _wrong_deeds(town, kind, "submitted", FEW)
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
def test_the_doors_of_a_claim_that_waits(town: Town):
    wrong = _wrong_doors(town, claims.KINDS[0], "submitted", FEW)
    assert not wrong, "\n".join(wrong)
