"""Which claims are looked at in full, and why: points by rules that are data, and a share drawn by a published seed.

The draw depends on nothing but the seed and the ids of the programme and the claim: anybody can do it again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.errors import Refused
from catalogue.money import written
from catalogue.programmes.queries import facts_on
from portal.claims.models import Claim, ClaimLine

HUNDRED: Final = 100


@dataclass(frozen=True, slots=True)
class Sample:
    """`full`: look at the evidence before approving; `reasons` say why. Else it may be approved with others."""

    points: int
    reasons: tuple[str, ...]
    full: bool


def sample_of(claim: Claim) -> Sample:
    """Whether this claim is looked at in full."""
    return samples([claim])[claim.pk]


def refuse_unseen(claim: Claim) -> None:
    """`Refused("in_sample")` for a claim that is looked at in full: nobody approves it in one go with others."""
    if (sample := sample_of(claim)).full:
        sentence = _("Look at this one by itself: %(reasons)s.") % {"reasons": ", ".join(sample.reasons)}
        raise Refused("in_sample", sentence)


def samples(claims: Sequence[Claim]) -> dict[UUID, Sample]:
    """For each claim whether it is looked at in full, and why. Three statements, however many claims."""
    facts = {fact.code: fact.value for fact in facts_on(timezone.localdate())}
    known = set(
        Claim.objects.filter(provider__in=[each.provider_id for each in claims], status__in=("approved", "settled"))
        .order_by()
        .values_list("provider_id", flat=True)
    )
    more = ClaimLine.objects.filter(claim__in=[each.pk for each in claims], quantity__gt=F("booking__quantity"))
    beyond = set(more.values_list("claim_id", flat=True))
    return {
        claim.pk: _sample(claim, facts, first=claim.provider_id not in known, beyond=claim.pk in beyond)
        for claim in claims
    }


def drawn(claim: Claim, seed: str) -> int:
    """A number from 0 to 99 that is always the same for this seed, programme and claim."""
    digest = hashlib.sha256(f"{seed}:{claim.programme_id}:{claim.pk}".encode()).hexdigest()
    return int(digest, 16) % HUNDRED


def _sample(claim: Claim, facts: dict[str, str], *, first: bool, beyond: bool) -> Sample:
    days = timedelta(days=int(facts["warning.iban_changed.days"]))
    changed = claim.payee.iban_changed_at if claim.payee else None
    large = Decimal(facts["sampling.large.amount"])
    found = (
        ("first_claim", bool(claim.provider) and first, _("the first claim of this provider")),
        ("iban_changed", bool(changed and changed > timezone.now() - days), _("the bank account changed lately")),
        ("beyond_booked", beyond, _("more is claimed than was booked")),
        ("large", claim.claimed >= large, _("%(amount)s or more") % {"amount": written(large)}),
        ("own_costs", claim.is_of_a_school, _("own costs of a school")),
    )
    counted = [(int(facts[f"sampling.{code}.points"]), words) for code, holds, words in found if holds]
    points = sum(each for each, _words in counted)
    full, reasons = points >= int(facts["sampling.full.points"]), tuple(words for _points, words in counted)
    if not full and drawn(claim, facts["sampling.seed"]) < int(facts["sampling.random.percent"]):
        full, reasons = True, (*reasons, _("drawn at random"))
    return Sample(points, reasons, full)
