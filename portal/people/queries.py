"""Finding out who acts."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from catalogue.actor import MANAGER, Actor
from catalogue.organisations.models import Provider, School
from portal.people.models import ApiToken, Membership, User

_WITH_ORGANISATION = ("user", "school", "board", "provider", "municipality")


def hashed(token: str) -> str:
    """The form in which a token is kept. Tokens are long and random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


def memberships_of(user: User) -> QuerySet[Membership]:
    """The open memberships of a person, oldest first."""
    open_ = Membership.objects.filter(user=user, ended_at__isnull=True)
    return open_.select_related(*_WITH_ORGANISATION).order_by("created_at", "pk")


def in_role_of(actor: Actor, prefix: str = "membership__") -> Q:
    """What belongs to the person in this role, for rows whose membership is at `prefix`; nobody else's, ever."""
    role: dict[str, object] = {
        "role": actor.role, "school_id": actor.school, "board_id": actor.board, "provider_id": actor.provider,
        "municipality_id": actor.municipality, "ended_at": None,
    }  # fmt: skip
    mine = Q(**{f"{prefix}{name}": value for name, value in role.items()})
    return mine & Q(**{f"{prefix}user_id": actor.person}) if actor.person else Q(pk__in=[])


def actor_of(membership: Membership, scopes: frozenset[str] | None = None) -> Actor:
    """The person of a membership, acting in it."""
    return Actor(
        role=membership.role,
        person=str(membership.user_id),
        name=membership.user.name,
        organisation=str(membership.organisation),
        school=membership.school_id,
        board=membership.board_id,
        provider=membership.provider_id,
        municipality=membership.municipality_id,
        scopes=scopes,
    )


def token_of(raw: str) -> ApiToken | None:
    """The valid token with this text, with its membership, person and organisation: one statement."""
    now = timezone.now()
    live = ApiToken.objects.filter(revoked_at__isnull=True, expires_at__gt=now, membership__ended_at__isnull=True)
    related = [f"membership__{name}" for name in _WITH_ORGANISATION]
    return live.filter(hash=hashed(raw), membership__user__is_active=True).select_related(*related).first()


def actor_of_token(token: ApiToken) -> Actor:
    """Who acts by this token, within its scopes."""
    return actor_of(token.membership, frozenset(token.scopes))


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """The tokens that a person made, newest first."""
    return ApiToken.objects.filter(membership__user=user).order_by("-created_at")


def organisations_since(person: str, since: datetime) -> set[UUID]:
    """The organisations (ids) that this person belongs to in any role, or did at any time since then.

    With a board come its schools. Two statements.
    """
    mine = Membership.objects.filter(Q(ended_at=None) | Q(ended_at__gte=since), user_id=person)
    found = {pk for row in mine.values_list("provider", "school", "board", "municipality") for pk in row if pk}
    return found | set(School.objects.filter(board__in=found).values_list("pk", flat=True))


def managers_of(provider: Provider) -> list[tuple[User, bool]]:
    """Who speaks for the provider, and whether the e-mail address was proved to be theirs; one statement."""
    proved = EmailAddress.objects.filter(user=OuterRef("pk"), email=OuterRef("email"), verified=True)
    mine = User.objects.filter(
        memberships__provider=provider, memberships__role=MANAGER, memberships__ended_at=None, is_active=True
    )
    rows = mine.annotate(confirmed=Exists(proved)).order_by("created_at", "pk")
    return [(user, user.confirmed) for user in rows.distinct()]
