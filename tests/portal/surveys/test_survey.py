"""Surveys: nobody is named, everybody answers once, and small counts stay hidden."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from catalogue.actor import ANYONE
from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.models import JournalLine
from portal.surveys import actions, queries, rules
from portal.surveys.actions import Answer
from portal.surveys.results import results_of
from tests.cast import Town
from tests.portal.surveys.asking import answered, answers, closed, made, opened, step, topic


def test_a_survey_asks_no_words_of_young_people_and_hides_no_less_than_the_house(town: Town):
    with pytest.raises(Invalid) as said:
        made(town, asks_words=True, smallest=4, topics=[("Geld", ""), ("geld", "")])
    assert {fault.code for fault in said.value.faults} == {"twice", "of_partners_only", "out_of_range"}
    assert made(town).smallest == 5
    with pytest.raises(Forbidden):
        actions.publish(made(town), by=town.actor("finance"))


def test_an_answer_keeps_nobody_and_the_same_form_counts_once(town: Town):
    survey, number = opened(town), uuid4()
    said = Answer([topic(survey, "Geld").pk], age_group="12-14")
    with pytest.raises(Forbidden):
        actions.answer(survey, said, number=number, by=town.actor("teacher"))
    for _again in range(2):
        actions.answer(survey, said, number=number, by=ANYONE)
    assert survey.responses.count() == 1
    line = JournalLine.objects.get(event="survey.answered")
    assert (line.actor, line.role, line.data) == ("", ANYONE.role, {})
    assert {field.name for field in survey.responses.model._meta.get_fields()} == {
        "id", "survey", "topics", "age_group", "school_kind", "scale", "words"
    }  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        Answer([]),
        Answer([uuid4()]),
        Answer([], age_group="99"),
        Answer([], scale=3),
        Answer([], words="Ik ben Kim"),
    ],
)
def test_an_answer_that_was_not_asked_is_refused(town: Town, said: Answer):
    survey = opened(town)
    with pytest.raises(Invalid):
        actions.answer(survey, said, number=uuid4(), by=ANYONE)
    assert not survey.responses.exists()


def test_it_can_be_answered_inside_its_days_until_it_is_closed(town: Town):
    today, day = timezone.localdate(), timedelta(days=1)
    for survey in (made(town), opened(town, opens_on=today + day), opened(town, closes_on=today - day), closed(town)):
        with pytest.raises(Refused) as refusal:
            answered(survey, "Geld")
        assert refusal.value.code == "survey_closed"
    answered(opened(town, opens_on=today, closes_on=today), "Geld")


def test_results_wait_for_the_closing_and_hide_what_few_people_said(town: Town):
    survey = opened(town)
    assert results_of(town.actor("officer"), survey) is None
    survey = closed(town)
    results = results_of(town.actor("officer"), survey)
    assert results is not None
    named = [(each.topic.name, each.people, each.share) for each in results.top]
    assert named == [("Veiligheid", 7, 100), ("Geld", 5, 71)]
    assert (results.people, results.hidden) == (7, 2), "culture was named by two, exercise by nobody"
    assert results_of(ANYONE, survey) is None
    public = actions.change_survey(survey, is_public=True, by=town.actor("officer"))
    assert results_of(ANYONE, public) is not None
    assert queries.visible_to(ANYONE).get() == public


def test_a_mark_is_shown_as_a_mean_of_tenths(town: Town):
    survey = opened(town, scale_question="Voel je je veilig?")
    for mark in (1, 4, 4, 5, 5, 4):
        answered(survey, "Geld", scale=mark)
    results = results_of(town.actor("officer"), actions.close(survey, by=town.actor("officer")))
    assert results is not None and (str(results.scale), results.scale_people) == ("3.8", 6)


def test_fewer_people_than_the_least_count_see_nothing_shown(town: Town):
    survey = opened(town, kind="partner", asks_words=True)
    for _person in range(4):
        answered(survey, "Geld", words="Meer ruimte")
    results = results_of(town.actor("officer"), actions.close(survey, by=town.actor("officer")))
    assert results is not None and (results.people, results.top, results.words) == (0, (), ())


def test_a_split_never_gives_a_small_group_away(town: Town):
    survey, officer = opened(town), town.actor("officer")
    for group, many in (("12-14", 20), ("15-17", 9), ("from-18", 3)):
        actions.read_in(survey, answers(survey, {"Geld": many}, age_group=group), by=officer)
    results = results_of(officer, actions.close(survey, by=officer))
    assert results is not None and results.by_age is not None
    assert [group.code for group in results.by_age.groups] == ["12-14"], "9 = 32 - 20 - 3 would give the three away"
    assert list(results.by_age.sizes) == [20]


COUNTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 40), min_size=2)


@given(counts=COUNTS, smallest=st.integers(2, 10), hidden=st.sets(st.sampled_from("abcdef")))
def test_what_is_hidden_is_always_enough_people_in_two_or_more_parts(counts, smallest, hidden):
    shown = rules.showable(counts, smallest, hidden)
    gone = set(counts) - shown
    assert all(counts[key] >= smallest and key not in hidden for key in shown)
    if shown and gone:
        assert len(gone) >= 2 and sum(counts[key] for key in gone) >= smallest
    if not hidden and all(count >= smallest for count in counts.values()):
        assert shown == set(counts)


def test_a_table_is_read_in_once(town: Town):
    survey, officer = made(town), town.actor("officer")
    actions.read_in(survey, answers(survey, {"Geld": 5}), file="a" * 64, by=officer)
    with pytest.raises(Refused) as refusal:
        actions.read_in(survey, answers(survey, {"Geld": 5}), file="a" * 64, by=officer)
    assert refusal.value.code == "read_already"
    assert survey.responses.count() == 5


def test_counts_of_interviews_add_up_with_answers(town: Town):
    survey, officer = made(town), town.actor("officer")
    actions.read_in(survey, answers(survey, {"Geld": 6}), by=officer)
    counts = {topic(survey, "Veiligheid"): 40, topic(survey, "Geld"): 10}
    actions.count(survey, name="Gesprekken", people=70, topics=counts, by=officer)
    with pytest.raises(Invalid):
        actions.count(survey, name="Meer", people=3, topics={topic(survey, "Geld"): 4}, by=officer)
    results = results_of(officer, actions.close(survey, by=officer))
    assert results is not None and results.people == 76
    assert [(each.topic.name, each.people) for each in results.top] == [("Veiligheid", 40), ("Geld", 16)]


def test_results_cost_the_same_however_many_answered(town: Town, django_assert_num_queries):
    few, many = closed(town), made(town)
    actions.read_in(many, answers(many, {"Geld": 60, "Veiligheid": 9}), by=town.actor("officer"))
    many = actions.close(many, by=town.actor("officer"))
    for survey in (few, many):
        with django_assert_num_queries(11):
            results_of(town.actor("officer"), survey)


def test_the_log_keeps_organisations_once_and_its_days_in_order(town: Town):
    first = step(town, organisations=["De Bron", " De Bron ", "Kinderopvang Zon"])
    step(town, "input", organisations=["de wijk"])
    assert first.organisations == ["De Bron", "Kinderopvang Zon"]
    assert queries.took_part(town.actor("officer"), town.programme) == ["De Bron", "de wijk", "Kinderopvang Zon"]
    with pytest.raises(Invalid):
        actions.change_step(first, ends_on=first.starts_on - timedelta(days=1), by=town.actor("officer"))
    actions.remove_step(first, by=town.actor("officer"))
    assert queries.steps_visible_to(town.actor("officer")).count() == 1
