"""A round in which schools rank their wishes: at the closing they are divided, fairly and provably, and each school
reads what it got and why not the rest. An officer tries first; an auditor divides again and gets the same."""

from __future__ import annotations

import json
from decimal import Decimal
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from catalogue.journal.outbox import drain
from portal.allocations import actions as allocations
from portal.allocations.queries import outcomes_visible_to
from portal.bookings import actions as bookings
from portal.bookings.models import Booking, Choice
from portal.rounds import actions as rounds
from tests import cast
from tests.cast import Town
from tests.portal.allocations.rounds import wish
from tests.portal.rounds import planned


def test_from_wishes_to_bookings(town: Town, tmp_path: Path):
    officer, kring, linde = (town.actor(who) for who in ("officer", "coordinator", "other_coordinator"))
    the_round = planned.round(town, method="allocation", name="Najaar", budget=Decimal("900.00"), seed="gemeente 2026")
    theatre = cast.offer(town, title="Theater", capacity=2, price=Decimal("200.00"))
    chess = cast.offer(town, title="Schaken", capacity=None, price=Decimal("100.00"))
    garden = cast.offer(town, title="Schooltuin", capacity=1, price=Decimal("300.00"))

    # De Kring wants both groups of theatre, then chess. De Linde wants chess, then theatre, then the garden.
    wish(town, town.kring, theatre, units=2, pupils=40)
    wish(town, town.kring, chess)
    wish(town, town.linde, chess)
    wish(town, town.linde, theatre)
    wish(town, town.linde, garden)
    rounds.close(the_round, reason="Iedereen koos", by=officer)

    # The trial books nothing, and gives the officer everything that schools may ask about.
    trial = allocations.divide(the_round, trial=True, by=officer)
    assert not Booking.objects.exists()
    lines = {(each.school.name, each.title): each for each in trial.outcomes.all()}
    # Theatre is the first wish of De Kring (16) and the second of De Linde (8): there is no room for both.
    assert (trial.schools, trial.weights) == (2, 16 + 8 + 16 + 4)
    lost = lines.pop(("De Linde", "Theater"))
    assert all(each.won for each in lines.values()) and not lost.won
    assert lost.reasons == ["capacity", "round_budget"]
    assert lost.detail["gotBy"] == [[str(town.kring.pk), "De Kring", 1]]

    # For real: the same hash, booked by the worker, and what was lost stays on the list for the next round.
    real = allocations.divide(the_round, trial=False, by=officer)
    assert real.result_hash == trial.result_hash
    drain()
    the_round.refresh_from_db()
    assert (the_round.status, the_round.committed) == ("published", Decimal("900.00"))
    assert {(each.school.name, each.offer.text.title) for each in Booking.objects.all()} == set(lines)
    assert Choice.objects.get().offer == theatre
    mine = {each.title: each.reasons for each in outcomes_visible_to(linde)}
    assert mine == {"Schaken": [], "Theater": ["capacity", "round_budget"], "Schooltuin": []}

    # A school that withdraws gives its money back to the round; what is left goes to the next one.
    bookings.withdraw(Booking.objects.get(offer=garden), by=linde)
    spring = planned.round(town, name="Voorjaar", opens=0, closes=9, budget=Decimal("0.00"))
    assert spring.left == Decimal("300.00")
    assert bookings.book(town.kring, garden, units=1, pupils=20, by=kring).in_round == spring

    # The auditor has the file and the hash, and nothing else of the portal.
    file, said = tmp_path / "input.json", StringIO()
    file.write_text(json.dumps(real.input))
    call_command("allocate", str(file), "--expect", real.result_hash, stdout=said)
    assert said.getvalue().splitlines()[-1] == real.result_hash
