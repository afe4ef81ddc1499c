"""What may not be paid is not submitted; what the accountant must say is not published before it is said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.queries import history_of
from catalogue.offers import actions as offers
from catalogue.offers.eligibility import cases_of
from catalogue.offers.models import Offer
from catalogue.programmes import actions as programmes
from catalogue.programmes.models import Regulation
from tests import cast
from tests.cast import Town

TODAY = timezone.localdate()


def _submitted(town: Town, *cases: str) -> Offer:
    return offers.submit(cast.offer(town, publish=False, cases=list(cases)), by=town.actor("librarian"))


def _answer(town: Town, made: Offer, verdict: str = "yes", case: str = "transport", on: date = TODAY) -> Offer:
    words = {"yes": "Mag, voor deze groep.", "no": "Dit valt onder leerlingenvervoer."}[verdict]
    return offers.record_answer(
        made, case=case, verdict=verdict, words=words, answered_on=on, by=town.actor("officer")
    )  # fmt: skip


def test_no_is_refused_at_submission_with_the_source_in_the_sentence(town: Town):
    made = cast.offer(town, publish=False, cases=["theme_park", "transport"])
    with pytest.raises(Refused) as refused:
        offers.submit(made, by=town.actor("librarian"))
    assert refused.value.code == "not_eligible"
    assert "“Uitstapje naar een pretpark”" in str(refused.value)
    assert "Verslag kenniskring Zuid en OCW, 16 september 2021" in str(refused.value)
    made.refresh_from_db()
    assert made.status == "draft"


def test_it_says_which_other_money_may_pay_it(town: Town):
    regulation = Regulation.objects.get(code="OAB")
    town.programme.regulations.add(regulation, through_defaults={"position": 2})
    programmes.add_rule(
        town.municipality, case="theme_park", verdict="yes", regulation=regulation, valid_from=TODAY, source="B&W",
        by=town.actor("officer"),
    )  # fmt: skip
    with pytest.raises(Refused, match="Kies een bestedingsdoel van OAB"):
        _submitted(town, "theme_park")


def test_a_case_that_no_rule_knows_cannot_be_ticked(town: Town):
    with pytest.raises(Invalid) as invalid:
        cast.offer(town, publish=False, cases=["pony"])
    assert [fault.location for fault in invalid.value.faults] == ["#/cases"]


def test_ask_waits_for_the_answer_of_the_accountant(town: Town):
    made = _submitted(town, "transport", "culture_and_sport")
    with pytest.raises(Refused) as refused:
        offers.publish(made, by=town.actor("officer"))
    assert (refused.value.code, made.status) == ("accountant_first", "submitted")
    assert "Vervoer naar een programma na schooltijd" in str(refused.value)
    _answer(town, made)
    assert offers.publish(made, by=town.actor("officer")).status == "published"
    line = history_of(made.pk).get(event="offer.accountant_answered")
    assert (line.because, line.data["verdict"]) == ("Mag, voor deze groep.", "yes")


def test_the_answer_no_refuses_until_a_later_answer_says_yes(town: Town):
    made = _submitted(town, "transport")
    _answer(town, made, "no", on=TODAY - timedelta(days=3))
    with pytest.raises(Refused, match="leerlingenvervoer") as refused:
        offers.publish(made, by=town.actor("officer"))
    assert refused.value.code == "not_eligible"
    _answer(town, made, "yes")
    _answer(town, made, "no", on=TODAY - timedelta(days=1))
    assert [case.verdict for case in cases_of(made, made.draft)] == ["yes"], "the last day counts, not the last row"
    offers.publish(made, by=town.actor("officer"))


def test_the_answer_holds_for_the_next_revision_too(town: Town):
    made = _submitted(town, "transport")
    offers.publish(_answer(town, made), by=town.actor("officer"))
    offers.edit(made, title="Anders", by=town.actor("librarian"))
    offers.submit(made, by=town.actor("librarian"))
    assert offers.publish(made, by=town.actor("officer")).text.title == "Anders"


def test_the_officer_adds_a_case_that_was_not_ticked_and_may_take_it_back(town: Town):
    made, officer = _submitted(town), town.actor("officer")
    offers.add_case(made, case="fibre", words="In de tekst staat een aansluiting.", by=officer)
    with pytest.raises(Refused) as refused:
        offers.publish(made, by=officer)
    assert refused.value.code == "not_eligible"
    with pytest.raises(Invalid):
        offers.add_case(made, case="fibre", words="Nog eens", by=officer)
    offers.drop_case(made, case="fibre", by=officer)
    with pytest.raises(Refused):
        offers.drop_case(made, case="fibre", by=officer)
    assert offers.publish(made, by=officer).status == "published"


def test_an_answer_needs_a_case_that_is_asked_about_words_and_a_day_that_was(town: Town):
    made, officer = _submitted(town, "transport", "culture_and_sport"), town.actor("officer")
    for case, words, on, where in (
        ("vouchers", "Mag", TODAY, ["#/case"]),
        ("transport", " ", TODAY + timedelta(days=1), ["#/words", "#/answeredOn"]),
    ):
        with pytest.raises(Invalid) as invalid:
            offers.record_answer(made, case=case, verdict="yes", words=words, answered_on=on, by=officer)
        assert [fault.location for fault in invalid.value.faults] == where
    with pytest.raises(Refused) as refused:
        _answer(town, made, case="culture_and_sport")
    assert refused.value.code == "no_question"


@pytest.mark.parametrize("who", ["librarian", "assessor", "controller", "coordinator"])
def test_only_the_officer_speaks_with_the_accountant(town: Town, who: str):
    made, by = _submitted(town, "transport"), town.actor(who)
    with pytest.raises(Forbidden):
        offers.record_answer(made, case="transport", verdict="yes", words="Mag", answered_on=TODAY, by=by)
    with pytest.raises(Forbidden):
        offers.add_case(made, case="fibre", words="Daar", by=by)
    with pytest.raises(Forbidden):
        offers.drop_case(made, case="fibre", by=by)


def test_the_cases_of_an_offer_take_four_statements_however_many(town: Town, django_assert_num_queries):
    few, many = _submitted(town, "transport"), _submitted(town, "transport", "vouchers", "materials")
    for made in (few, many):
        fresh = Offer.objects.select_related("goal", "draft", "programme").get(pk=made.pk)
        with django_assert_num_queries(4):
            assert all(case.ruling.words for case in cases_of(fresh, fresh.draft))


def test_facilities_alone_are_published_only_beside_something_they_serve(town: Town):
    """Menu area F (facilities and conditions) only with an A to E beside it."""
    officer, librarian = town.actor("officer"), town.actor("librarian")
    room = cast.offer(town, publish=False, title="Zaal", menu_areas=["F"])
    offers.submit(room, by=librarian)
    cast.offer(town, provider="musician", menu_areas=["A"])
    untagged = cast.offer(town)
    with pytest.raises(Refused) as refused:
        offers.publish(room, by=officer)
    assert (refused.value.code, untagged.status) == ("facilities_only", "published")
    lesson = cast.offer(town, title="Les", menu_areas=["B", "F"])
    assert offers.publish(room, by=officer).status == "published"
    assert lesson.status == "published"
