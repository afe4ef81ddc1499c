"""What the municipality and providers send about the review of offers: the operations of that part of the API."""

from __future__ import annotations

from typing import Any

from catalogue.offers import actions as offers
from tests import cast
from tests.api.operation import Operation, below
from tests.cast import Town
from tests.catalogue.offers.test_renew import next_year


def _submitted(town: Town, **said: Any) -> Any:
    return offers.submit(cast.offer(town, publish=False, **said), by=town.actor("librarian"))


def _doubtful(town: Town) -> Any:
    """A submitted offer with a case that the accountant is asked about, and one that the officer added."""
    made = _submitted(town, cases=["transport"])
    return offers.add_case(made, case="vouchers", words="In de tekst", by=town.actor("officer"))


def _eligibility(town: Town) -> dict[str, Any]:
    return {
        "case": "fibre", "name": "Glasvezel", "nameEn": "Fibre", "regulation": "LOKAAL", "goal": "talent",
        "verdict": "ask", "explanation": "", "explanationEn": "", "source": "Collegebesluit", "validFrom": "2026-11-01",
        "validUntil": None,
    }  # fmt: skip


REVIEWS: dict[str, Operation] = {
    "post /offers/{id}/reviews": Operation(
        "officer",
        below("offers", _submitted, "reviews"),
        lambda t: {"verdict": "return", "reason": "Zie", "remarks": [{"field": "yearGroups", "words": "Welke?"}]},
    ),
    "post /offers/{id}/renewals": Operation(
        "librarian",
        below("offers", cast.offer, "renewals"),
        lambda town: {"programme": str(next_year(town).pk), "goal": "talent"},
        ("programme",),
    ),
    "post /offers/{id}/renewal-wishes": Operation(
        "coordinator",
        below("offers", lambda town: cast.booking(town, status="accepted").offer, "renewal-wishes"),
        lambda town: {"school": str(town.kring.pk)},
        ("school",),
    ),
    "post /offer-reviews": Operation("officer", lambda t: "offer-reviews", lambda t: []),
    "post /offers/{id}/case-additions": Operation(
        "officer", below("offers", _doubtful, "case-additions"), lambda t: {"case": "fibre", "words": "In de tekst"}
    ),
    "post /offers/{id}/case-removals": Operation(
        "officer", below("offers", _doubtful, "case-removals"), lambda t: {"case": "vouchers"}
    ),
    "post /offers/{id}/accountant-answers": Operation(
        "officer",
        below("offers", _doubtful, "accountant-answers"),
        lambda t: {"case": "transport", "verdict": "yes", "words": "Mag", "answeredOn": "2026-11-20"},
    ),
    "post /eligibility-rules": Operation("officer", lambda t: "eligibility-rules", _eligibility, ("regulation",)),
}
