"""What is being typed is kept, right or wrong, at every pause (docs/adr/0017).

What a field can hold goes into the draft; what it cannot hold stays beside it as it was typed. A text that the offer
went on without, because somebody else changed it meanwhile, is put aside and never lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import require
from catalogue.journal.outbox import record
from catalogue.lifecycle import added
from catalogue.money import ZERO
from catalogue.offers import rules
from catalogue.offers.drafts import dated, first_draft, said_in_draft, writer
from catalogue.offers.fields import Given, first_goal
from catalogue.offers.models import Manuscript, Offer, Revision
from catalogue.offers.sieve import sifted
from catalogue.programmes.models import Programme

NEW = 0  # the version of an offer that is not there yet


@dataclass(frozen=True, slots=True)
class Typed:
    """What one window sent: `raw` is everything in it by field, `said` what of it could be read as a value.

    `window` is the id that the window made up, `turn` counts what it sent, `base` is the version of the offer that it
    showed when it was opened (0: a new offer).
    """

    window: UUID
    raw: dict[str, list[str]]
    said: dict[str, Any]
    turn: int = 0
    base: int = 0


@deed
def keep(typed: Typed, programme: Programme, *, by: Actor, offer: Offer | None = None) -> Manuscript:
    """Keep what was typed, and take over into the draft what its fields can hold; the draft is made when it is new.

    However often and in whatever order the same window sends, there is one draft and its last turn counts. When the
    offer went on without this window, or is being reviewed, the text is kept `aside`: never an error, never a loss.
    `Forbidden("not_admitted")` for who may not write here, `Forbidden("not_yours")` for the window or offer of others.
    """
    provider = writer(programme, by)
    mine = Manuscript(
        pk=typed.window, provider=provider, programme=programme, offer=offer, base=typed.base, person=by.person,
        writer=by.label,
    )  # fmt: skip
    require(offer is None or offer.provider_id == provider.pk, "not_yours", _("This offer belongs to somebody else."))
    Manuscript.objects.bulk_create([mine], ignore_conflicts=True)
    rows = Manuscript.objects.filter(pk=typed.window, provider=provider, programme=programme)
    newer = rows.filter(turn__lte=typed.turn).update(turn=typed.turn)  # from here until the commit it is ours alone
    kept = rows.select_related("offer__draft", "offer__revision", "offer__goal", "offer__programme").first()
    require(kept is not None, "not_yours", _("This text belongs to somebody else."))
    assert kept is not None
    if not newer or kept.typed == typed.raw:
        return kept
    changed = kept.offer or _started(kept, by)
    taken = _takes_over(kept, changed, typed)
    if taken:
        _into_draft(changed, typed)
        if kept.version == 1 and kept.base != NEW:  # one line per window, not one per pause
            record("offer.edited", changed, by=by, data={"window": str(kept.pk)})
    return _closed(kept, changed, typed, aside=not taken)


@deed
def throw_away(manuscript: Manuscript, *, by: Actor) -> None:
    """A text that was put aside is not needed any more."""
    require(manuscript.provider_id == by.provider, "not_yours", _("This text belongs to somebody else."))
    record("manuscript.thrown_away", manuscript, by=by, data={"offer": str(manuscript.offer_id)})
    manuscript.delete()


def _started(kept: Manuscript, by: Actor) -> Offer:
    """A draft that says nothing yet."""
    offer = first_draft(kept.programme, kept.provider, "optional", first_goal(kept.programme))
    empty = Revision(offer=offer, number=1, status="draft", title=_("Offer without a title"), unit="group", price=ZERO)
    dated(empty, kept.provider).save(force_insert=True)
    offer.draft = empty
    offer.save(update_fields=["draft"])
    return added(offer, by=by)


def _takes_over(kept: Manuscript, offer: Offer, typed: Typed) -> bool:
    """Whether the offer stands as this text continues it; then it is a version further now, and nobody else's turn."""
    if offer.status == "withdrawn" or rules.is_under_review(offer):
        return False
    recovered = kept.aside and typed.base == offer.version  # somebody looked at both and chose this text
    if recovered:
        offer.manuscripts.filter(base=offer.version).exclude(pk=kept.pk).update(aside=True)
    elif kept.base not in (offer.version, NEW):
        return False
    standing = Offer.objects.filter(pk=offer.pk, version=offer.version)
    if not standing.update(version=F("version") + 1, updated_at=timezone.now()):
        return False
    if not recovered:  # what other windows of this text kept is in it
        offer.manuscripts.filter(base=offer.version, aside=False).exclude(pk=kept.pk).delete()
    offer.version += 1
    return True


def _into_draft(offer: Offer, typed: Typed) -> None:
    """Everything that can be read and that a field can hold goes into the draft; the rest beside it, as typed."""
    fits = sifted(offer, typed.said)
    unread = {name: typed.raw.get(name, []) for name in {**typed.raw, **typed.said} if name not in fits.names}
    said_in_draft(offer, Given(None, fits.themes, fits.said), unread)
    about = {"draft": offer.draft, "prepared": False} | fits.about
    Offer.objects.filter(pk=offer.pk).update(**about)
    for name, value in about.items():
        setattr(offer, name, value)


def _closed(kept: Manuscript, offer: Offer, typed: Typed, *, aside: bool) -> Manuscript:
    kept.offer, kept.typed, kept.aside, kept.updated_at = offer, typed.raw, aside, timezone.now()
    kept.base, kept.turn, kept.version = kept.base if aside else offer.version, typed.turn, kept.version + 1
    kept.save(update_fields=["offer", "typed", "aside", "updated_at", "base", "turn", "version"])
    return kept
