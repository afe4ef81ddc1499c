"""The same again: an offer of an earlier programme becomes a draft in the next one, with a list of what to look at."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer
from catalogue.offers.renewal import changes_of, notes_of
from catalogue.programmes import actions as programmes
from catalogue.programmes.models import Programme, Regulation
from tests import cast
from tests.cast import OPERATOR, Town

SESSION = datetime(2027, 3, 15, 9, tzinfo=UTC)


def next_year(town: Town, *codes: str, themes: tuple[str, ...] = ("Talentontwikkeling",)) -> Programme:
    """The programme of Bloemendorp for 2027-2028, with fewer themes."""
    made = programmes.add_programme(
        town.municipality, regulations=list(Regulation.objects.filter(code__in=codes or ("LOKAAL",))),
        name="Kansrijk 2027-2028", starts_on=date(2027, 8, 1), ends_on=date(2028, 7, 31),
        four_eyes_threshold=Decimal(1000), silent_confirmation_days=14, claim_deadline_days=90, by=OPERATOR,
    )  # fmt: skip
    for name in themes:
        programmes.add_theme(made, name=name, by=OPERATOR)
    return made


def _renew(town: Town, made: Offer, **given: Any) -> Offer:
    return offers.renew(made, by=town.actor("librarian"), **given)


def test_it_says_what_it_said_for_the_same_price_and_nobody_else_sees_it_yet(town: Town):
    programme, made = next_year(town), cast.offer(town)
    again = _renew(town, made)
    assert (again.programme, again.status, again.renewed_from, again.goal.code) == (programme, "draft", made, "talent")
    assert (again.draft.title, again.draft.price, again.draft.year_groups) == (
        "Voorleesuur",
        made.text.price,
        ["5", "6"],
    )
    assert [theme.programme for theme in again.draft.themes.all()] == [programme]
    offers.submit(again, by=town.actor("librarian"))
    offers.publish(again, by=town.actor("officer"))
    assert {made.status, again.status} == {"published"}


def test_days_move_by_whole_weeks_and_what_then_lies_outside_is_left_empty(town: Town):
    next_year(town)
    made = cast.offer(town, starts_on=date(2026, 8, 3), ends_on=date(2027, 7, 31))
    again = _renew(town, made)
    assert again.draft.starts_on == date(2027, 8, 2), "a Monday stays a Monday"
    assert again.draft.starts_on.weekday() == made.text.starts_on.weekday()
    assert again.draft.ends_on == date(2028, 7, 29)
    late = cast.offer(town, starts_on=date(2026, 7, 1))
    assert _renew(town, late).draft.starts_on is None


def test_the_list_names_what_moved_what_is_left_out_and_what_stayed(town: Town):
    next_year(town)
    made = cast.offer(
        town, themes=[town.talent.pk, town.care.pk], starts_on=date(2026, 7, 1), ends_on=date(2027, 5, 3),
        cases=["transport"], publish=False,
    )  # fmt: skip
    librarian, officer = town.actor("librarian"), town.actor("officer")
    offers.submit(made, by=librarian)
    offers.record_answer(
        made, case="transport", verdict="yes", words="Mag", answered_on=date(2026, 11, 1), by=officer
    )  # fmt: skip
    offers.publish(made, by=officer)
    offers.add_session(made, starts_at=SESSION, ends_at=SESSION.replace(hour=10), by=librarian)
    again = _renew(town, made)
    assert [(note.field, note.words) for note in notes_of(again)] == [
        ("price", "De prijs is zoals die was: €\N{NO-BREAK SPACE}125,00. Klopt die nog?"),
        ("starts_on", "De eerste dag is leeg: die zou buiten het nieuwe programma vallen."),
        ("ends_on", "De laatste dag is hele weken opgeschoven."),
        ("themes", "Het nieuwe programma heeft deze thema’s niet: Zorg op school. Kies andere."),
        ("starts_on", "1 datum van vorig jaar is niet overgenomen: plan de nieuwe."),
    ]
    assert {change.field for change in changes_of(again)} == {"themes", "starts_on", "ends_on"}
    assert again.draft.cases == ["transport"] and not again.answers.exists(), "the accountant is asked anew"


def test_once_per_programme_unless_the_first_one_was_withdrawn(town: Town):
    next_year(town)
    made = cast.offer(town)
    first = _renew(town, made)
    with pytest.raises(Refused) as refused:
        _renew(town, made)
    assert refused.value.code == "already_renewed"
    offers.withdraw(first, by=town.actor("librarian"))
    assert _renew(town, made).renewed_from == made


def test_what_cannot_be_renewed_says_why(town: Town):
    made = cast.offer(town)
    with pytest.raises(Refused) as refused:
        _renew(town, made)
    assert refused.value.code == "no_next_programme"
    next_year(town)
    with pytest.raises(Refused) as refused:
        _renew(town, cast.offer(town, publish=False))
    assert refused.value.code == "never_published"
    with pytest.raises(Invalid):
        _renew(town, made, programme=town.programme)
    for who in ("musician", "officer"):
        with pytest.raises(Forbidden):
            offers.renew(made, by=town.actor(who))


def test_a_programme_with_other_goals_asks_for_one(town: Town):
    next_year(town, "OAB")
    made = cast.offer(town)
    with pytest.raises(Invalid) as invalid:
        _renew(town, made)
    assert [fault.location for fault in invalid.value.faults] == ["#/goal"]
    assert _renew(town, made, goal="taal").goal.regulation.code == "OAB"
