"""The plan of Putten (2023) wholly through the API: themes, measures and their cost, and where it contradicts itself.

DOMAIN § 7 rows 19, 20, 23, 24 and 25. The plan is for two years; its money may be spent until 31 July 2025.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.api.client import Api, problem
from tests.cast import Town

THEMES = (
    ("Inzet op preventie", "problemen bij kinderen tijdig signaleren; weerbaarheid en cohesie in de klas vergroten"),
    ("Laagdrempelige ondersteuning op/via school", "problemen tijdig signaleren; achterstand en zorg voorkomen"),
    ("Bevorderen van doorgaande lijn 0-7 jaar", "goede overgang van VVE naar PO"),
    ("Stimuleren van samenwerking onderwijs en jeugdhulp", "gezamenlijke visie, uitgangspunten, structuur en agenda"),
)
LINES = (
    ("Inzet op preventie", 1, "fixed_offers", "48000.00"),
    ("Laagdrempelige ondersteuning op/via scholen", 2, "fixed_offers", "60000.00"),
    ("Bevorderen doorgaande lijn 0-7 jaar", 3, "reserve", "20000.00"),
    ("Stimuleren van samenwerking onderwijs en jeugdhulp", 4, "staff", "100000.00"),
    ("Communicatie", None, "communication", "4000.00"),
    ("Bestemming resterend budget", None, "reserve", "90000.00"),
)
MEASURES: tuple[dict[str, Any], ...] = (
    {"theme": 1, "name": "Sociale kaart en routekaart", "lead": "gemeente", "ready": "2023-Q2",
     "cost": "1000.00", "per": "once"},
    {"theme": 1, "name": "Weerbaarheidstrainingen", "lead": "welzijn", "start": "2023-Q3",
     "unit": "training", "unitsPerYear": 2, "unitCost": "5000.00"},
    {"theme": 1, "name": "Training en themabijeenkomsten voor docenten en IB-ers", "lead": "gemeente",
     "start": "2023-Q2", "unitsPerYear": 2, "cost": "3000.00", "per": "year"},
    {"theme": 1, "name": "Activiteiten voor kinderen in de wijk", "lead": "welzijn", "start": "2023-Q3",
     "cost": "10000.00", "per": "year"},
    {"theme": 2, "name": "Inloopspreekuren op alle PO- en VO-scholen", "lead": "gemeente", "start": "2023-Q3",
     "unit": "hour", "unitsPerSchoolPerMonth": 2, "schools": 15, "cost": "2600.00", "per": "month"},
    {"theme": 3, "name": "Zicht houden op kinderen onder 4 jaar", "lead": "VVE-werkgroep", "start": "2023-Q2",
     "cost": "20000.00", "per": "once"},
    {"theme": 4, "name": "Visie en samenwerkingsagenda", "lead": "gemeente", "ready": "2023-Q3",
     "cost": "45000.00", "per": "year", "costMin": "40000.00", "otherCostPerYear": "5000.00"},
)  # fmt: skip
WALK_IN = 4
HOURS = {"unit": "hour", "units": 2, "per": "week", "sites": 15, "weeks": 40, "years": 1}
CODES = ("basis_quantity", "basis_rate", "basis_period", "bottom_up_above_line")


def _made(officer: Api, path: str, body: Any) -> Any:
    answer = officer.post(path, body)
    assert answer.status_code == 201, answer.content
    return answer.json()


class Putten:
    """Everything of the plan, in the town that runs the tests."""

    def __init__(self, town: Town) -> None:
        self.officer, self.programme = Api(town, "officer"), str(town.programme.pk)
        terms = {"count": 24, "first": "2021-12", "firstHolds": 5}
        self.grant = _made(self.officer, "grants", {
            "regulation": "NPO", "amount": "322000.00", "spendUntil": "2025-07-31", "instalments": terms})  # fmt: skip
        self.themes = {
            number: _made(self.officer, "themes", {
                "programme": self.programme, "name": name, "intendedResult": result, "position": number + 2})
            for number, (name, result) in enumerate(THEMES, start=1)
        }  # fmt: skip
        self.measures = [
            _made(self.officer, "measures", self._of_theme(said) | {"programme": self.programme}) for said in MEASURES
        ]

    def _of_theme(self, said: dict[str, Any]) -> dict[str, Any]:
        return said | {"theme": self.themes[said["theme"]]["id"] if said["theme"] else None}

    def plan(self, **more: Any) -> Any:
        """A version with the lines of Putten, for two years; the text of the second line computes it from hours."""
        lines = [
            self._of_theme({"name": name, "theme": theme, "kind": kind, "amount": amount, "grant": self.grant["id"]})
            | ({"basis": HOURS} if theme == 2 else {})
            for name, theme, kind, amount in LINES
        ]
        period = {"startsOn": "2023-04-01", "endsOn": "2025-03-31"}
        return _made(self.officer, "budget-plans", {"programme": self.programme, "lines": lines} | period | more)

    def again(self, plan: Any) -> Any:
        """The same version as it is now."""
        return self.officer.get(f"budget-plans/{plan['id']}").json()


@pytest.fixture
def putten(town: Town) -> Putten:
    return Putten(town)


def test_four_themes_and_seven_measures_with_their_lead_and_quarter(putten: Putten):
    rows = putten.officer.get("measures", {"programme": putten.programme}).json()["results"]
    assert [row["name"] for row in rows] == [said["name"] for said in MEASURES]
    assert len({row["theme"]["name"] for row in rows}) == 4 and {row["phase"] for row in rows} == {"prepare"}
    assert [(row["lead"], row["start"] or row["ready"]) for row in rows] == [
        (said["lead"], said.get("start") or said["ready"]) for said in MEASURES
    ]
    plan = putten.plan()
    assert (plan["total"], plan["difference"], plan["startsOn"], plan["endsOn"]) == (
        "322000.00", "0.00", "2023-04-01", "2025-03-31")  # fmt: skip


def test_missing_lead_and_planning_are_reported_not_refused(putten: Putten):
    first = putten.measures[0]
    tag = putten.officer.get(f"measures/{first['id']}").headers["ETag"]
    changed = putten.officer.patch(f"measures/{first['id']}", {"lead": "", "ready": ""}, if_match=tag)
    assert changed.status_code == 200
    plan = putten.plan()
    said = {each["code"]: each["detail"] for each in plan["findings"]}
    assert set(said) - set(CODES) == {"measure_without_lead", "measure_without_planning"}
    assert "“Sociale kaart en routekaart” has no lead" in said["measure_without_lead"]
    assert putten.officer.post(f"budget-plans/{plan['id']}/adoptions").json()["status"] == "adopted"


def test_what_the_measures_cost_beside_what_the_lines_hold(putten: Putten):
    plan = putten.plan()
    one, two, three, four = plan["bottomUp"]
    assert (one["theme"]["name"], one["planned"]) == ("Inzet op preventie", "48000.00")
    assert (one["least"], one["most"], one["difference"]) == ("47000.00", "47000.00", "1000.00")
    assert two["perYear"] == {"least": "31200.00", "most": "31200.00"} and two["difference"] == "-2400.00"
    assert (three["most"], three["difference"]) == ("20000.00", "0.00")
    assert (four["least"], four["most"], four["difference"]) == ("90000.00", "100000.00", "0.00")
    assert [line["bottomUp"]["most"] for line in plan["lines"]] == [
        "47000.00", "62400.00", "20000.00", "100000.00", "0.00", "0.00"]  # fmt: skip


def test_the_plan_contradicts_itself_and_that_is_flagged(putten: Putten):
    plan = putten.plan()
    assert plan["lines"][1]["basis"] | {"units": 2} == HOURS | {"rate": None}
    assert [each["code"] for each in plan["findings"]] == list(CODES)
    said = {each["code"]: each["detail"].replace("\N{NO-BREAK SPACE}", " ") for each in plan["findings"]}
    by_text, by_measures = "2 hours per week × 15 sites × 40 weeks", "2 hours per month × 15 sites"
    for words in ("1,200 hours", by_text, "360 hours", by_measures):
        assert words in said["basis_quantity"]
    assert "€ 50.00 per hour" in said["basis_rate"] and "€ 83.33" in said["basis_rate"]
    assert "1 year" in said["basis_period"] and "2 years" in said["basis_period"]
    hours = putten.measures[WALK_IN]
    assert Decimal(hours["unitsInYear"]) == 360 and hours["costPerYear"]["most"] == "31200.00"


def test_from_trial_to_what_lasts(putten: Putten):
    """Row 25: prepared in the first quarter, tried out from the second, in full for a school year, then lasting."""
    quarters = [("prepare", "2023-Q1", "2023-Q1"), ("trial", "2023-Q2", "2023-Q3"), ("full", "2023-Q3", "2024-Q3"),
                ("lasting", "2024-Q4", "2025-Q3")]  # fmt: skip
    planning = [{"phase": phase, "from": first, "until": last} for phase, first, last in quarters]
    path = f"measures/{putten.measures[WALK_IN]['id']}"
    tag = putten.officer.get(path).headers["ETag"]
    changed = putten.officer.patch(path, {"planning": planning, "because": "Besluit college"}, if_match=tag).json()
    assert changed["planning"] == planning
    problem(putten.officer.post(f"{path}/phases", {"phase": "lasting"}), 409, "wrong_state")
    _made(putten.officer, f"{path}/phases", {"phase": "trial"})
    problem(putten.officer.post(f"{path}/phases", {"phase": "full"}), 409, "no_result_indicator")
    _made(putten.officer, "indicators", {
        "programme": putten.programme, "measure": putten.measures[WALK_IN]["id"], "kind": "result",
        "name": "Ouders die verder konden", "unit": "ouders", "target": "100.00", "source": "Telling per spreekuur",
        "atMost": False, "every": "quarter", "startsOn": "2026-01-01", "hidesSmall": False})  # fmt: skip
    for phase in ("full", "lasting"):
        moved = _made(putten.officer, f"{path}/phases", {"phase": phase})
        assert moved["phase"] == phase
    lasting = putten.officer.get("measures", {"phase": "lasting"}).json()["results"]
    assert [row["name"] for row in lasting] == [MEASURES[WALK_IN]["name"]]


def test_a_measure_that_stops_says_why_and_leaves_the_sum(putten: Putten):
    plan, path = putten.plan(), f"measures/{putten.measures[WALK_IN]['id']}/phases"
    body = problem(putten.officer.post(path, {"phase": "stopped"}), 400)
    assert body["errors"][0]["location"] == "#/reason"
    _made(putten.officer, path, {"phase": "stopped", "reason": "Scholen regelen dit zelf"})
    after = putten.again(plan)
    assert after["bottomUp"][1]["most"] == "0.00"
    assert [each["code"] for each in after["findings"]] == ["basis_period"]


def test_a_new_version_says_why(putten: Putten):
    """Row 19: plans change after insight; every version is kept, with the reason."""
    first = putten.plan()
    second = putten.plan(reason="Na de eerste proef")
    assert (first["version"], second["version"], second["reason"]) == (1, 2, "Na de eerste proef")
    assert putten.again(first)["lines"][1]["basis"] == second["lines"][1]["basis"]


def test_a_yearly_report_for_boards_and_directors(putten: Putten, town: Town):
    """Row 25: monitored from 2023 to 2025, with a report every year."""
    plan = putten.plan()
    putten.officer.post(f"budget-plans/{plan['id']}/adoptions")
    _made(putten.officer, f"measures/{putten.measures[WALK_IN]['id']}/phases", {"phase": "trial"})
    year = datetime.now(UTC).year
    report = Api(town, "controller").get(f"budget-plans/{plan['id']}/progress", {"year": str(year)}).json()
    assert (report["year"], report["planned"], report["spent"]) == (year, "322000.00", "0.00")
    support = report["themes"][1]
    assert (support["theme"]["name"], support["planned"]) == (THEMES[1][0], "60000.00")
    assert [(each["lead"], each["phase"]) for each in support["measures"]] == [("gemeente", "trial")]
    assert [each["code"] for each in report["findings"]] == list(CODES)
    problem(Api(town, "controller").get(f"budget-plans/{plan['id']}/progress", {"year": "then"}), 400)
