"""Inviting an organisation that is not here yet: a letter with a signed link that counts for a while, and once."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.utils import timezone

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import Invitation, Municipality
from catalogue.programmes.queries import number

SALT = "portal.people.invitation"
DAYS = "invitation.valid.days"


@deed
def invite_newcomer(municipality: Municipality, *, name: str, email: str, by: Actor) -> Invitation:
    """Ask an organisation to register; the link in its letter counts for the days of the dated fact.

    `Invalid` per wrong field; `Forbidden("wrong_role")` unless an officer or administrator of the municipality asks.
    """
    days = int(number(DAYS, timezone.localdate()))
    expires_at = timezone.now() + timedelta(days=days)
    return organisations.invite_by_mail(
        municipality, name=name.strip(), email=email.strip().lower(), expires_at=expires_at, by=by
    )


def signature_of(invitation: Invitation) -> str:
    """What stands in the link of the letter: only this installation can make it."""
    return signing.dumps(str(invitation.pk), salt=SALT)


def invitation_of(signature: str) -> Invitation | None:
    """The invitation behind a link that still counts; nothing for a link that is wrong, too old or used."""
    try:
        pk = UUID(signing.loads(signature, salt=SALT))
    except (signing.BadSignature, ValueError):
        return None
    open_ = Invitation.objects.filter(pk=pk, provider=None, expires_at__gt=timezone.now())
    return open_.select_related("municipality").first()
