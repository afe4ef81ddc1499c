"""The plan of Putten (2023) through the API: its grant, terms and lines, to the cent (DOMAIN § 7 rows 21 and 22)."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

from tests import cast
from tests.api.client import Api, problem
from tests.cast import Town

LINES = (
    ("Inzet op preventie", "fixed_offers", "48000.00"),
    ("Laagdrempelige ondersteuning op/via scholen", "fixed_offers", "60000.00"),
    ("Bevorderen doorgaande lijn 0-7 jaar", "reserve", "20000.00"),
    ("Stimuleren van samenwerking onderwijs en jeugdhulp", "staff", "100000.00"),
    ("Communicatie", "communication", "4000.00"),
)
REST = ("Bestemming resterend budget", "reserve", "90000.00")


def _grant(officer: Api) -> dict[str, Any]:
    answer = officer.post("grants", {
        "regulation": "NPO", "amount": "322000.00", "spendUntil": "2025-07-31",
        "instalments": {"count": 24, "first": "2021-12", "firstHolds": 5},
    })  # fmt: skip
    assert answer.status_code == 201, answer.content
    made: dict[str, Any] = answer.json()
    return made


def _plan(officer: Api, town: Town, grant: str, *lines: tuple[str, str, str]) -> dict[str, Any]:
    rows = [{"name": name, "kind": kind, "amount": amount, "grant": grant} for name, kind, amount in lines]
    answer = officer.post("budget-plans", {"programme": str(town.programme.pk), "lines": rows})
    assert answer.status_code == 201, answer.content
    made: dict[str, Any] = answer.json()
    return made


def test_the_grant_comes_in_24_terms_of_which_the_first_payment_holds_five(town: Town):
    officer = Api(town, "officer")
    grant = _grant(officer)
    assert (grant["received"], grant["spent"]) == ("0.00", "0.00")
    terms = officer.get(f"grants/{grant['id']}/instalments").json()["results"]
    assert Counter(term["amount"] for term in terms) == {"13416.67": 16, "13416.66": 8}
    payments: dict[str, Decimal] = {}
    for term in terms:
        payments[term["month"]] = payments.get(term["month"], Decimal(0)) + Decimal(term["amount"])
    assert (len(payments), payments["2021-12"]) == (20, Decimal("67083.35"))
    assert sum(payments.values()) - payments["2021-12"] == Decimal("254916.65") and max(payments) == "2023-07"
    for month in ("2021-12", "2022-01"):
        answer = officer.post(f"grants/{grant['id']}/receipts", {"month": month, "receivedOn": f"{month}-20"})
    assert answer.json()["received"] == "80500.02"


def test_the_lines_equal_the_grant_and_one_line_changes_only_against_another(town: Town):
    officer, grant = Api(town, "officer"), ""
    grant = _grant(officer)["id"]
    short = _plan(officer, town, grant, *LINES)
    assert (short["total"], short["difference"]) == ("232000.00", "-90000.00")
    assert [finding["code"] for finding in short["findings"]] == ["plan_unbalanced"]
    problem(officer.post(f"budget-plans/{short['id']}/adoptions"), 409, "plan_unbalanced")

    whole = _plan(officer, town, grant, *LINES, REST)
    assert (whole["version"], whole["total"], whole["difference"], whole["findings"]) == (2, "322000.00", "0.00", [])
    adopted = officer.post(f"budget-plans/{whole['id']}/adoptions").json()
    assert adopted["status"] == "adopted"

    to = {"to": "communicatie", "amount": "1000.00", "reason": "Een folder voor ouders"}
    moved = officer.post(f"budget-plans/{whole['id']}/moves", {"from": "bestemming-resterend-budget"} | to).json()
    amounts = {line["code"]: line["amount"] for line in moved["lines"]}
    assert (amounts["communicatie"], amounts["bestemming-resterend-budget"]) == ("5000.00", "89000.00")
    assert moved["total"] == "322000.00"
    nowhere = officer.post(f"budget-plans/{whole['id']}/moves", {"from": "elders"} | to)
    assert problem(nowhere, 400)["errors"][0]["location"] == "#/from"


def test_finance_confirms_what_an_officer_moves_above_the_threshold(town: Town):
    officer, finance = Api(town, "officer"), Api(town, "finance")
    plan = _plan(officer, town, _grant(officer)["id"], *LINES, REST)
    officer.post(f"budget-plans/{plan['id']}/adoptions")
    big = {"from": "bestemming-resterend-budget", "to": "communicatie", "amount": "20000.00", "reason": "Campagne"}
    assert officer.post(f"budget-plans/{plan['id']}/moves", big).status_code == 201
    waiting = finance.get("budget-moves").json()["results"][0]
    assert (waiting["status"], waiting["from"], waiting["to"]) == ("proposed", big["from"], big["to"])
    problem(officer.post(f"budget-moves/{waiting['id']}/confirmations", If_Match="*"), 409, "four_eyes")
    assert finance.post(f"budget-moves/{waiting['id']}/confirmations", If_Match="*").json()["status"] == "effected"
    lines = {line["code"]: line["amount"] for line in officer.get(f"budget-plans/{plan['id']}").json()["lines"]}
    assert lines["communicatie"] == "24000.00"


def test_a_line_of_a_new_version_changes_only_against_what_is_left(town: Town):
    """Row 22: one more euro for a line is one less for “resterend”, in a new version too."""
    officer = Api(town, "officer")
    grant = _grant(officer)["id"]
    officer.post(f"budget-plans/{_plan(officer, town, grant, *LINES, REST)['id']}/adoptions")
    more = ("Inzet op preventie", "fixed_offers", "50000.00")
    edited = _plan(officer, town, grant, more, *LINES[1:], REST)
    assert edited["difference"] == "2000.00"
    refused = problem(officer.post(f"budget-plans/{edited['id']}/adoptions"), 409, "plan_unbalanced")
    assert "2,000.00" in refused["detail"]
    balanced = _plan(officer, town, grant, more, *LINES[1:], (REST[0], REST[1], "88000.00"))
    assert officer.post(f"budget-plans/{balanced['id']}/adoptions").json()["difference"] == "0.00"


def test_a_small_amount_waits_for_the_consent_of_the_lea(town: Town):
    """Row 17: € 1,400 only “na instemming in het LEA”; the plan is discussed there, and the minutes are recorded."""
    officer, school = Api(town, "officer"), Api(town, "coordinator")
    still_open = {"regulation": "LOKAAL", "amount": "322000.00", "spendUntil": "2027-07-31"}
    grant = officer.post("grants", still_open).json()["id"]
    rows = [
        {"name": "Scholing", "kind": "fixed_offers", "amount": "1400.00", "grant": grant, "consentOf": "LEA"},
        {"name": "Keuzebudget", "kind": "choice", "amount": "13000.00", "grant": grant},
        {"name": REST[0], "kind": REST[1], "amount": "307600.00", "grant": grant},
    ]
    plan = officer.post("budget-plans", {"programme": str(town.programme.pk), "lines": rows}).json()
    assert officer.post(f"budget-plans/{plan['id']}/adoptions").status_code == 201
    wish = {"offer": str(cast.offer(town, kind="fixed").pk), "units": 2, "pupils": 25}
    assert "LEA" in problem(school.post("bookings", wish), 409, "consent_first")["detail"]
    consent = {"line": "scholing", "on": "2026-11-12", "words": "Verslag LEA 12 november, punt 4"}
    agreed = officer.post(f"budget-plans/{plan['id']}/consents", consent).json()
    assert agreed["lines"][0]["consentOn"] == "2026-11-12"
    booked = school.post("bookings", wish)
    assert booked.status_code == 201, booked.content
    again = officer.post(f"budget-plans/{plan['id']}/consents", consent)
    problem(again, 409, "wrong_state")
