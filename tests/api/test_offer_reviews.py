"""Reviews over the API: one, many, with remarks; versions; what may be paid and what the accountant said."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import timezone

from catalogue.offers import actions as offers
from catalogue.offers.models import Offer
from tests import cast
from tests.api.client import Api, places, problem
from tests.cast import Town
from tests.catalogue.offers.test_renew import next_year


def _submitted(town: Town, **said: Any) -> Offer:
    return offers.submit(cast.offer(town, publish=False, **said), by=town.actor("librarian"))


def test_a_return_with_remarks_is_read_by_the_provider_with_the_version(town: Town) -> None:
    made = _submitted(town)
    remarks = [{"field": "yearGroups", "words": "Ook groep 7?"}, {"field": "price", "words": "Waarom zo duur?"}]
    answer = Api(town, "officer").post(
        f"offers/{made.pk}/reviews", {"verdict": "return", "reason": "Bijna goed.", "remarks": remarks}
    )
    assert (answer.status_code, answer.json()["status"]) == (201, "returned")
    version = Api(town, "librarian").get(f"offers/{made.pk}/revisions/1").json()
    assert [{"field": each["field"], "words": each["words"]} for each in version["remarks"]] == remarks


def test_a_remark_about_nothing_is_named(town: Town) -> None:
    path = f"offers/{_submitted(town).pk}/reviews"
    remarks = [{"field": "number", "words": "?"}, {"field": "title", "words": ""}]
    found = problem(Api(town, "officer").post(path, {"verdict": "return", "remarks": remarks}), 400)
    assert places(found) == {"#/remarks/0/field", "#/remarks/1/words"}
    assert places(problem(Api(town, "officer").post(path, {"verdict": "return"}), 400)) == {"#/reason"}


def test_many_reviews_have_a_result_each_and_none_stops_another(town: Town) -> None:
    good, doubtful, returned = _submitted(town), _submitted(town, cases=["transport"]), _submitted(town)
    strange = str(town.board.pk)
    rows = [
        {"offer": strange, "verdict": "publish"},
        {"offer": str(doubtful.pk), "verdict": "publish"},
        {"offer": str(good.pk), "verdict": "publish", "ifMatch": f'"{good.version}"'},
        {"offer": str(returned.pk), "verdict": "return", "remarks": [{"field": "title", "words": "Korter"}]},
        {"offer": str(good.pk), "verdict": "publish", "ifMatch": '"1"'},
        {"offer": str(returned.pk), "verdict": "applaud"},
    ]
    results = Api(town, "officer").post("offer-reviews", rows).json()["results"]
    assert [each["status"] for each in results] == [404, 409, 200, 200, 412, 400]
    assert [each["offer"] for each in results] == [each["offer"] for each in rows]
    assert results[1]["problem"]["code"] == "accountant_first"
    assert (results[2]["result"]["status"], results[3]["result"]["status"]) == ("published", "returned")


def test_both_versions_stay_visible_to_provider_and_officer_and_to_nobody_else(town: Town) -> None:
    made = cast.offer(town)
    offers.edit(made, price=Decimal("140.00"), by=town.actor("librarian"))
    path = f"offers/{made.pk}/revisions"
    assert [each["revision"] for each in Api(town, "officer").get(path).json()["results"]] == [1]
    problem(Api(town, "officer").get(f"{path}/2"), 404)
    offers.submit(made, by=town.actor("librarian"))
    for who in ("librarian", "officer", "controller"):
        rows = Api(town, who).get(path).json()["results"]
        assert [(each["revision"], each["price"], each["current"]) for each in rows] == [
            (2, "140.00", False),
            (1, "125.00", True),
        ]
        (change,) = Api(town, who).get(f"{path}/2", Accept_Language="nl").json()["differences"]
        assert (change["field"], change["before"][-6:], change["after"][-6:]) == ("price", "125,00", "140,00")
        assert [piece["kind"] for piece in change["pieces"]] == ["old", "new"]
    for who in ("musician", "coordinator"):
        problem(Api(town, who).get(path), 404)
        problem(Api(town, who).get(f"{path}/1"), 404)


def test_what_may_not_be_paid_is_refused_with_its_source(town: Town) -> None:
    made = cast.offer(town, publish=False, cases=["theme_park"])
    found = problem(Api(town, "librarian").post(f"offers/{made.pk}/submissions"), 409, "not_eligible")
    assert "Verslag kenniskring Zuid en OCW" in found["detail"]


def test_the_answer_of_the_accountant(town: Town) -> None:
    made, officer = _submitted(town, cases=["transport"]), Api(town, "officer")
    problem(officer.post(f"offers/{made.pk}/reviews", {"verdict": "publish"}), 409, "accountant_first")
    answer = {"case": "transport", "verdict": "yes", "words": "Mag, voor deze groep."}
    assert officer.post(f"offers/{made.pk}/accountant-answers", answer).status_code == 201
    (case,) = Api(town, "librarian").get(f"offers/{made.pk}/cases").json()["results"]
    assert (case["case"], case["verdict"], case["rule"]["verdict"]) == ("transport", "yes", "ask")
    assert case["answer"]["answeredOn"] == timezone.localdate().isoformat()
    assert officer.post(f"offers/{made.pk}/reviews", {"verdict": "publish"}).json()["status"] == "published"
    problem(Api(town, "coordinator").get(f"offers/{made.pk}/cases"), 404)


def test_the_officer_adds_and_removes_a_case(town: Town) -> None:
    made, officer = _submitted(town), Api(town, "officer")
    path = f"offers/{made.pk}"
    assert officer.post(f"{path}/case-additions", {"case": "fibre", "words": "Slot"}).status_code == 201
    assert [each["added"] for each in officer.get(f"{path}/cases").json()["results"]] == ["Slot"]
    assert officer.post(f"{path}/case-removals", {"case": "fibre"}).status_code == 201
    problem(officer.post(f"{path}/case-removals", {"case": "fibre"}), 409, "not_added")


def test_the_rules_are_public_and_an_officer_adds_a_later_one(town: Town) -> None:
    public = Api()
    rows = public.get("eligibility-rules", {"case": "materials"}).json()["results"]
    assert [(row["verdict"], row["validFrom"]) for row in rows] == [("no", "2021-09-16"), ("ask", "2021-09-21")]
    assert public.get("eligibility-rules", {"on": "2021-09-20", "case": "fibre"}).json()["count"] == 0
    body = {
        "case": "materials",
        "verdict": "yes",
        "source": "College",
        "validFrom": "2026-11-01",
        "regulation": "LOKAAL",
    }
    made = Api(town, "officer").post("eligibility-rules", body)
    assert made.status_code == 201
    assert public.get(f"eligibility-rules/{made.json()['id']}").json()["municipality"] == str(town.municipality.pk)
    assert places(problem(Api(town, "officer").post("eligibility-rules", body | {"regulation": "X"}), 400)) == {
        "#/regulation"
    }
    problem(Api(town, "controller").post("eligibility-rules", body), 403)


def test_an_offer_is_renewed_and_schools_ask_for_it(town: Town) -> None:
    made = cast.offer(town)
    cast.booking(town, made, status="accepted")
    path = f"offers/{made.pk}"
    for _twice in range(2):
        wish = Api(town, "teacher").post(f"{path}/renewal-wishes")
        assert (wish.status_code, wish.json()["school"]["name"]) == (201, "De Kring")
    assert Api(town, "librarian").get(f"{path}/renewal-wishes").json()["count"] == 1
    problem(Api(town, "other_coordinator").post(f"{path}/renewal-wishes"), 409, "never_had")
    problem(Api(town, "coordinator").get(f"{path}/renewal-wishes"), 404)
    assert "renew_offer" in [task["deed"] for task in Api(town, "librarian").get("tasks").json()["results"]]
    problem(Api(town, "librarian").post(f"{path}/renewals"), 409, "no_next_programme")
    programme = next_year(town)
    again = Api(town, "librarian").post(f"{path}/renewals", {"programme": str(programme.pk)})
    assert (again.status_code, again.json()["programme"], again.json()["renewedFrom"]) == (
        201,
        str(programme.pk),
        str(made.pk),
    )
    assert again.headers["Location"].endswith(again.json()["id"])
    problem(Api(town, "librarian").post(f"{path}/renewals"), 409, "already_renewed")
    problem(Api(town, "musician").post(f"{path}/renewals"), 403, "not_yours")
