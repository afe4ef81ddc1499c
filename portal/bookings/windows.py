"""What a round means for a school that wants to book: a yes, or a sentence with the moment on which it can."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.errors import Refused
from catalogue.offers.models import Offer
from catalogue.organisations.models import School
from portal.rounds.models import Round
from portal.rounds.queries import Window, window_of


def round_for(school: School, offer: Offer) -> Round | None:
    """The round in which this is booked; `None` for a fixed offer, and where a programme has no rounds.

    `Refused("round_closed" | "frame_missing")` with what to do instead. One statement, two where a frame comes first.
    """
    if offer.kind == "fixed":
        return None
    window = window_of(offer.programme, school.sector)
    if refused := refusal(window):
        raise refused
    return window.open


def refusal(window: Window) -> Refused | None:
    """What a booking in this window is refused for; nothing when it is taken at once."""
    if window.books:
        return None
    return Refused("frame_missing" if window.frameless else "round_closed", why_closed(window))


def why_closed(window: Window) -> str:
    """The sentence for a window in which nothing can be booked at once; nothing when something can."""
    if window.books:
        return ""
    if window.frameless:
        return _(
            "The frame for your kind of school was not adopted yet, so this round is not open for you. Put it on your"
            " shortlist; ask the municipality when the frame is expected."
        )
    if window.open:
        sentence = _("In this round you rank your wishes until %(closes)s; then they are divided. Use your shortlist.")
        return sentence % {"closes": moment(window.open)}
    if window.next:
        sentence = _("No round is open now. “%(name)s” opens on %(opens)s: what is on your shortlist goes along then.")
        return sentence % {"name": window.next.name, "opens": moment(window.next, opening=True)}
    return _("No round is open now, and no next one is planned yet. Put it on your shortlist for the next round.")


def moment(the_round: Round, *, opening: bool = False) -> str:
    """When it closes (or opens), as people say it."""
    return date_format(timezone.localtime(the_round.opens if opening else the_round.closes), "j F Y H:i")
