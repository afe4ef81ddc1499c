"""Throwing away what nobody but its writer has seen."""

from __future__ import annotations

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Refused, require
from catalogue.journal.outbox import record
from catalogue.lifecycle import change
from catalogue.offers import rules
from catalogue.offers.models import Offer


@deed
def discard(offer: Offer, *, by: Actor) -> Offer | None:
    """Throw away a draft that was never submitted: the whole offer, or of a published one its next revision.

    Returns the offer as it is without its draft, `None` when it is gone. `Forbidden("not_yours")`;
    `Refused("wrong_state")` when it was submitted before, or when there is nothing to throw away.
    """
    require(rules.may_edit(by, offer), "not_yours", _("Only the provider of this offer can throw its draft away."))
    if offer.draft is None or offer.draft.status == "submitted" or offer.status not in ("draft", "published"):
        raise Refused(
            "wrong_state", _("Only a draft that was not submitted can be thrown away. Withdraw the offer instead.")
        )
    draft = offer.draft
    if offer.status == "published":
        change(offer, event="draft_discarded", by=by, data={"revision": draft.number}, draft=None)
        draft.delete()
        return offer
    record("offer.discarded", offer, by=by, data={"title": offer.text.title})
    try:
        Offer.objects.filter(pk=offer.pk, version=offer.version).update(draft=None)
        offer.delete()
    except ProtectedError as error:
        raise Refused("wrong_state", _("Something else stands on this draft already. Withdraw the offer.")) from error
    return None
