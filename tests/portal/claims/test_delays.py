"""The day on which a claim must be decided: by the law, put off with reasons, or standing still for a question."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from catalogue.errors import Forbidden, Invalid, Refused
from portal.claims import actions as claims
from portal.claims.decisions import Verdict, decide
from portal.claims.delaying import postpone
from portal.claims.models import Claim
from portal.claims.queries import queue_of
from portal.letters.models import Letter
from tests import cast
from tests.api.client import Api
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.claims.declaring import declared

WHY = "De accountant kijkt mee."


def on(day: str) -> time_machine.travel:
    """At ten in the morning of this day of 2027."""
    return time_machine.travel(f"2027-{day} 10:00")


@pytest.fixture
def claim(town: Town) -> Claim:
    """Own costs of € 400, sent on 1 March 2027: to be decided in six weeks, on 12 April."""
    with on("03-01"):
        return declared(town)


def test_a_provider_waits_thirty_days_and_a_school_six_weeks(town: Town, claim: Claim):
    with on("03-01"):
        of_a_provider = cast.claim(town)
    assert (of_a_provider.due_on, claim.due_on) == (date(2027, 3, 31), date(2027, 4, 12))
    assert list(queue_of(town.actor("assessor"))) == [of_a_provider, claim]


def test_put_off_once_with_a_letter_that_names_the_day(town: Town, claim: Claim):
    with on("04-01"):
        postpone(claim, date(2027, 5, 10), reason=WHY, by=town.actor("assessor"))
        letter = Letter.objects.get(cause_id=claim.pk)
        with pytest.raises(Refused) as refused:
            postpone(claim, date(2027, 5, 20), reason=WHY, by=town.actor("officer"))
    assert (claim.due_on, claim.delays.get().due_before) == (date(2027, 5, 10), date(2027, 4, 12))
    assert (letter.kind, letter.objection_until) == ("claim_postponed", None)
    assert "10 mei 2027" in letter.subject.replace("\N{NO-BREAK SPACE}", " ")
    assert refused.value.code == "postponed_before"


@pytest.mark.parametrize("until", [date(2027, 4, 12), date(2027, 6, 8)])
def test_to_a_later_day_and_at_most_eight_weeks_later(town: Town, claim: Claim, until: date):
    with on("04-01"), pytest.raises(Invalid) as invalid:
        postpone(claim, until, reason=WHY, by=town.actor("assessor"))
    assert [(each.location, each.code) for each in invalid.value.faults] == [("#/until", "out_of_range")]


def test_a_reason_is_needed_and_the_right_role(town: Town, claim: Claim):
    with on("04-01"), pytest.raises(Invalid):
        postpone(claim, date(2027, 5, 10), reason=" ", by=town.actor("assessor"))
    with pytest.raises(Forbidden):
        postpone(claim, date(2027, 5, 10), reason=WHY, by=town.actor("finance"))


def test_the_payment_of_a_delivery_cannot_be_put_off(town: Town):
    with on("03-01"), pytest.raises(Refused) as refused:
        postpone(cast.claim(town), date(2027, 4, 10), reason=WHY, by=town.actor("assessor"))
    assert refused.value.code == "no_postponement"


def test_while_a_question_is_open_the_time_stands_still(town: Town, claim: Claim):
    with on("03-11"):
        decide(claim, Verdict("return", "Welke bus?"), by=town.actor("assessor"))
    with on("03-21"):
        claims.submit(claim, by=town.actor("coordinator"))
    delay = claim.delays.get()
    assert (delay.kind, delay.since, delay.until) == ("suspended", date(2027, 3, 11), date(2027, 3, 21))
    assert claim.due_on == date(2027, 4, 22), "ten days later"
    with on("03-22"):
        decide(claim, Verdict("return", "En de bon?"), by=town.actor("assessor"))
    with on("03-25"):
        claims.submit(claim, by=town.actor("coordinator"))
    assert claim.due_on == date(2027, 4, 25)


def test_a_program_asks_for_what_is_due_first(town: Town, claim: Claim):
    with on("03-01"):
        later = cast.claim(town)
    with on("03-02"):
        api = Api(town, "assessor")
        rows = {way: api.get("claims", {"ordering": way}).json()["results"] for way in ("dueOn", "-dueOn")}
        assert api.get("claims", {"ordering": "claimed"}).status_code == 400
    assert [row["id"] for row in rows["dueOn"]] == [str(later.pk), str(claim.pk)]
    assert rows["-dueOn"] == rows["dueOn"][::-1]


def test_on_the_page_of_the_claim(town: Town, claim: Claim):
    with on("04-01"):
        assessor = Visitor(town, "assessor")
        page = assessor.open(f"/municipality/claims/{claim.pk}")
        after = assessor.press(page, "Uitstellen en de school schrijven", until="2027-05-10", reason=WHY)
        assert "10 mei 2027" in after.text and WHY in after.text and "Later beslissen" not in after.text
        claim.refresh_from_db()
        assert claim.due_on == date(2027, 5, 10)
        assert assessor.open(f"/municipality/claims/{claim.pk}").status == 200
