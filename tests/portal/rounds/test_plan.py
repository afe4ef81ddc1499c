"""An officer plans rounds; time opens and closes them, and the officer may close or extend one with a reason."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.models import JournalLine
from portal.rounds import actions as rounds
from portal.rounds.models import Round
from portal.rounds.queries import visible_to, window_of
from portal.rounds.rules import knows_seed
from tests.cast import Town
from tests.portal.rounds import planned


def _faults(town: Town, **said: object) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as invalid:
        planned.round(town, **said)  # type: ignore[arg-type]  # wrong on purpose
    return [(fault.location, fault.code) for fault in invalid.value.faults]


def test_without_a_name_it_is_numbered_and_without_a_seed_one_is_drawn(town: Town):
    first, second = (planned.round(town, opens=day, closes=day + 1, seed="") for day in (1, 3))
    assert (first.name, second.name) == ("Ronde 1", "Ronde 2")
    assert first.seed and second.seed and first.seed != second.seed


def test_what_cannot_be_is_named(town: Town):
    assert _faults(town, opens=2, closes=1) == [("#/closes", "out_of_range")]
    assert _faults(town, sectors=["HBO"])[0][0] == "#/sectors"
    assert _faults(town, method="lottery")[0][0] == "#/method"
    assert _faults(town, budget=Decimal(-1))[0][0] == "#/budget"


def test_two_rounds_are_never_open_for_the_same_school(town: Town):
    planned.round(town, sectors=["PO"])
    assert _faults(town, opens=0, closes=5) == [("#/opens", "overlap")]
    assert planned.round(town, opens=0, closes=5, sectors=["VO"]).name == "Ronde 2"
    assert planned.round(town, opens=1, closes=5, sectors=["PO"]).name == "Ronde 3"


def test_only_an_officer_of_the_municipality_plans(town: Town):
    now = timezone.now()
    for who in ("finance", "coordinator", "librarian", "admin"):
        with pytest.raises(Forbidden):
            rounds.plan(
                town.programme, opens=now, closes=now + timedelta(days=1), method="first_come", by=town.actor(who)
            )


def test_time_opens_and_closes_a_round_with_or_without_a_clock(town: Town):
    now = timezone.now()
    made = rounds.plan(
        town.programme, opens=now + timedelta(hours=1), closes=now + timedelta(hours=2), method="first_come",
        by=town.actor("officer"),
    )  # fmt: skip
    # Nobody ran the clock: what holds follows from the time alone.
    for hours, phase in ((0, "planned"), (1, "open"), (2, "closed")):
        at = now + timedelta(hours=hours)
        assert (made.phase(at), window_of(town.programme, "PO", at).open == made) == (phase, phase == "open")
    assert made.status == "planned"
    # The clock writes it down, once.
    assert rounds.keep_time(now=now + timedelta(hours=1)) == 1
    assert rounds.keep_time(now=now + timedelta(hours=1)) == 0
    assert rounds.keep_time(now=now + timedelta(hours=3)) == 1
    made.refresh_from_db()
    assert made.status == "closed"
    events = JournalLine.objects.filter(thing_id=made.pk).order_by("pk").values_list("event", flat=True)
    assert list(events) == ["round.planned", "round.open", "round.closed"]


def test_closing_early_and_extending_need_a_reason_and_are_kept(town: Town):
    officer, made = town.actor("officer"), planned.round(town)
    for deed in (
        lambda: rounds.close(made, reason=" ", by=officer),
        lambda: rounds.extend(made, closes=timezone.now() + timedelta(days=9), reason="", by=officer),
    ):
        with pytest.raises(Invalid):
            deed()
    later = timezone.now() + timedelta(days=9)
    rounds.extend(made, closes=later, reason="De griep gaat rond", by=officer)
    assert Round.objects.get(pk=made.pk).closes == later
    with pytest.raises(Invalid):
        rounds.extend(made, closes=timezone.now() - timedelta(days=1), reason="Te laat", by=officer)
    rounds.close(made, reason="Alle scholen hebben gekozen", by=officer)
    assert (made.status, made.closes <= timezone.now()) == ("closed", True)
    line = JournalLine.objects.filter(thing_id=made.pk).latest("pk")
    assert (line.event, line.because) == ("round.closed", "Alle scholen hebben gekozen")
    with pytest.raises(Refused) as refused:
        rounds.extend(made, closes=later, reason="Toch", by=officer)
    assert refused.value.code == "round_closed"


def test_a_longer_round_may_not_run_into_the_next(town: Town):
    first = planned.round(town)
    planned.round(town, opens=2, closes=4)
    with pytest.raises(Invalid) as invalid:
        rounds.extend(first, closes=timezone.now() + timedelta(days=3), reason="Drukte", by=town.actor("officer"))
    assert invalid.value.faults[0].code == "overlap"


def test_a_round_is_withdrawn_only_before_it_opens(town: Town):
    officer, coming = town.actor("officer"), planned.round(town, opens=2, closes=3)
    rounds.withdraw(coming, reason="Verkeerde datum", by=officer)
    assert coming.status == "withdrawn"
    assert coming not in visible_to(town.actor("coordinator")) and coming in visible_to(officer)
    with pytest.raises(Refused):
        rounds.withdraw(planned.round(town), reason="Toch niet", by=officer)


def test_schools_see_the_seed_when_nobody_can_aim_at_it_any_more(town: Town):
    school, made = town.actor("coordinator"), planned.round(town)
    assert (knows_seed(town.actor("officer"), made), knows_seed(school, made)) == (True, False)
    rounds.close(made, reason="Klaar", by=town.actor("officer"))
    assert knows_seed(school, made)
    assert not visible_to(town.actor("librarian")).exists()
