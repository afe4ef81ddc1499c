"""What the municipality and providers send about the review of offers: the operations of that part of the API."""

from __future__ import annotations

from typing import Any

from catalogue.offers import actions as offers
from portal.needs import actions as needs
from portal.needs.models import Panel
from tests import cast
from tests.api.operation import Operation, Path, below
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


def _new_panel(town: Town) -> dict[str, Any]:
    _submitted(town)
    seats = [{"party": "PO", "school": str(town.kring.pk), "board": None}, {"party": "SWV"}]
    return {"programme": str(town.programme.pk), "name": "Ontwikkelgroep", "seats": seats}


def _panel(noun: str, *, ranked: bool = False) -> Path:
    """A panel with one seat from outside, which ranked or did not."""

    def at(town: Town) -> str:
        panel = _one_panel(town)
        if ranked:
            ranking = [needs.Ranked(panel.offers.latest("created_at").pk, "Nodig")]
            needs.rank(panel.seats.get(), ranking, by=town.actor("officer"))
        return f"panels/{panel.pk}/{noun}"

    return at


def _one_panel(town: Town) -> Panel:
    """The same panel, whether it is asked for its address or for its body first."""
    if there := Panel.objects.filter(programme=town.programme).first():
        return there
    _submitted(town)
    return needs.start(town.programme, name="Ontwikkelgroep", parties=[needs.Party("SWV")], by=town.actor("officer"))


def _ranking(town: Town) -> dict[str, Any]:
    panel = _one_panel(town)
    return {
        "seat": str(panel.seats.get().pk),
        "ranking": [{"offer": str(panel.offers.latest("created_at").pk), "reason": "Nodig"}],
    }


OPERATIONS: dict[str, Operation] = {
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
    "post /programmes/{id}/panel-terms": Operation(
        "officer", lambda t: f"programmes/{t.programme.pk}/panel-terms", lambda t: {"panelFirst": True}
    ),
    "post /panels": Operation("officer", lambda t: "panels", _new_panel, ("programme",)),
    "post /panels/{id}/rankings": Operation("officer", _panel("rankings"), _ranking),
    "post /panels/{id}/closings": Operation("officer", _panel("closings", ranked=True), lambda t: {"most": 1}),
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
