"""What is being typed is kept at every pause: right or wrong, in whatever order it arrives, in however many windows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.errors import Forbidden, Invalid
from catalogue.journal.queries import history_of
from catalogue.offers import actions as offers
from catalogue.offers.models import Manuscript, Offer
from catalogue.offers.queries import manuscripts_of
from tests import cast
from tests.cast import Town

WINDOW = UUID("00000000-0000-4000-8000-0000000000aa")


def keep(
    town: Town,
    said: dict[str, Any],
    *,
    window: UUID = WINDOW,
    turn: int = 1,
    made: Offer | None = None,
    base: int = 0,
    who: str = "planner",
    **unreadable: str,
) -> Manuscript:
    """One pause in one window: `said` could be read, `unreadable` could not."""
    raw = {name: [str(value)] for name, value in said.items()} | {name: [text] for name, text in unreadable.items()}
    typed = offers.Typed(window, raw, said, turn=turn, base=base)
    return offers.keep(typed, town.programme, offer=made, by=town.actor(who))


def test_the_first_pause_makes_the_draft_once_however_often_it_arrives(town: Town):
    first = keep(town, {"title": "Dichten"})
    assert [keep(town, {"title": "Dichten"}).offer_id for _again in range(3)] == [first.offer_id] * 3
    made = Offer.objects.get()
    assert (made.status, made.draft.title, made.provider) == ("draft", "Dichten", town.library)


def test_what_does_not_fit_is_kept_as_it_was_typed_and_the_rest_is_taken_over(town: Town):
    made = keep(town, {"title": "", "summary": "Kinderen dichten.", "goal": ""}, price="een tientje").offer
    draft = made.draft
    assert draft.summary == "Kinderen dichten."
    assert draft.unread == {"title": [""], "goal": [""], "price": ["een tientje"]}
    with pytest.raises(Invalid) as invalid:
        offers.submit(made, by=town.actor("librarian"))
    found = {fault.location: fault.code for fault in invalid.value.faults}
    assert (found["#/title"], found["#/goal"], found["#/price"]) == ("required", "required", "unread")


def test_a_wrong_value_does_not_keep_a_good_one_out(town: Town):
    said = {"title": "x" * 121, "min_units": 3, "sectors": ["PO", "UNI"], "themes": [town.talent.pk], "capacity": 0}
    draft = keep(town, said).offer.draft
    assert (draft.min_units, list(draft.themes.all())) == (3, [town.talent])
    assert set(draft.unread) == {"title", "sectors", "capacity"}


def test_half_an_entitlement_waits_for_its_other_half(town: Town):
    made = keep(town, {"entitlement_units": 2, "entitlement_period": ""}).offer
    assert (made.draft.entitlement_units, set(made.draft.unread)) == (
        None,
        {"entitlement_units", "entitlement_period"},
    )
    made = keep(town, {"entitlement_units": 2, "entitlement_period": "term"}, turn=2).offer
    assert (made.draft.entitlement_units, made.draft.entitlement_period, made.draft.unread) == (2, "term", {})


def test_what_arrives_late_never_replaces_what_is_newer(town: Town):
    keep(town, {"title": "Derde"}, turn=3)
    assert keep(town, {"title": "Tweede"}, turn=2).offer.draft.title == "Derde"


@pytest.mark.slow
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations([1, 2, 3, 4, 5]), again=st.lists(st.integers(1, 5), max_size=4))
def test_any_sequence_of_pauses_ends_in_what_was_typed_last(town: Town, order: list[int], again: list[int]):
    """Repeated and overtaken requests: whatever order they arrive in, the highest turn is what the offer says."""
    window = uuid4()
    for turn in (*order, *again):
        kept = keep(town, {"title": f"Na pauze {turn}"}, window=window, turn=turn)
    assert Offer.objects.get(pk=kept.offer_id).draft.title == "Na pauze 5"
    assert Manuscript.objects.get(pk=window).typed == {"title": ["Na pauze 5"]}


def test_a_second_window_is_told_and_neither_text_is_lost(town: Town):
    made = cast.offer(town, publish=False)
    base, other = made.version, uuid4()
    assert not keep(town, {"title": "Van links"}, made=made, base=base).aside
    second = keep(town, {"title": "Van rechts"}, window=other, made=made, base=base)
    assert second.aside
    assert Offer.objects.get(pk=made.pk).draft.title == "Van links"
    assert {each.typed["title"][0] for each in manuscripts_of(town.actor("planner"))} == {"Van links", "Van rechts"}


def test_who_looked_at_both_texts_takes_the_other_over_and_the_first_waits(town: Town):
    made = cast.offer(town, publish=False)
    base, other = made.version, uuid4()
    keep(town, {"title": "Van links"}, made=made, base=base)
    keep(town, {"title": "Van rechts"}, window=other, made=made, base=base)
    now = Offer.objects.get(pk=made.pk).version
    assert not keep(town, {"title": "Toch rechts"}, window=other, turn=2, made=made, base=now).aside
    assert Offer.objects.get(pk=made.pk).draft.title == "Toch rechts"
    assert Manuscript.objects.get(pk=WINDOW).aside


def test_a_text_that_goes_on_in_another_window_leaves_nothing_behind(town: Town):
    made = keep(town, {"title": "Eerst"}).offer
    keep(town, {"title": "Later"}, window=uuid4(), made=made, base=Offer.objects.get(pk=made.pk).version)
    assert [each.typed["title"] for each in Manuscript.objects.all()] == [["Later"]]


def test_a_change_over_the_api_counts_as_another_window(town: Town):
    made = cast.offer(town, publish=False)
    base = made.version
    offers.edit(made, title="Van een programma", by=town.actor("librarian"))
    assert keep(town, {"title": "Van een mens"}, made=made, base=base).aside
    assert Offer.objects.get(pk=made.pk).draft.title == "Van een programma"


def test_while_the_municipality_looks_the_text_waits(town: Town):
    made = cast.offer(town, publish=False)
    offers.submit(made, by=town.actor("librarian"))
    assert keep(town, {"title": "Nog even"}, made=made, base=made.version).aside
    assert Offer.objects.get(pk=made.pk).draft.title == "Voorleesuur"


def test_typing_in_a_published_offer_starts_its_next_version(town: Town):
    made = cast.offer(town)
    kept = keep(town, {"price": Decimal("150.00"), "goal": "zorg", "kind": "fixed"}, made=made, base=made.version)
    after = Offer.objects.get(pk=made.pk)
    assert (after.text.price, after.draft.price, after.draft.number) == (Decimal("125.00"), Decimal("150.00"), 2)
    assert (after.goal.code, after.kind, kept.aside) == ("talent", "optional", False)


def test_the_journal_has_one_line_per_window_not_one_per_pause(town: Town):
    made = cast.offer(town, publish=False)
    for turn in range(1, 4):
        keep(town, {"title": f"Titel {turn}"}, turn=turn, made=made, base=made.version)
    assert [line.event for line in history_of(made.pk)] == ["offer.draft", "offer.edited"]


def test_the_text_of_others_stays_theirs(town: Town):
    made = keep(town, {"title": "Van ons"}).offer
    with pytest.raises(Forbidden):
        keep(town, {"title": "Van hen"}, turn=2, who="musician")
    with pytest.raises(Forbidden):
        keep(town, {"title": "Van hen"}, window=uuid4(), made=made, base=1, who="musician")
    with pytest.raises(Forbidden):
        offers.throw_away(Manuscript.objects.get(), by=town.actor("musician"))
    assert not manuscripts_of(town.actor("officer")).exists()


def test_a_text_that_is_not_needed_is_thrown_away(town: Town):
    offers.throw_away(keep(town, {"title": "Weg"}), by=town.actor("planner"))
    assert not Manuscript.objects.exists()


def test_changing_a_field_properly_clears_what_was_typed_there(town: Town):
    made = keep(town, {"title": "Dichten"}, price="duur").offer
    offers.edit(made, price=Decimal("10.00"), by=town.actor("planner"))
    assert made.draft.unread == {}
