"""Rows about people: who may sign in, for which organisation and as what. No pupil, ever."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.actor import BOARD, MUNICIPAL_ROLES, PROVIDER_ROLES, SCHOOL_ROLES
from catalogue.lifecycle import Thing
from catalogue.organisations.models import Board, Municipality, Provider, School

ROLES = [
    ("school:teacher", _("teacher")),
    ("school:coordinator", _("coordinator")),
    ("school:budget_holder", _("budget holder")),
    ("board", _("school board")),
    ("provider:planner", _("planner")),
    ("provider:manager", _("manager")),
    ("municipality:officer", _("policy officer")),
    ("municipality:assessor", _("assessor")),
    ("municipality:finance", _("finance officer")),
    ("municipality:controller", _("controller")),
    ("municipality:admin", _("administrator")),
    ("municipality:project_team", _("project team")),
]


class People(BaseUserManager["User"]):
    """Makes users; e-mail addresses are kept in lower case so that each exists once."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A person who may sign in; without a password only by a reset."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> User:
        """Sign-in finds the address whatever its case."""
        return self.get(email=(email or "").strip().lower())


class User(AbstractBaseUser):
    """Someone who signs in with an e-mail address. What they may do follows from their memberships alone."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, default="nl")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[People] = People()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(Thing):
    """A person in a role for exactly one organisation, for as long as it is open."""

    KIND: ClassVar[str] = "membership"

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=30, choices=ROLES)
    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    board = models.ForeignKey(Board, models.CASCADE, null=True, blank=True, related_name="+")
    provider = models.ForeignKey(Provider, models.CASCADE, null=True, blank=True, related_name="+")
    municipality = models.ForeignKey(Municipality, models.CASCADE, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                name="role_fits_organisation",
                condition=(
                    Q(role__in=SCHOOL_ROLES, school__isnull=False, board=None, provider=None, municipality=None)
                    | Q(role=BOARD, board__isnull=False, school=None, provider=None, municipality=None)
                    | Q(role__in=PROVIDER_ROLES, provider__isnull=False, school=None, board=None, municipality=None)
                    | Q(role__in=MUNICIPAL_ROLES, municipality__isnull=False, school=None, board=None, provider=None)
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"

    @property
    def organisation(self) -> School | Board | Provider | Municipality:
        """The organisation that the person acts for."""
        found = self.school or self.board or self.provider or self.municipality
        if found is None:
            raise ValueError("a membership without an organisation")
        return found


class ApiToken(models.Model):
    """A key for another system, acting as one membership. Shown once; only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class IdempotentReply(models.Model):
    """What a POST with this key was answered, so that asking again gives the same and does nothing twice."""

    client = models.CharField(max_length=40, help_text=_("id of the token or of the membership"))
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client", "key"], name="one_reply_per_key")]

    def __str__(self) -> str:
        return f"{self.client} {self.key}: {self.status}"
