"""The municipality answers, the controller asks on; what waits goes to and fro between them."""

from __future__ import annotations

import pytest

from catalogue.errors import Forbidden, Invalid, Refused, Stale
from catalogue.journal.models import JournalLine
from portal.questions import actions, queries
from portal.questions.models import AuditRemark
from tests.cast import Town
from tests.portal.questions.doubting import a_list, again, answered, asked, concluded
from tests.portal.questions.test_ask import waits


@pytest.mark.parametrize("who", ["finance", "assessor2", "officer"])
def test_an_answer_goes_to_the_controller_who_asks_on_or_concludes(town: Town, who: str):
    question = asked(town)
    said = answered(town, question, who, file=a_list())
    assert (said.side, said.files.get().name, again(question).status) == ("municipality", "lijst.pdf", "answered")
    assert waits(town, "finance") == [] and waits(town, "controller") == ["conclude_question"]
    answered(town, question, "controller", words="En de tweede groep?")
    assert again(question).status == "open"
    assert waits(town, "finance") == ["answer_controller"] and waits(town, "controller") == []
    (found,) = queries.visible_to(town.actor("admin"))
    assert [each.side for each in found.remarks.all()] == ["controller", "municipality", "controller"]


def test_who_adds_something_before_the_other_side_did_leaves_it_where_it_waits(town: Town):
    question = asked(town)
    answered(town, question, "controller", words="Ik bedoel de tweede regel.")
    assert again(question).status == "open"
    answered(town, question)
    answered(town, question, "officer", words="Nog een bijlage.", file=a_list())
    assert again(question).status == "answered"
    events = list(JournalLine.objects.filter(thing_id=question.pk).values_list("event", flat=True).order_by("pk"))
    assert [each.removeprefix("audit_question.") for each in events] == ["open", "added_to", "answered", "added_to"]


@pytest.mark.parametrize("who", ["admin", "librarian", "coordinator", "board"])
def test_nobody_else_writes(town: Town, who: str):
    with pytest.raises(Forbidden) as no:
        answered(town, asked(town), who)
    assert no.value.code == "wrong_role"


def test_an_answer_needs_words_and_a_question_that_runs(town: Town):
    question = asked(town)
    with pytest.raises(Invalid) as invalid:
        answered(town, question, words=" ")
    assert [(fault.location, fault.code) for fault in invalid.value.faults] == [("#/words", "required")]
    concluded(town, question)
    with pytest.raises(Refused) as refused:
        answered(town, question)
    assert refused.value.code == "wrong_state"


def test_of_two_who_answer_at_the_same_moment_one_reads_the_other_first(town: Town):
    question = asked(town)
    first, second = again(question), again(question)
    actions.write(first, words="Ja", by=town.actor("finance"))
    with pytest.raises(Stale):
        actions.write(second, words="Nee", by=town.actor("officer"))
    with pytest.raises(Stale):
        actions.write(again(question), words="Nee", by=town.actor("officer"), version=question.version)
    assert question.remarks.count() == 2


def test_more_files_go_with_what_one_wrote_oneself_five_at_most(town: Town):
    question = asked(town)
    answered(town, question, file=a_list())
    for number in range(4):
        actions.attach(_last(), a_list(f"{number}.pdf"), by=town.actor("finance"))
    with pytest.raises(Refused) as refused:
        actions.attach(_last(), a_list(), by=town.actor("finance"))
    with pytest.raises(Forbidden) as no:
        actions.attach(_last(), a_list(), by=town.actor("officer"))
    assert (refused.value.code, no.value.code) == ("too_many_files", "not_yours")
    concluded(town, question)
    with pytest.raises(Refused) as late:
        actions.attach(_last(), a_list(), by=town.actor("finance"))
    assert late.value.code == "wrong_state"


def _last() -> AuditRemark:
    return AuditRemark.objects.select_related("question").latest("created_at")
