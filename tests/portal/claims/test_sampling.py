"""What is looked at in full: by risk, in words, and a share drawn by a seed that anybody can draw again."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest
from django.utils import timezone

from catalogue.organisations.models import Provider
from catalogue.programmes.models import LegalFact
from portal.claims.deciding_many import decide_many
from portal.claims.decisions import Verdict
from portal.claims.models import Claim
from portal.claims.sampling import drawn, sample_of, samples
from tests import cast
from tests.api.client import Api
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.claims.declaring import declared

YES = Verdict("approve")


def nothing_at_random(share: str = "0") -> None:
    """So that the rules of risk alone decide; or `share` percent."""
    LegalFact.objects.filter(code="sampling.random.percent").update(value=share)


@pytest.fixture
def known(town: Town) -> Town:
    """The library had a claim approved before, and nothing is drawn."""
    nothing_at_random()
    cast.approved(town)
    return town


def test_the_first_claim_of_a_provider_is_looked_at_and_the_next_need_not_be(town: Town):
    nothing_at_random()
    first = cast.claim(town)
    assert (sample_of(first).full, sample_of(first).reasons) == (True, ("de eerste declaratie van deze aanbieder",))
    cast.approved(town, first)
    assert sample_of(cast.claim(town)).full is False


def test_a_bank_account_that_changed_lately_is_a_reason(known: Town):
    Provider.objects.filter(pk=known.library.pk).update(iban_changed_at=timezone.now())
    sample = sample_of(Claim.objects.get(pk=cast.claim(known).pk))
    assert sample.full and sample.reasons == ("het rekeningnummer is kort geleden gewijzigd",)


def test_smaller_risks_are_added_up(known: Town):
    small, large = declared(known), declared(known)
    large.claimed = Decimal("1000.00")
    assert (sample_of(small).full, sample_of(small).points) == (False, 30)
    assert (sample_of(large).full, sample_of(large).points) == (True, 60)


@pytest.mark.slow
def test_the_draw_is_the_same_for_everybody_and_another_for_another_seed(known: Town):
    claim = Claim(pk=UUID(int=7), programme=known.programme)
    assert drawn(claim, "2026") == drawn(claim, "2026")
    rows = [Claim(pk=UUID(int=number), programme=known.programme) for number in range(2000)]
    share = sum(drawn(row, "2026") < 10 for row in rows) / len(rows)
    assert 0.08 < share < 0.12
    assert [drawn(row, "2026") for row in rows] != [drawn(row, "2027") for row in rows]


def test_what_is_drawn_says_so(known: Town):
    nothing_at_random("100")
    assert sample_of(cast.claim(known)).reasons == ("door loting",)


def test_many_claims_cost_as_much_as_one(known: Town, django_assert_num_queries):
    rows = [cast.claim(known) for _ in range(3)]
    for some in (rows[:1], rows):
        with django_assert_num_queries(3):
            assert len(samples(some)) == len(some)


def test_what_is_not_in_the_sample_is_approved_together_each_with_its_own_result(known: Town):
    good, own, sampled = cast.claim(known), cast.claim(known), declared(known)
    Claim.objects.filter(pk=own.pk).update(submitted_by=known.actor("assessor").person)
    LegalFact.objects.filter(code="sampling.own_costs.points").update(value="50")
    results = decide_many([good.pk, own.pk, sampled.pk, UUID(int=1)], YES, by=known.actor("assessor"))
    assert [bool(each.refused) for each in results] == [False, True, True, True]
    assert "Bekijk deze apart" in results[2].refused
    assert set(Claim.objects.filter(status="approved").values_list("pk", flat=True)) >= {good.pk}
    assert Claim.objects.get(pk=sampled.pk).status == "submitted"


def test_a_list_of_decisions_by_the_api_approves_nothing_of_the_sample_either(known: Town):
    """One rule for the page and the program; returning, and deciding on it by itself, go on as ever."""
    good, sampled, back = cast.claim(known), declared(known), declared(known)
    LegalFact.objects.filter(code="sampling.own_costs.points").update(value="50")
    rows = [{"claim": str(each.pk), "verdict": "approve"} for each in (good, sampled)]
    rows.append({"claim": str(back.pk), "verdict": "return", "reason": "Welke bon?"})
    api = Api(known, "assessor")
    results = api.post("claim-decisions", rows).json()["results"]
    assert [row["status"] for row in results] == [200, 409, 200]
    why = results[1]["problem"]
    assert why["code"] == "in_sample" and "Look at this one by itself" in why["detail"]
    alone = api.post(f"claims/{sampled.pk}/decisions", {"verdict": "approve"}, If_Match="*")
    assert alone.json()["status"] == "approved", alone.content


def test_on_the_page_the_ticked_are_approved_and_the_sample_says_why(known: Town):
    good, sampled = cast.claim(known), declared(known)
    LegalFact.objects.filter(code="sampling.own_costs.points").update(value="50")
    visitor = Visitor(known, "assessor")
    page = visitor.open("/municipality/claims", status="submitted", tick="all")
    assert "eigen kosten van een school" in page.text
    done = visitor.press(page, "Keur goed wat is aangevinkt")
    assert "1 declaratie goedgekeurd" in done.text
    assert {Claim.objects.get(pk=pk).status for pk in (good.pk, sampled.pk)} == {"approved", "submitted"}
    page = visitor.open("/municipality/claims", status="submitted")
    wrong = visitor.press(page, "Keur goed wat is aangevinkt")
    assert wrong.status == 400 and "Vink ten minste één declaratie aan" in wrong.text
    nothing = visitor.press(page, "Keur goed wat is aangevinkt", claims=[str(sampled.pk)])
    assert "Bekijk deze apart" in nothing.text
