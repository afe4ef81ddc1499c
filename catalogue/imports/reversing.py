"""Taking back one row of an import: only what nobody went on with."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from catalogue.errors import Refused
from catalogue.imports.cells import Unread
from catalogue.imports.columns import BY_KEY, KEY
from catalogue.imports.judging import FILLS, Desk
from catalogue.imports.models import ExternalKey, ImportRow
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer
from catalogue.offers.queries import THEMES, visible_to


def take_back(row: ImportRow, desk: Desk) -> str:
    """Undo what the row did: `removed`, or `restored` to what the offer said before it.

    `Refused` with the reason when somebody submitted, changed, planned or threw away the offer since.
    """
    rows = visible_to(desk.by).prefetch_related(*THEMES)
    offer = rows.filter(pk=row.offer_id).first() if row.offer_id else None
    if offer is None:
        raise Refused("gone", _("This offer is no longer there, or not yours to see."))
    _untouched(offer, row)
    if row.verdict == "added":
        offers.discard(offer, by=desk.by)
        return "removed"
    _restore(offer, row, desk)
    return "restored"


def _untouched(offer: Offer, row: ImportRow) -> None:
    if offer.draft is not None and offer.draft.status == "submitted":
        raise Refused("submitted", _("It was submitted since. Ask the municipality to return it."))
    if offer.version != row.version:
        raise Refused("changed", _("It was changed, submitted or published since. Change it by hand."))
    if row.verdict == "added" and offer.sessions.exists():
        raise Refused("planned", _("Dates were planned for it since. Remove it by hand."))


def _restore(offer: Offer, row: ImportRow, desk: Desk) -> None:
    said = {key: before for key, (before, _after) in row.changes.items() if key in FILLS}
    if row.fresh_draft and said:
        offers.discard(offer, by=desk.by)
    elif said:
        offers.edit(offer, by=desk.by, **_values(said, row, desk))
    if KEY in row.changes:
        key = row.changes[KEY][0]
        rows = ExternalKey.objects.filter(offer=offer)
        rows.update(key=key) if key else rows.delete()


def _values(said: dict[str, str], row: ImportRow, desk: Desk) -> dict[str, Any]:
    words = desk.words(row)
    try:
        return {key: BY_KEY[key].kind.value(text, words) for key, text in said.items()}
    except Unread as error:
        raise Refused("changed", error.sentence) from error
