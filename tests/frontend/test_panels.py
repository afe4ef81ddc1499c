"""A panel from start to close, as the officer and a school see it."""

from __future__ import annotations

import pytest

from catalogue.offers import actions as offers
from catalogue.offers.models import Offer
from portal.needs import actions as needs
from portal.needs.models import Panel
from portal.worklist.queries import tasks_of
from tests import cast
from tests.cast import Town
from tests.frontend.visitor import Visitor


def _submit(town: Town, *titles: str) -> list[Offer]:
    librarian = town.actor("librarian")
    return [offers.submit(cast.offer(town, publish=False, title=title), by=librarian) for title in titles]


def test_a_panel_is_started_ranked_and_closed(town: Town):
    reading, pony = _submit(town, "Voorleesuur", "Pony")
    officer, school = Visitor(town, "officer"), Visitor(town, "teacher")
    page = officer.open("/municipality/panels")
    refused = officer.press(page, "Begin het panel", name="Denktank")
    assert refused.status == 400 and "Geef minstens één partij een zetel." in refused.text
    made = officer.press(refused, "Begin het panel", schools=[str(town.kring.pk)], others="SWV\nKinderopvang")
    assert made.title == "Denktank" and "SWV · rangschikte nog niet" in made.text

    # The school ranks its own seat, and is told what it left out.
    assert "rank_offers" in [task.deed for task in tasks_of(town.actor("teacher"))]
    panel, seat = Panel.objects.get(), Panel.objects.get().seats.get(school=town.kring)
    assert "Denktank" in school.open("/school/panels").text
    form = school.open(f"/school/panels/{panel.pk}/seats/{seat.pk}")
    wrong = school.press(form, "Bewaar deze rangschikking", **{f"rank-{pony.pk}": "1", f"rank-{reading.pk}": "1"})
    assert wrong.status == 400 and "Een ander aanbod heeft deze plaats al." in wrong.text
    wrong = school.press(wrong, "Bewaar deze rangschikking", **{f"rank-{pony.pk}": "2", f"reason-{pony.pk}": ""})
    assert wrong.status == 400 and "Schrijf in een paar woorden waarom" in wrong.text
    reasons = {f"reason-{pony.pk}": "Leuk", f"reason-{reading.pk}": "Hard nodig"}
    kept = school.press(wrong, "Bewaar deze rangschikking", **reasons)
    assert "1. Voorleesuur" in kept.text and "Hard nodig" in kept.text
    assert "rank_offers" not in [task.deed for task in tasks_of(town.actor("teacher"))]

    # The officer writes for who has no account, and closes.
    outside = panel.seats.get(party="SWV")
    form = officer.open(f"/municipality/panels/{panel.pk}/seats/{outside.pk}")
    officer.press(
        form, "Bewaar deze rangschikking", **{f"rank-{reading.pk}": "1", f"reason-{reading.pk}": "Taal gaat voor"}
    )
    closed = officer.press(officer.open(f"/municipality/panels/{panel.pk}"), "Sluit het panel", most="1")
    assert "Taal gaat voor" in closed.text and closed.text.count("voorrang") >= 1
    assert [Offer.objects.get(pk=each.pk).priority for each in (reading, pony)] == [1, None]
    assert "Plaats 1 in de rangschikking van het panel." in officer.open(f"/municipality/review/{reading.pk}").text


def test_the_officer_says_whether_a_panel_comes_first(town: Town):
    officer = Visitor(town, "officer")
    first = officer.press(officer.open("/municipality/panels"), "Eerst een panel")
    assert "Alleen wat een panel voorrang gaf, kan worden gepubliceerd." in first.text
    officer.press(first, "Publiceer zonder panel")
    town.programme.refresh_from_db()
    assert not town.programme.panel_first
    assert Visitor(town, "finance").client.post("/municipality/panels/terms").status_code == 403


def test_a_seat_is_not_there_for_others(town: Town):
    _submit(town, "Voorleesuur")
    panel = needs.start(town.programme, name="Denktank", parties=[needs.Party("SWV")], by=town.actor("officer"))
    seat = panel.seats.get()
    assert Visitor(town, "teacher").open(f"/school/panels/{panel.pk}").status == 404
    assert Visitor(town, "finance").open(f"/municipality/panels/{panel.pk}/seats/{seat.pk}").status == 404
    assert (
        Visitor(town, "finance").client.post(f"/municipality/panels/{panel.pk}/close", {"most": 1}).status_code == 403
    )
    assert Visitor(town, "finance").client.post("/municipality/panels/start").status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_however_many_offers_and_panels(town: Town, number: int):
    made = _submit(town, *(f"Les {each}" for each in range(number)))
    officer = town.actor("officer")
    for name in range(number):
        panel = needs.start(town.programme, name=f"Panel {name}", parties=[needs.Party("SWV")], by=officer)
        needs.rank(panel.seats.get(), [needs.Ranked(each.pk, "Nodig") for each in made], by=officer)
    visitor = Visitor(town, "officer")
    costs = [
        visitor.statements(lambda path=path: visitor.open(path))
        for path in ("/municipality/panels", f"/municipality/panels/{panel.pk}")
    ]
    assert costs == [16, 10]
