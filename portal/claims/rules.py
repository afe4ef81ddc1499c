"""Who may do what with a claim."""

from __future__ import annotations

from catalogue.actor import ASSESSOR, MANAGER, OFFICER, Actor
from catalogue.lifecycle import allowed
from portal.claims.models import Claim
from portal.claims.states import EDITABLE
from portal.people.queries import belongs_to


def may_claim(actor: Actor) -> bool:
    """A manager of a provider; planners only report what was delivered."""
    return actor.role == MANAGER and actor.provider is not None


def claims_for(actor: Actor, claim: Claim) -> bool:
    """A manager of the provider that claims."""
    return actor.role == MANAGER and actor.provider == claim.provider_id


def may_edit(actor: Actor, claim: Claim) -> bool:
    """Change lines or evidence, before it is submitted or when it came back."""
    return claims_for(actor, claim) and claim.status in EDITABLE


def may_submit(actor: Actor, claim: Claim) -> bool:
    """Send the claim to the municipality."""
    return claims_for(actor, claim) and allowed(claim, "submitted")


def may_withdraw(actor: Actor, claim: Claim) -> bool:
    """Throw the claim away; its bookings can be claimed again."""
    return claims_for(actor, claim) and allowed(claim, "withdrawn")


def decides(actor: Actor, claim: Claim) -> bool:
    """An assessor or officer of the paying municipality."""
    return actor.is_one_of(ASSESSOR, OFFICER) and actor.municipality == claim.municipality_id


def has_interest(actor: Actor, claim: Claim) -> bool:
    """The person submitted it, or is a member of the claimant in any role: such a person never decides."""
    if not actor.person:
        return True
    return actor.person == claim.submitted_by or belongs_to(actor.person, provider=claim.provider_id)


def may_decide(actor: Actor, claim: Claim) -> bool:
    """Right role, right moment, no interest."""
    return decides(actor, claim) and claim.status == "submitted" and not has_interest(actor, claim)


def needs_second(claim: Claim, sanctioned: object) -> bool:
    """Above the threshold of the programme two different people approve."""
    above: bool = sanctioned > claim.programme.four_eyes_threshold
    return above
