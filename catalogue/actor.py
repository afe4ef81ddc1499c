"""Someone acting for an organisation. Rules and queries ask the actor; only `portal.people` knows about logins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

TEACHER = "school:teacher"
COORDINATOR = "school:coordinator"
BUDGET_HOLDER = "school:budget_holder"
BOARD = "board"
PLANNER = "provider:planner"
MANAGER = "provider:manager"
OFFICER = "municipality:officer"
ASSESSOR = "municipality:assessor"
FINANCE = "municipality:finance"
CONTROLLER = "municipality:controller"
ADMIN = "municipality:admin"
PROJECT_TEAM = "municipality:project_team"
SYSTEM = "system"
PUBLIC = "public"

SCHOOL_ROLES = (TEACHER, COORDINATOR, BUDGET_HOLDER)
PROVIDER_ROLES = (PLANNER, MANAGER)
MUNICIPAL_ROLES = (OFFICER, ASSESSOR, FINANCE, CONTROLLER, ADMIN, PROJECT_TEAM)
ROLES = (*SCHOOL_ROLES, BOARD, *PROVIDER_ROLES, *MUNICIPAL_ROLES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts (`person`, an opaque id; empty for the public), as what (`role`), for which organisation.

    Exactly one of `school`, `board`, `provider`, `municipality` is set for a member; none for the public or the system.
    `scopes` limits a token further; `None` means everything that the role may do.
    """

    role: str = PUBLIC
    person: str = ""
    name: str = ""
    organisation: str = ""
    school: UUID | None = None
    board: UUID | None = None
    provider: UUID | None = None
    municipality: UUID | None = None
    scopes: frozenset[str] | None = None

    @property
    def label(self) -> str:
        """How the journal and decisions name the actor."""
        return f"{self.name} ({self.organisation})" if self.organisation else self.name

    @property
    def is_public(self) -> bool:
        """Nobody is signed in."""
        return self.role == PUBLIC

    def is_one_of(self, *roles: str) -> bool:
        """Whether the actor has one of these roles."""
        return self.role in roles

    @property
    def kept(self) -> dict[str, str]:
        """Who this is as JSON, for the worker that does later what was asked now; without the scopes of a token."""
        values = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "scopes"}
        return {name: str(value) for name, value in values.items() if value}

    @classmethod
    def of(cls, kept: Mapping[str, str]) -> Actor:
        """The actor that was kept."""
        values: dict[str, Any] = dict(kept)
        ids = ("school", "board", "provider", "municipality")
        return cls(**values | {name: UUID(values[name]) for name in ids if name in values})


ANYONE = Actor()


def system(name: str) -> Actor:
    """The house itself: the worker, the clock or a command, named in the journal."""
    return Actor(role=SYSTEM, name=name)
