"""Who may do what with a batch. Who approves, who asks and who pays are different people (DOMAIN § 8.7)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from catalogue.actor import FINANCE, OFFICER, Actor
from portal.claims.interest import approved_by, interests
from portal.claims.models import Claim
from portal.payments.models import Batch


def may_prepare(actor: Actor) -> bool:
    """A finance officer."""
    return actor.role == FINANCE


def may_release(actor: Actor, batch: Batch) -> bool:
    """Another person than who prepared it: a finance officer, or an officer when there is only one of those."""
    own = actor.is_one_of(FINANCE, OFFICER) and actor.municipality == batch.municipality_id
    return own and bool(actor.person) and actor.person != batch.prepared_by


def may_settle(actor: Actor, batch: Batch) -> bool:
    """A finance officer who read it on the statement of the bank."""
    return actor.role == FINANCE and actor.municipality == batch.municipality_id


def kept_from(actor: Actor, claims: Sequence[Claim], *, releasing: bool = False) -> dict[UUID, str]:
    """The claims whose payment this person must leave to a colleague, each with the reason.

    Those in which the person has an interest, and for the release also those that the person approved.
    """
    found = interests(actor.person, claims)
    if releasing:
        sentence = _(
            "You approved a claim that this batch pays. Ask a colleague to release it: who approves does not pay."
        )
        found = dict.fromkeys(approved_by(actor.person, claims), sentence) | found
    return found
