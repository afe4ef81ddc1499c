"""Finding out who acts."""

from __future__ import annotations

import hashlib
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


def belongs_to(person: str, *, provider: UUID | None = None, school: UUID | None = None) -> bool:
    """Whether this person has, in any role, an open membership of the organisation (or of the school's board)."""
    mine = Membership.objects.filter(user_id=person, ended_at__isnull=True)
    where = Q()
    if provider:
        where |= Q(provider_id=provider)
    if school:
        where |= Q(school_id=school) | Q(board__in=School.objects.filter(pk=school).values("board_id"))
    return bool(where) and mine.filter(where).exists()


def managers_of(provider: Provider) -> list[tuple[User, bool]]:
    """Who speaks for the provider, and whether the e-mail address was proved to be theirs; one statement."""
    proved = EmailAddress.objects.filter(user=OuterRef("pk"), email=OuterRef("email"), verified=True)
    mine = User.objects.filter(
        memberships__provider=provider, memberships__role=MANAGER, memberships__ended_at=None, is_active=True
    )
    rows = mine.annotate(confirmed=Exists(proved)).order_by("created_at", "pk")
    return [(user, user.confirmed) for user in rows.distinct()]
