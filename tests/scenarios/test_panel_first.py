"""Stichtse Vecht: reps of primary and secondary schools, of both partnerships (SWV) and of childcare rank what was
offered; only what they prioritised can be published, and the ranking stays with its reasons."""

from __future__ import annotations

import pytest

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer
from catalogue.programmes import actions as programmes
from portal.needs import actions as needs
from portal.needs.actions import Party, Ranked
from portal.needs.models import Panel
from portal.needs.queries import seats_of, visible_to
from portal.needs.ranking import placed
from tests import cast
from tests.cast import Town

PARTIES = ("PO", "VO", "SWV PO", "SWV VO", "Kinderopvang")


@pytest.fixture
def submitted(town: Town) -> dict[str, Offer]:
    """Four new offers that wait, in a programme that publishes only what a panel prioritised."""
    programmes.ask_panel_first(town.programme, panel_first=True, by=town.actor("officer"))
    found = {}
    for title in ("Voorleesuur", "Debatteren", "Zaal", "Pony"):
        made = cast.offer(town, publish=False, title=title)
        found[title] = offers.submit(made, by=town.actor("librarian"))
    return found


def _panel(town: Town) -> Panel:
    schools = {"PO": town.kring, "VO": town.college}
    parties = [Party(name, school=schools.get(name)) for name in PARTIES]
    return needs.start(town.programme, name="Ontwikkelgroep", parties=parties, by=town.actor("officer"))


def _rank(town: Town, panel: Panel, party: str, *ranked: Offer, who: str = "officer") -> None:
    seat = panel.seats.get(party=party)
    needs.rank(seat, [Ranked(each.pk, f"{party} wil dit") for each in ranked], by=town.actor(who))


def test_only_what_the_panel_prioritised_can_be_published(town: Town, submitted: dict[str, Offer]):
    reading, debating, room, pony = submitted.values()
    officer = town.actor("officer")
    with pytest.raises(Refused) as refused:
        offers.publish(reading, by=officer)
    assert refused.value.code == "not_prioritised"

    # Five parties; a school ranks for its own seat, the officer for who has no account here.
    panel = _panel(town)
    _rank(town, panel, "PO", reading, debating, room, who="teacher")
    _rank(town, panel, "SWV PO", debating, reading)
    _rank(town, panel, "SWV VO", debating)
    _rank(town, panel, "Kinderopvang", room, reading)
    _rank(town, panel, "Kinderopvang", reading, room)  # they think again
    # As many points, as often first and second: then the one that was written first.
    assert [(each.place, each.offer, each.points) for each in placed(panel)] == [
        (1, reading, 11),
        (2, debating, 11),
        (3, room, 5),
        (4, pony, 0),
    ]

    # Closing keeps the places and every reason; what nobody ranked stays out.
    needs.close(panel, most=2, by=officer)
    for made in submitted.values():
        made.refresh_from_db()
    assert [made.priority for made in submitted.values()] == [1, 2, None, None]
    assert "PO (1): PO wil dit" in reading.priority_words and "Kinderopvang (1)" in reading.priority_words
    assert offers.publish(reading, by=officer).status == "published"
    for left in (room, pony):
        with pytest.raises(Refused) as refused:
            offers.publish(left, by=officer)
        assert refused.value.code == "not_prioritised"
    with pytest.raises(Refused) as refused:
        _rank(town, panel, "SWV VO", pony)
    assert refused.value.code == "panel_closed"
    assert len(placed(panel)[0].rankings) == 3, "the ranking and its reasons are kept"


def test_a_published_offer_may_change_without_the_panel(town: Town, submitted: dict[str, Offer]):
    panel, reading = _panel(town), submitted["Voorleesuur"]
    _rank(town, panel, "PO", reading, who="coordinator")
    needs.close(panel, most=5, by=town.actor("officer"))
    reading.refresh_from_db()
    offers.publish(reading, by=town.actor("officer"))
    offers.edit(reading, title="Voorleesuur plus", by=town.actor("librarian"))
    offers.submit(reading, by=town.actor("librarian"))
    assert offers.publish(reading, by=town.actor("officer")).text.title == "Voorleesuur plus"


def test_who_sees_a_panel_and_who_ranks_for_whom(town: Town, submitted: dict[str, Offer]):
    panel = _panel(town)
    seen = {
        who: panel in visible_to(town.actor(who)) for who in ("teacher", "other_coordinator", "librarian", "finance")
    }
    assert seen == {"teacher": True, "other_coordinator": False, "librarian": False, "finance": True}
    assert [seat.party for seat in seats_of(town.actor("teacher"), panel)] == ["PO"]
    assert [seat.party for seat in seats_of(town.actor("officer"), panel)] == ["Kinderopvang", "SWV PO", "SWV VO"]
    for who, party in (("teacher", "VO"), ("officer", "PO"), ("finance", "SWV PO")):
        with pytest.raises(Forbidden):
            _rank(town, panel, party, submitted["Pony"], who=who)
    for who in ("teacher", "finance", "librarian"):
        with pytest.raises(Forbidden):
            needs.close(panel, most=1, by=town.actor(who))
        with pytest.raises(Forbidden):
            needs.start(town.programme, name="x", parties=[Party("PO")], by=town.actor(who))


def test_a_ranking_has_reasons_and_names_each_offer_of_the_panel_once(town: Town, submitted: dict[str, Offer]):
    panel, pony = _panel(town), submitted["Pony"]
    strange = cast.offer(town, publish=False)
    seat = panel.seats.get(party="SWV PO")
    wrong = [Ranked(pony.pk, " "), Ranked(pony.pk, "nog eens"), Ranked(strange.pk, "mooi")]
    with pytest.raises(Invalid) as invalid:
        needs.rank(seat, wrong, by=town.actor("officer"))
    assert [fault.location for fault in invalid.value.faults] == [
        "#/ranking/0/reason",
        "#/ranking/1/offer",
        "#/ranking/2/offer",
    ]
    with pytest.raises(Refused) as refused:
        needs.close(panel, most=1, by=town.actor("officer"))
    assert refused.value.code == "nobody_ranked"
    with pytest.raises(Invalid):
        needs.start(town.programme, name="x", parties=[Party("PO"), Party("PO")], by=town.actor("officer"))
