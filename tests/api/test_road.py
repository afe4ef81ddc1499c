"""The whole road over the API: from an offer to a paid invoice and its line in the SiSa table."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from catalogue.journal import outbox
from catalogue.journal.models import JournalLine
from catalogue.programmes.models import LegalFact
from tests import cast
from tests.api.client import Api, places, problem
from tests.cast import Town

SOON = (date.today() + timedelta(days=30)).isoformat()


@pytest.fixture
def published(town: Town) -> str:
    """An offer that the library wrote and the officer published, all over the API."""
    librarian, officer = Api(town, "librarian"), Api(town, "officer")
    offer = librarian.post(
        "offers",
        {
            "programme": str(town.programme.pk), "kind": "optional", "title": "Voorleesuur",
            "summary": "Een uur voorlezen", "description": "Kinderen luisteren en vertellen.",
            "themes": [str(town.talent.pk)], "goal": "talent", "sectors": ["PO"], "yearGroups": ["5"],
            "unit": "group", "price": "125.00", "minUnits": 1, "maxUnits": 10,
            "minGroupSize": 1, "maxGroupSize": 30, "capacity": 10, "leadTimeDays": 7, "place": "op school",
            "contact": "de balie",
        },
    )  # fmt: skip
    assert offer.status_code == 201, offer.content
    id = offer.json()["id"]
    assert offer.json()["status"] == "draft"
    assert librarian.post(f"offers/{id}/submissions").json()["status"] == "submitted"
    assert officer.post(f"offers/{id}/reviews", {"verdict": "publish"}).json()["status"] == "published"
    return str(id)


def test_from_a_published_offer_to_a_paid_invoice_and_its_line_in_the_sisa_table(town: Town, published: str) -> None:
    school, librarian = Api(town, "coordinator"), Api(town, "librarian")
    before = school.get("accounts").json()["results"][0]

    booking = school.post("bookings", {"offer": published, "units": 2, "pupils": 50, "wishedDates": [SOON]})
    assert booking.status_code == 201, booking.content
    assert booking.json()["status"] == "requested"
    assert booking.json()["amount"] == "250.00"
    id = booking.json()["id"]
    after = school.get("accounts").json()["results"][0]
    assert (before["available"], after["available"]) == ("3000.00", "2750.00")

    assert librarian.post(f"bookings/{id}/confirmations").json()["status"] == "confirmed"
    delivery = {"date": date.today().isoformat(), "sessions": 2, "pupilsReached": 48, "hours": 2, "remarks": ""}
    delivered = librarian.post(f"bookings/{id}/deliveries", delivery)
    assert delivered.json()["status"] == "delivered", delivered.content
    assert delivered.json()["deliveries"][0]["pupilsReached"] == 48
    assert school.post(f"bookings/{id}/acceptances").json()["status"] == "accepted"

    claim = librarian.post("claims", {"kind": "provider", "lines": [{"booking": id}]})
    assert claim.status_code == 201, claim.content
    claim_id = claim.json()["id"]
    assert librarian.post(f"claims/{claim_id}/submissions").json()["status"] == "submitted"

    assessor = Api(town, "assessor")
    seen = assessor.get(f"claims/{claim_id}")
    assert {check["verdict"] for check in assessor.get(f"claims/{claim_id}/checks").json()["results"]} == {"pass"}
    decided = assessor.post(f"claims/{claim_id}/decisions", {"verdict": "approve"}, If_Match=seen.headers["ETag"])
    assert decided.json()["status"] == "approved", decided.content
    assert decided.json()["decisions"][0]["verdict"] == "approve"

    outbox.drain()
    finance, officer = Api(town, "finance"), Api(town, "officer")
    invoice = finance.get("invoices", {"claim": claim_id}).json()["results"][0]
    assert invoice["status"] == "sent"
    assert librarian.get(f"claims/{claim_id}").json()["invoice"] == invoice["id"]
    assert finance.get(f"invoices/{invoice['id']}/ubl").content.startswith(b"<?xml")
    assert finance.get(f"invoices/{invoice['id']}/pdf").content.startswith(b"%PDF")

    batch = finance.post("payment-batches", {"invoices": [invoice["id"]]})
    assert batch.status_code == 201, batch.content
    batch_id = batch.json()["id"]
    assert finance.post(f"payment-batches/{batch_id}/releases").json()["code"] == "four_eyes"
    assert officer.post(f"payment-batches/{batch_id}/releases").json()["status"] == "released"
    assert b"pain.001.001.09" in finance.get(f"payment-batches/{batch_id}/file").content
    assert finance.post(f"payment-batches/{batch_id}/settlements").json()["status"] == "settled"

    table = finance.get(f"sisa-tables/{date.today().year}").json()
    assert [row["year"] for row in table["rows"] if row["goal"] == "talent"] == ["250.00"]
    assert table["totals"]["total"] == "250.00"
    assert school.get("accounts").json()["results"][0]["spent"] == "250.00"


def test_a_teacher_proposes_and_the_director_approves(town: Town, published: str) -> None:
    proposal = Api(town, "teacher").post("bookings", {"offer": published, "units": 1, "pupils": 20})
    assert proposal.json()["status"] == "proposed", proposal.content
    path = f"bookings/{proposal.json()['id']}/approvals"
    assert Api(town, "coordinator").post(path).status_code == 403
    assert Api(town, "director").post(path).json()["status"] == "requested"


def test_an_officer_divides_a_pot_after_looking_at_it(town: Town) -> None:
    officer = Api(town, "officer")
    split = officer.post(
        "splits",
        {"programme": str(town.programme.pk), "pot": "20000.00", "perSchool": "1000.00", "referenceDate": "2026-10-01"},
    )
    assert split.status_code == 201, split.content
    id = split.json()["id"]
    preview = officer.get(f"splits/{id}/preview").json()
    assert preview["total"] == preview["pot"] == "20000.00"
    assert [share["difference"] for share in preview["shares"]] == ["1400.00", "700.00", "4900.00"]
    assert officer.post(f"splits/{id}/adoptions").json()["status"] == "adopted"
    granted = officer.get("accounts", {"school": str(town.kring.pk)}).json()["results"][0]["granted"]
    assert granted == "4400.00"


def test_many_decisions_at_once_each_have_their_own_result(town: Town, published: str) -> None:
    LegalFact.objects.filter(code__in=("sampling.first_claim.points", "sampling.random.percent")).update(value="0")
    school, librarian, assessor = Api(town, "coordinator"), Api(town, "librarian"), Api(town, "assessor")
    ids = []
    for _number in range(2):
        booking = school.post("bookings", {"offer": published, "units": 1, "pupils": 20}).json()["id"]
        librarian.post(f"bookings/{booking}/confirmations")
        today = date.today().isoformat()
        librarian.post(f"bookings/{booking}/deliveries", {"date": today, "sessions": 1, "pupilsReached": 20})
        claim = librarian.post("claims", {"lines": [{"booking": booking}]}).json()["id"]
        librarian.post(f"claims/{claim}/submissions")
        ids.append(claim)
    rows = [
        {"claim": ids[0], "verdict": "approve", "ifMatch": assessor.get(f"claims/{ids[0]}").headers["ETag"]},
        {"claim": ids[1], "verdict": "reject"},
        {"claim": ids[1], "verdict": "approve", "ifMatch": '"0-0"'},
        {"claim": "00000000-0000-4000-8000-000000000000", "verdict": "approve"},
        {"verdict": "maybe"},
    ]
    answer = assessor.post("claim-decisions", rows)
    assert answer.status_code == 200, answer.content
    results = answer.json()["results"]
    assert [row["status"] for row in results] == [200, 400, 412, 404, 400]
    assert results[0]["result"]["status"] == "approved"
    assert {error["location"] for error in results[4]["problem"]["errors"]} == {"#/claim", "#/verdict"}


def test_a_board_books_for_the_school_that_it_names(town: Town, published: str) -> None:
    board, body = Api(town, "board"), {"offer": published, "units": 1, "pupils": 20}
    assert places(problem(board.post("bookings", body), 400)) == {"#/school"}
    booking = board.post("bookings", body | {"school": str(town.linde.pk)})
    assert (booking.status_code, booking.json()["school"]["name"]) == (201, "De Linde")


def test_a_school_books_a_date_that_the_provider_planned(town: Town, published: str) -> None:
    librarian, school = Api(town, "librarian"), Api(town, "coordinator")
    when = {"startsAt": f"{SOON}T09:00:00+01:00", "endsAt": f"{SOON}T10:00:00+01:00", "capacity": 1}
    session = librarian.post(f"offers/{published}/sessions", when)
    assert session.status_code == 201, session.content
    body = {"offer": published, "units": 1, "pupils": 20, "session": session.json()["id"]}
    assert school.post("bookings", body).json()["session"] == session.json()["id"]
    problem(school.post("bookings", body), 409, "capacity_exhausted")
    assert Api().get(f"offers/{published}/sessions").json()["results"][0]["capacityLeft"] == 0


def test_what_keeps_failing_can_be_tried_again(town: Town) -> None:
    claim = cast.approved(town)
    JournalLine.objects.filter(event="claim.approved").update(failed_at=timezone.now(), last_error="no paper")
    officer = Api(town, "officer")
    (work,) = officer.get("undelivered").json()["results"]
    assert (work["thingId"], work["lastError"]) == (str(claim.pk), "no paper")
    assert officer.post(f"undelivered/{work['id']}/retries").status_code == 201
    assert officer.get("undelivered").json()["count"] == 0
    outbox.drain()
    assert officer.get("invoices", {"claim": str(claim.pk)}).json()["count"] == 1
