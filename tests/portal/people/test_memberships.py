"""Who may act for whom: a person has a role for exactly one organisation, given by who may give it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction
from django.utils import timezone

from catalogue.actor import ROLES as ACTOR_ROLES
from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.organisations import actions as organisations
from portal.people import actions as people
from portal.people.models import ROLES, Membership, User
from portal.people.queries import memberships_of, organisations_since, token_of
from portal.people.rules import SCOPES
from tests.cast import OPERATOR, PASSWORD, Town


def _person(email: str = "new@bloemendorp.example") -> User:
    return people.add_user(email=email, name="New", password=PASSWORD, by=OPERATOR)


def test_every_role_has_words_and_scopes():
    assert [code for code, _words in ROLES] == list(ACTOR_ROLES)
    assert set(SCOPES) == set(ACTOR_ROLES)


def test_a_person_signs_in_with_an_address_in_any_case(town: Town):
    person = _person("New.Person@Bloemendorp.Example")
    assert person.email == "new.person@bloemendorp.example"
    assert User.objects.get_by_natural_key("NEW.person@bloemendorp.example") == person
    assert authenticate(None, username="new.person@bloemendorp.example", password="wrong") is None


def test_an_address_belongs_to_one_person(town: Town):
    with pytest.raises(Invalid) as invalid:
        _person("officer@BLOEMENDORP.example")
    assert [fault.location for fault in invalid.value.faults] == ["#/email"]


@pytest.mark.parametrize(
    ("role", "organisation"),
    [
        ("school:teacher", "library"), ("provider:manager", "kring"), ("board", "municipality"),
        ("municipality:officer", "board"), ("nobody", "kring"),
    ],
)  # fmt: skip
def test_a_role_fits_its_kind_of_organisation(town: Town, role: str, organisation: str):
    field = {"library": "provider", "kring": "school"}.get(organisation, organisation)
    with pytest.raises(Invalid):
        people.add_membership(_person(), role=role, by=OPERATOR, **{field: getattr(town, organisation)})


def test_the_database_itself_refuses_a_membership_of_two_organisations(town: Town):
    row = town.membership["teacher"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(pk=row.pk).update(municipality=town.municipality)


def test_an_administrator_admits_people_here(town: Town):
    admin = town.actor("admin")
    person = people.add_user(email="a@b.example", name="A", by=admin)
    for organisation in ({"municipality": town.municipality, "role": "municipality:assessor"},
                         {"school": town.kring, "role": "school:teacher"},
                         {"board": town.board, "role": "board"},
                         {"provider": town.library, "role": "provider:planner"}):  # fmt: skip
        people.add_membership(person, by=admin, **organisation)
    assert memberships_of(person).count() == 4


def _elsewhere(town: Town) -> dict[str, Any]:
    """Another municipality on the same installation, with a school and a provider of its own."""
    other = organisations.add_municipality(name="Elders", code="GM9802", oin="00000099000000980200", by=OPERATOR)
    school = organisations.add_school(other, name="Ver weg", location_code="98ZZ00", sector="PO", by=OPERATOR)
    provider = organisations.add_provider(
        name="Ver theater", kvk="98000008", vat_status="none", iban="NL44RABO0123456789", account_name="Theater",
        by=OPERATOR,
    )  # fmt: skip
    board = organisations.add_board(name="Ver bestuur", number="98099", by=OPERATOR)
    return {"municipality": other, "school": school, "provider": provider, "board": board}


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("municipality:admin", "municipality"), ("school:budget_holder", "school"), ("provider:manager", "provider"),
        ("board", "board"),
    ],
)  # fmt: skip
def test_an_administrator_gives_no_role_in_another_municipality(town: Town, role: str, kind: str):
    there = _elsewhere(town)
    with pytest.raises(Forbidden):
        people.add_membership(_person(), role=role, by=town.actor("admin"), **{kind: there[kind]})
    theirs = people.add_membership(_person("x@y.example"), role=role, by=OPERATOR, **{kind: there[kind]})
    with pytest.raises(Forbidden):
        people.end_membership(theirs, by=town.actor("admin"))


@pytest.mark.parametrize("who", ["officer", "finance", "director", "librarian", "board"])
def test_nobody_else_admits_people(town: Town, who: str):
    person = _person()
    with pytest.raises(Forbidden):
        people.add_user(email="a@b.example", name="A", by=town.actor(who))
    with pytest.raises(Forbidden):
        people.add_membership(person, role="school:teacher", school=town.kring, by=town.actor(who))
    with pytest.raises(Forbidden):
        people.end_membership(town.membership["teacher"], by=town.actor(who))


def test_an_ended_membership_is_over_at_once(town: Town):
    row = town.membership["teacher"]
    raw = town.token("teacher")
    people.end_membership(row, by=town.actor("admin"))
    assert not memberships_of(row.user).exists()
    assert token_of(raw) is None
    assert organisations_since(str(row.user_id), timezone.now()) == set()
    before = timezone.now() - timedelta(days=1)
    assert organisations_since(str(row.user_id), before) == {town.kring.pk}, "but that it was there is not forgotten"


def test_whoever_governs_a_school_belongs_to_it(town: Town):
    def of(who: str) -> set[UUID]:
        return organisations_since(town.actor(who).person, timezone.now())

    assert of("board") == {town.board.pk, town.kring.pk, town.linde.pk, town.college.pk}
    assert of("teacher") == {town.kring.pk}
    assert of("planner") == {town.library.pk}


def test_an_administrator_gives_nobody_a_role_who_is_the_administrator(town: Town):
    admin = town.membership["admin"].user
    with pytest.raises(Forbidden) as forbidden:
        people.add_membership(
            admin, role="municipality:assessor", municipality=town.municipality, by=town.actor("admin")
        )
    assert forbidden.value.code == "own_membership"


def test_a_role_ends_once_and_keeps_its_day(town: Town):
    """Who may judge a claim goes by the day on which somebody left its provider."""
    ended = people.end_membership(town.membership["planner"], by=OPERATOR)
    with pytest.raises(Refused) as refused:
        people.end_membership(Membership.objects.get(pk=ended.pk), by=OPERATOR)
    assert refused.value.code == "wrong_state"
    assert Membership.objects.get(pk=ended.pk).ended_at == ended.ended_at
