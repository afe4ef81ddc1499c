"""Scopes: what a token may do at most, and which scopes a role can give away."""

from __future__ import annotations

from catalogue.actor import (
    ADMIN,
    ASSESSOR,
    BOARD,
    BUDGET_HOLDER,
    CONTROLLER,
    COORDINATOR,
    FINANCE,
    MANAGER,
    OFFICER,
    PLANNER,
    PROJECT_TEAM,
    SYSTEM,
    TEACHER,
    Actor,
)
from catalogue.organisations.models import Board, Municipality, Provider, School
from portal.people.models import Membership

_ALL = ("catalogue:read", "organisations:read", "bookings:read", "claims:read", "claims:check")
_SCHOOL = (
    *_ALL, "organisations:write", "budgets:read", "choices:read", "choices:write", "bookings:write", "claims:write",
    "objections:write", "notices:write",
    "needs:read", "needs:write", "searches:read", "searches:write", "rounds:read", "requests:read", "requests:write",
)  # fmt: skip
_PROVIDER = (*_ALL, "notices:write", "organisations:write", "catalogue:write", "bookings:write", "invoices:read")
_TOWN = (
    *_ALL, "needs:read", "budgets:read", "invoices:read", "payments:read", "accountability:read",
    "journal:read", "funding:read", "rounds:read", "requests:read", "accounts:read",
)  # fmt: skip
_OFFICER = (
    "catalogue:write", "catalogue:review", "needs:write", "organisations:write", "budgets:write", "funding:write",
    "claims:decide", "objections:write", "payments:write", "journal:write", "rounds:write",
    "requests:write", "requests:decide", "bookings:decide",
)  # fmt: skip
# who asks about expenses, and who answers: both hear of it
_ASKED = ("questions:write", "notices:write")
# who speaks for an organisation may let another program hear of its events
_HOOKS = ("webhooks:read", "webhooks:write")
# prepares, and leaves every decision to an officer: the rules of each room say which deeds those are
_PREPARES = ("catalogue:write", "funding:write", "needs:write", "rounds:write")
SCOPES: dict[str, frozenset[str]] = {
    TEACHER: frozenset(_SCHOOL),
    COORDINATOR: frozenset(_SCHOOL),
    BUDGET_HOLDER: frozenset((*_SCHOOL, *_HOOKS)),
    BOARD: frozenset((*_SCHOOL, *_HOOKS, "accounts:read", "accounts:write")),
    PLANNER: frozenset(_PROVIDER),
    MANAGER: frozenset(
        (*_PROVIDER, *_HOOKS, "claims:write", "invoices:write", "payments:read", "accounts:read", "accounts:write")
    ),
    OFFICER: frozenset((*_TOWN, *_ASKED, *_HOOKS, *_OFFICER)),
    ASSESSOR: frozenset((*_TOWN, *_ASKED, "claims:decide", "objections:write", "invoices:write")),
    FINANCE: frozenset(
        (*_TOWN, *_ASKED, "payments:write", "invoices:write", "journal:write", "accounts:write", "accountability:write")
    ),
    CONTROLLER: frozenset((*_TOWN, *_ASKED, "accountability:write")),  # asks, concludes and signs; changes nothing else
    PROJECT_TEAM: frozenset((*_TOWN, *_PREPARES)),
    ADMIN: frozenset((*_TOWN, *_HOOKS, "organisations:write", "people:write", "journal:write")),
}


def scopes_of(role: str) -> frozenset[str]:
    """Everything that a token of this role may be allowed."""
    return SCOPES.get(role, frozenset({"catalogue:read"}))


def administers(actor: Actor, organisation: Municipality | School | Board | Provider) -> bool:
    """The administrator of the municipality itself, of its schools and their boards, and of providers asked there."""
    here = actor.municipality
    if actor.role != ADMIN or here is None:
        return actor.role == SYSTEM
    if isinstance(organisation, Municipality):
        return organisation.pk == here
    if isinstance(organisation, School):
        return organisation.municipality_id == here
    if isinstance(organisation, Board):
        return organisation.schools.filter(municipality_id=here).exists()
    return organisation.admissions.filter(municipality_id=here).exists()


def has_scope(actor: Actor, scope: str) -> bool:
    """Whether the actor's role, and its token when it uses one, allow this."""
    return scope in scopes_of(actor.role) and (actor.scopes is None or scope in actor.scopes)


def is_own(actor: Actor, membership: Membership) -> bool:
    """The membership is of this very person in this very role."""
    theirs = (membership.school_id, membership.board_id, membership.provider_id, membership.municipality_id)
    mine = (actor.school, actor.board, actor.provider, actor.municipality)
    return (actor.person, actor.role, mine) == (str(membership.user_id), membership.role, theirs)
