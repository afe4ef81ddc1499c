"""The deeds on people: users, memberships and tokens."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import ADMIN, SYSTEM, Actor
from catalogue.deeds import deed
from catalogue.errors import Invalid, Refused, require
from catalogue.journal.outbox import record
from catalogue.lifecycle import added, change
from catalogue.validation import validated
from portal.people.models import ApiToken, IdempotentReply, Membership, User
from portal.people.queries import hashed
from portal.people.replies import KEPT
from portal.people.rules import administers, scopes_of


@deed
def add_user(*, email: str, name: str, password: str | None = None, by: Actor) -> User:
    """A person who may sign in; the administrator vouches for the address. `Invalid` when it is wrong or taken."""
    require(by.is_one_of(SYSTEM, ADMIN), "wrong_role", _("Only an administrator can add people."))
    user = User(email=email.strip().lower(), name=name)
    user.set_password(password)
    EmailAddress.objects.create(user=validated(user), email=user.email, verified=True, primary=True)
    return user


@deed
def add_membership(user: User, *, role: str, by: Actor, **organisation: Any) -> Membership:
    """Let a person act in `role` for one organisation (`school=`, `board=`, `provider=` or `municipality=`).

    `Forbidden("own_membership")` for an administrator who would give a role to themselves: a colleague does that.
    """
    here = bool(organisation) and all(administers(by, each) for each in organisation.values())
    require(here, "wrong_role", _("Only an administrator can give people a role here."))
    require(str(user.pk) != by.person, "own_membership", _("Ask a colleague: nobody gives a role to themselves."))
    return added(validated(Membership(user=user, role=role, **organisation)), by=by, data={"role": role})


@deed
def end_membership(membership: Membership, *, by: Actor) -> Membership:
    """From now on the person cannot act in this role; tokens of it stop working.

    `Refused("wrong_state")` when it ended before: the day on which it did is what interests in claims are judged by.
    """
    require(administers(by, membership.organisation), "wrong_role", _("Only an administrator can do this."))
    if membership.ended_at:
        raise Refused("wrong_state", _("This role was taken away already."))
    return change(membership, event="ended", by=by, ended_at=timezone.now())


@deed
def issue_token(
    membership: Membership, *, name: str, by: Actor, scopes: Iterable[str] | None = None, days: int = 90
) -> tuple[ApiToken, str]:
    """A new token of the membership and its text, which is shown this once and never again.

    `scopes` defaults to everything that the role may. `Invalid` for scopes that the role has not; `Forbidden` unless
    it is the person's own membership.
    """
    own = by.role == SYSTEM or by.person == str(membership.user_id)
    require(own, "not_yours", _("You can make tokens only for yourself."))
    allowed = scopes_of(membership.role)
    wanted = allowed if scopes is None else frozenset(scopes)
    if surplus := wanted - allowed:
        message = _("Your role does not have these rights: %(scopes)s. Leave them out.") % {
            "scopes": ", ".join(sorted(surplus))
        }
        raise Invalid.field("#/scopes", "not_allowed", message)
    if not 1 <= days <= 366:
        raise Invalid.field("#/days", "out_of_range", _("A token is valid for 1 to 366 days."))
    raw = f"kp_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        membership=membership,
        name=name[:80],
        hash=hashed(raw),
        scopes=sorted(wanted),
        expires_at=timezone.now() + timedelta(days=days),
    )
    record("token.issued", token, by=by, data={"name": token.name, "scopes": token.scopes})
    return token, raw


@deed
def revoke_token(token: ApiToken, *, by: Actor) -> ApiToken:
    """The token stops working at once. `Refused("wrong_state")` when it did already."""
    own = by.person == str(token.membership.user_id) or administers(by, token.membership.organisation)
    require(own, "not_yours", _("This is not your token. Ask its owner or an administrator."))
    now = timezone.now()
    if not ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=now):
        raise Refused("wrong_state", _("This token was revoked already."))
    token.revoked_at = now
    record("token.revoked", token, by=by)
    return token


def forget_old_replies() -> int:
    """Throw away remembered replies older than a day; returns how many."""
    count, _per_model = IdempotentReply.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    return count
