"""A sector group agrees on its frame: written down as a version, then adopted by who speaks for it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, check, require
from catalogue.lifecycle import added, move
from catalogue.programmes.models import Programme
from catalogue.validation import validated
from portal.rounds.models import Frame
from portal.rounds.rules import may_draft, may_lead


@deed
def draft_frame(programme: Programme, *, sector: str, title: str, words: str, by: Actor) -> Frame:
    """The next version of the frame of a sector, as a draft. `Invalid` per field, `Forbidden("wrong_role")`."""
    drafts = may_draft(by, programme.municipality_id)
    require(drafts, "wrong_role", _("Only who works for this municipality writes a frame down."))
    last = Frame.objects.filter(programme=programme, sector=sector).aggregate(last=Max("number"))["last"] or 0
    frame = Frame(
        municipality_id=programme.municipality_id, programme=programme, sector=sector, number=last + 1, title=title,
        words=words, status="draft",
    )  # fmt: skip
    return added(validated(frame), by=by, data={"sector": sector, "number": last + 1})


@deed
def adopt_frame(frame: Frame, *, adopted_by: str, on: date, by: Actor) -> Frame:
    """Who speaks for the sector (its boards, a consultation) adopted this version on a day; the one before is replaced.

    `Invalid` without a name or for a day that lies ahead; `Refused("wrong_state")` for one that was adopted already.
    """
    _officer(by, frame.municipality_id)
    faults = []
    if not adopted_by.strip():
        faults.append(Fault("#/adoptedBy", "required", _("Say who adopted it, for example the boards of the schools.")))
    if on > timezone.localdate():
        faults.append(Fault("#/adoptedOn", "in_future", _("This day lies in the future. Record it on the day itself.")))
    check(faults)
    for before in Frame.objects.filter(programme=frame.programme_id, sector=frame.sector, status="adopted"):
        if before.pk != frame.pk:
            move(before, "superseded", by=by)
    data = {"sector": frame.sector, "number": frame.number}
    return move(frame, "adopted", by=by, data=data, adopted_by=adopted_by.strip()[:160], adopted_on=on)


def _officer(by: Actor, municipality: UUID) -> None:
    require(may_lead(by, municipality), "wrong_role", _("Only a policy officer of this municipality records a frame."))
