"""The officer writes down what came by post, and a colleague decides."""

from __future__ import annotations

from django.utils import timezone

from portal.claims.models import Claim
from portal.objections.models import Objection
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.objections.objecting import GROUNDS, lowered, objected


def test_written_down_on_the_page_of_the_claim_and_upheld_by_a_colleague(town: Town):
    claim = lowered(town)
    officer, colleague = Visitor(town, "assessor"), Visitor(town, "assessor2")
    page = officer.open(f"/municipality/claims/{claim.pk}")
    today = timezone.localdate().isoformat()
    after = officer.press(page, "Leg dit vast", received_on=today, grounds=GROUNDS)
    made = Objection.objects.get()
    assert GROUNDS in after.text and "op tijd" in after.text
    assert "Een collega bekijkt" in after.text, "who decided does not decide again"
    page = colleague.open(f"/municipality/objections/{made.pk}")
    amount = f"amount-{claim.lines.get().pk}"
    wrong = colleague.press(page, "Gegrond: deze bedragen", **{amount: "299", "reason": "Klopt"})
    assert wrong.status == 400 and "kies een bedrag van" in wrong.text
    done = colleague.press(wrong, "Gegrond: deze bedragen", **{amount: "400", "reason": "Klopt"})
    assert "€ 100,00 meer" in done.text
    assert Claim.objects.get(adds_to=claim).status == "approved"


def test_the_list_costs_the_same_for_one_and_for_two(town: Town):
    officer, costs = Visitor(town, "officer"), []
    for _round in range(2):
        objected(town)
        costs.append(officer.statements(lambda: officer.open("/municipality/objections")))
    assert costs[0] == costs[1]
