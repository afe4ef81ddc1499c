"""API tokens: shown once, kept as a hash, within the scopes of the role, until they expire or are revoked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid, Refused
from portal.people import actions as people
from portal.people.models import ApiToken
from portal.people.queries import actor_of_token, hashed, token_of, tokens_of
from portal.people.rules import has_scope, scopes_of
from tests.cast import Town


def test_a_token_acts_as_its_membership_within_its_scopes(town: Town):
    raw = town.token("coordinator", ["bookings:read"])
    actor = actor_of_token(token_of(raw))
    assert (actor.role, actor.school, actor.name) == ("school:coordinator", town.kring.pk, "coordinator")
    assert has_scope(actor, "bookings:read")
    assert not has_scope(actor, "bookings:write")


def test_its_text_is_nowhere_in_the_database(town: Town):
    raw = town.token("coordinator")
    kept = ApiToken.objects.get()
    assert kept.hash == hashed(raw)
    assert raw not in str(vars(kept))
    assert raw.startswith("kp_")
    assert len(raw) > 40


def test_finding_it_takes_one_statement(town: Town, django_assert_num_queries):
    raw = town.token("coordinator")
    with django_assert_num_queries(1):
        actor_of_token(token_of(raw))


@pytest.mark.parametrize("wrong", ["", "kp_", "kp_nonsense", "x" * 5000])
def test_another_text_finds_nobody(town: Town, wrong: str):
    town.token("coordinator")
    assert token_of(wrong) is None


def test_it_expires(town: Town):
    _token, raw = people.issue_token(town.membership["teacher"], name="short", days=1, by=town.actor("teacher"))
    assert token_of(raw)
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1)):
        assert token_of(raw) is None


def test_it_is_revoked_once_by_its_owner(town: Town):
    token, raw = people.issue_token(town.membership["teacher"], name="lost", by=town.actor("teacher"))
    with pytest.raises(Forbidden):
        people.revoke_token(token, by=town.actor("coordinator"))
    people.revoke_token(token, by=town.actor("teacher"))
    assert token_of(raw) is None
    with pytest.raises(Refused) as refused:
        people.revoke_token(token, by=town.actor("teacher"))
    assert refused.value.code == "wrong_state"


def test_an_administrator_revokes_a_lost_token_of_the_own_municipality_only(town: Town):
    token, _raw = people.issue_token(town.membership["librarian"], name="lost", by=town.actor("librarian"))
    elsewhere = replace(town.actor("admin"), municipality=uuid4())
    with pytest.raises(Forbidden):
        people.revoke_token(token, by=elsewhere)
    assert people.revoke_token(token, by=town.actor("admin")).revoked_at


def test_a_person_who_may_not_sign_in_has_no_working_token(town: Town):
    raw = town.token("teacher")
    user = town.membership["teacher"].user
    user.is_active = False
    user.save(update_fields=["is_active"])
    assert token_of(raw) is None


def test_nobody_makes_a_token_for_somebody_else(town: Town):
    with pytest.raises(Forbidden):
        people.issue_token(town.membership["director"], name="mine now", by=town.actor("teacher"))


@pytest.mark.parametrize(
    ("said", "where"),
    [({"scopes": ["claims:decide"]}, "#/scopes"), ({"days": 0}, "#/days"), ({"days": 367}, "#/days")],
)
def test_it_never_reaches_further_than_the_role(town: Town, said: dict, where: str):
    with pytest.raises(Invalid) as invalid:
        people.issue_token(town.membership["director"], name="much", by=town.actor("director"), **said)
    assert [fault.location for fault in invalid.value.faults] == [where]
    assert not ApiToken.objects.exists()


def test_a_scope_that_the_role_lost_is_lost_to_the_token_too(town: Town):
    raw = town.token("coordinator")
    token = token_of(raw)
    token.scopes.append("claims:decide")
    assert not has_scope(actor_of_token(token), "claims:decide")
    assert scopes_of("somebody new") == {"catalogue:read"}


def test_who_reads_may_not_write(town: Town):
    writes = {scope for scope in scopes_of("municipality:controller") if scope.endswith(":write")}
    asks, signs, hears = "questions:write", "accountability:write", "notices:write"
    assert writes == {asks, signs, hears}, "doubts about expenses, the table for the state, and what is heard"
    assert "claims:decide" not in scopes_of("municipality:finance")
    assert "payments:write" not in scopes_of("municipality:assessor")


def test_the_command_prints_a_token_alone_on_its_last_line(town: Town):
    said = StringIO()
    call_command("token", "Coordinator@bloemendorp.example", stdout=said)
    assert token_of(said.getvalue().strip().splitlines()[-1])
    assert tokens_of(town.membership["coordinator"].user).count() == 1


@pytest.mark.parametrize(
    ("address", "options"),
    [
        ("nobody@bloemendorp.example", {}),
        ("teacher@bloemendorp.example", {"role": "board"}),
        ("teacher@bloemendorp.example", {"scope": ["claims:decide"]}),
    ],
)
def test_the_command_says_what_is_wrong(town: Town, address: str, options: dict):
    with pytest.raises(CommandError):
        call_command("token", address, **options)
