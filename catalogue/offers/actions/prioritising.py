"""What a panel said about an offer before anybody published it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import require
from catalogue.lifecycle import change
from catalogue.offers import rules
from catalogue.offers.models import Offer


@deed
def prioritise(offer: Offer, *, priority: int, words: str, by: Actor) -> Offer:
    """Keep the place that a panel gave the offer (1 is first), and its reasons; an officer closes the panel."""
    require(
        rules.may_review(by, offer), "wrong_role", _("Only a policy officer of the municipality can review offers.")
    )
    return change(offer, event="prioritised", by=by, because=words, priority=priority, priority_words=words)
