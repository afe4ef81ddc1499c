"""Who is asked hears of it by e-mail, and who asked hears the answer: at once, once a day or never, as they chose."""

from __future__ import annotations

import pytest
from django.core import mail

from catalogue.journal.outbox import drain
from portal.claims.models import ClaimLine
from portal.notices import actions as notices
from tests.cast import Town
from tests.portal.questions.doubting import answered, asked, concluded, expense


@pytest.fixture
def line(town: Town) -> ClaimLine:
    """An expense, after everything about it was told."""
    found = expense(town)
    drain()
    mail.outbox.clear()
    return found


def heard() -> dict[str, str]:
    """Who got which subject since the last time."""
    drain()
    found = {each.to[0].split("@")[0]: each.subject for each in mail.outbox}
    assert len(found) == len(mail.outbox), "nobody hears anything twice"
    mail.outbox.clear()
    return found


def test_the_question_the_answer_and_the_conclusion_are_told_to_the_other_side(town: Town, line: ClaimLine):
    question = asked(town, line)
    told = heard()
    assert set(told) == {"finance", "finance2", "officer", "assessor", "assessor2"}
    assert "Voorleesuur" in told["finance"] and "Bibliotheek De Boekenboom" in told["finance"]
    answered(town, question)
    assert set(heard()) == {"controller"}
    answered(town, question, "controller", words="En de rest?")
    assert "finance" in heard()
    concluded(town, question, "not_accepted", reason="Geen bewijs")
    assert set(heard()) == {"finance", "finance2", "officer", "assessor", "assessor2"}


def test_the_letter_leads_to_the_page_and_says_no_words_of_the_question(town: Town, line: ClaimLine):
    question = asked(town, line, words="Mijn geheim")
    drain()
    assert all(f"/municipality/questions/{question.pk}" in each.body for each in mail.outbox)
    assert not any("geheim" in each.body for each in mail.outbox)


def test_who_wants_to_hear_less_hears_less(town: Town, line: ClaimLine):
    officer = town.actor("officer")
    notices.choose(town.membership["officer"], "question", "never", by=officer)
    asked(town, line)
    assert "officer" not in heard()
