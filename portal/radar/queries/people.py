"""Whom to write to: the right person of a school or a provider, today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from catalogue.actor import BOARD, BUDGET_HOLDER, COORDINATOR, MANAGER, PLANNER, Actor
from catalogue.organisations.models import ContactPerson, Provider, School
from catalogue.organisations.queries import admissions_visible_to, schools_visible_to, whom_to_ask
from portal.people.models import Membership
from portal.radar.states import OF_PROVIDERS

CONTACT, DESK = "contact", "desk"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to write to. `role` is that of an account, else `contact` (a contact person) or `desk` (an address)."""

    name: str
    email: str
    language: str
    role: str


def to_remind(actor: Actor, pk: UUID, about: str) -> School | Provider | None:
    """The school, or for what is about providers the provider, when the actor may see it. One statement."""
    if about not in OF_PROVIDERS:
        return schools_visible_to(actor).filter(pk=pk).first()
    admission = admissions_visible_to(actor).filter(provider=pk).first()
    return admission.provider if admission else None


@dataclass(frozen=True, slots=True)
class Reachable:
    """The people of an organisation that a letter goes to, all in the same role; and when anybody last signed in."""

    people: tuple[Person, ...]
    last_seen: datetime | None


def reachable_schools(schools: Collection[School]) -> dict[UUID, Reachable]:
    """By school: its coordinators, else its directors, else a contact person, else its board. Two statements.

    Who left or may not sign in any more is not written to; who is away is followed to who stands in.
    """
    boards = {school.board_id for school in schools if school.board_id}
    mine = Q(school__in=schools) | Q(board__in=boards)
    members = _members(mine, "school_id", "board_id")
    contacts = _contacts(Q(school__in=schools), "school_id")
    return {
        school.pk: _first(
            _in_role(members[school.pk], COORDINATOR),
            _in_role(members[school.pk], BUDGET_HOLDER),
            contacts[school.pk],
            _in_role(members[school.board_id], BOARD),
            seen=members[school.pk],
        )
        for school in schools
    }


def reachable_providers(providers: Collection[Provider]) -> dict[UUID, Reachable]:
    """By provider: its managers, else its planners, else a contact person, else its own address. Two statements."""
    members = _members(Q(provider__in=providers), "provider_id")
    contacts = _contacts(Q(provider__in=providers), "provider_id")
    return {
        provider.pk: _first(
            _in_role(members[provider.pk], MANAGER),
            _in_role(members[provider.pk], PLANNER),
            contacts[provider.pk],
            [Person(provider.name, provider.email, settings.LANGUAGE_CODE, DESK)] if provider.email else [],
            seen=members[provider.pk],
        )
        for provider in providers
    }


Members = defaultdict[UUID | None, list[Membership]]


def _members(which: Q, *owners: str) -> Members:
    found: Members = defaultdict(list)
    rows = Membership.objects.filter(which, ended_at__isnull=True, user__is_active=True).select_related("user")
    for row in rows.order_by("created_at", "pk"):
        found[next(key for name in owners if (key := getattr(row, name)))].append(row)
    return found


def _contacts(which: Q, owner: str) -> defaultdict[UUID, list[Person]]:
    """One contact per organisation: the public face first."""
    found: defaultdict[UUID, list[Person]] = defaultdict(list)
    rows = ContactPerson.objects.filter(which).select_related("substitute__substitute")
    for row in rows.order_by("-public", "name"):
        asked = whom_to_ask(row)
        if asked and asked.email and not found[getattr(row, owner)]:
            found[getattr(row, owner)].append(Person(asked.name, asked.email, settings.LANGUAGE_CODE, CONTACT))
    return found


def _in_role(members: Iterable[Membership], role: str) -> list[Person]:
    return [Person(row.user.name, row.user.email, row.user.language, role) for row in members if row.role == role]


def _first(*groups: list[Person], seen: Iterable[Membership]) -> Reachable:
    moments = [row.user.last_login for row in seen if row.user.last_login]
    return Reachable(tuple(next((group for group in groups if group), [])), max(moments, default=None))
