"""The deeds of a panel: started by the officer, ranked by its members, closed with what counts as prioritised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Refused, check, require
from catalogue.lifecycle import added, change, move
from catalogue.offers import actions as offers
from catalogue.organisations.models import Board, School
from catalogue.programmes.models import Programme
from catalogue.validation import validated
from portal.needs import rules
from portal.needs.models import Panel, Ranking, Seat
from portal.needs.queries import to_rank
from portal.needs.ranking import placed

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Party:
    """Who gets a seat: the name of the party, and the school or board that ranks for it (neither: the officer does)."""

    name: str
    school: School | None = None
    board: Board | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """An offer, and why it stands where it stands."""

    offer: UUID
    reason: str


@deed
def start(programme: Programme, *, name: str, parties: Sequence[Party], by: Actor) -> Panel:
    """A panel for the offers that wait for the municipality in this programme, with a seat for each party.

    `Forbidden("wrong_role")`, `Refused("nothing_to_rank")` when no new offer waits, `Invalid` without a name or a seat.
    """
    require(
        rules.may_lead(by, programme.municipality),
        "wrong_role",
        _("Only a policy officer of the municipality leads a panel."),
    )
    waiting = list(to_rank(by, programme))
    if not waiting:
        raise Refused(
            "nothing_to_rank", _("No new offer waits for this programme. Start the panel when some were sent.")
        )
    check(_party_faults(parties))
    panel = validated(Panel(municipality=programme.municipality, programme=programme, name=name, status="open"))
    panel.offers.set(waiting)
    for party in parties:
        validated(Seat(panel=panel, party=party.name, school=party.school, board=party.board))
    return added(panel, by=by, data={"offers": len(waiting), "parties": [party.name for party in parties]})


@deed
def rank(seat: Seat, ranked: Sequence[Ranked], *, by: Actor) -> Panel:
    """The ranking of one seat, most wanted first; it replaces the one that was there, as long as the panel is open.

    `Forbidden("not_your_seat")`, `Refused("panel_closed")`, `Invalid` per offer that is not in the panel or stands
    there twice, and per offer without a reason.
    """
    panel = seat.panel
    require(rules.may_rank(by, seat), "not_your_seat", _("You do not rank for this party. Ask whoever has its seat."))
    _open(panel)
    check(_rank_faults(panel, ranked))
    seat.rankings.all().delete()
    Ranking.objects.bulk_create(
        Ranking(seat=seat, offer_id=each.offer, rank=place, reason=each.reason.strip())
        for place, each in enumerate(ranked, start=1)
    )
    return change(panel, event="ranked", by=by, data={"seat": str(seat.pk), "ranked": len(ranked)})


@deed
def close(panel: Panel, *, most: int, by: Actor) -> Panel:
    """Close it: the first `most` offers of the ranking are prioritised, with their place and all reasons.

    What nobody ranked is never prioritised. `Refused("panel_closed" | "nobody_ranked")`, `Forbidden("wrong_role")`,
    `Invalid` for a number below 1.
    """
    require(
        rules.may_lead(by, None, panel), "wrong_role", _("Only a policy officer of the municipality leads a panel.")
    )
    _open(panel)
    if most < 1:
        check([Fault("#/most", "out_of_range", _("Found %(found)s; expected 1 or more.") % {"found": most})])
    ranking = [each for each in placed(panel) if each.rankings]
    if not ranking:
        raise Refused("nobody_ranked", _("Nobody ranked yet. Close the panel when at least one party did."))
    move(panel, "closed", by=by, most=most, data={"prioritised": len(ranking[:most])})
    for each in ranking[:most]:
        offers.prioritise(each.offer, priority=each.place, words=each.words, by=by)
    return panel


def _open(panel: Panel) -> None:
    if panel.status != "open":
        raise Refused("panel_closed", _("This panel is closed: its ranking stands. Start another one."))


def _party_faults(parties: Sequence[Party]) -> Iterator[Fault]:
    if not parties:
        yield Fault("#/seats", "required", _("Give at least one party a seat."))
    names = [party.name.strip() for party in parties]
    for number, name in enumerate(names):
        if not name or names.index(name) != number:
            yield Fault(f"#/seats/{number}/party", "required", _("Give every party a name of its own."))


def _rank_faults(panel: Panel, ranked: Sequence[Ranked]) -> Iterator[Fault]:
    known, seen = set(panel.offers.values_list("pk", flat=True)), set()
    if not ranked:
        yield Fault("#/ranking", "required", _("Rank at least one offer."))
    for number, each in enumerate(ranked):
        if each.offer not in known:
            yield Fault(f"#/ranking/{number}/offer", "unknown", _("This offer is not one of this panel."))
        if each.offer in seen:
            yield Fault(f"#/ranking/{number}/offer", "twice", _("This offer stands in the ranking twice."))
        seen.add(each.offer)
        if not each.reason.strip() or len(each.reason) > LONGEST_REASON:
            yield Fault(f"#/ranking/{number}/reason", "required", _("Say in a few words why this offer stands here."))
