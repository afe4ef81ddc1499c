"""Every POST and PATCH of the API with somebody who may do it and a body that is right: what the tests then spoil."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from django.utils import timezone

import tests.api
from catalogue.journal import outbox
from catalogue.journal.models import JournalLine
from catalogue.offers import actions as offers
from catalogue.pictures import actions as pictures
from portal.bookings import actions as bookings
from portal.entitlements import actions as entitlements
from portal.entitlements.models import id_of
from portal.funding import actions as funding
from portal.payments import actions as payments
from tests import cast, work
from tests.api.operation import Operation, Path, below
from tests.cast import Town
from tests.catalogue.imports import tables
from tests.photographs import photograph
from tests.portal.funding import planned


def _booking(status: str, noun: str) -> Path:
    return below("bookings", lambda town: cast.booking(town, status=status), noun)


def _proposal(town: Town) -> Any:
    return bookings.book(town.kring, cast.offer(town), units=1, pupils=20, by=town.actor("teacher"))


def _choice(town: Town) -> Any:
    return bookings.choose(town.kring, cast.offer(town), by=town.actor("coordinator"))


def _picture(town: Town) -> Any:
    librarian = town.actor("librarian")
    return pictures.add(town.library, content=photograph(), name="a.jpg", alt="Lezen", credit="Wij", by=librarian)


def _batch(town: Town) -> Any:
    cast.approved(town)
    outbox.drain()
    return payments.prepare(by=town.actor("finance"))


def _released(town: Town) -> Any:
    return payments.release(_batch(town), by=town.actor("officer"))


def _failed_work(town: Town) -> Any:
    cast.approved(town)
    line = JournalLine.objects.filter(event="claim.approved").order_by("-pk")[:1].get()
    JournalLine.objects.filter(pk=line.pk).update(failed_at=timezone.now(), dispatched_at=None)
    return line


def _new_offer(town: Town) -> dict[str, Any]:
    return {
        "programme": str(town.programme.pk), "kind": "optional", "title": "Voorleesuur", "titleEn": "Reading hour",
        "summary": "kort", "summaryEn": "short", "description": "lang", "descriptionEn": "long",
        "themes": [str(town.talent.pk)], "goal": "talent", "sectors": ["PO"], "yearGroups": ["5"], "menuAreas": ["A"],
        "unit": "group", "price": "125.00", "minUnits": 1, "maxUnits": 10, "minGroupSize": 1, "maxGroupSize": 30,
        "capacity": 10, "leadTimeDays": 7, "cancellationTerms": "", "place": "op school", "contact": "de balie",
        "evidenceUrl": "https://example.org/", "image": str(_picture(town).pk),
        "startsOn": "2026-12-01", "endsOn": "2027-06-30",
        "targetGroups": ["nt2"], "cases": [], "entitlementUnits": None, "entitlementPeriod": "",
        "entitlementPerPupils": None, "cancelFreeDays": 14, "cancelLatePercent": 50, "evidenceMonths": 3,
        "evidenceStrength": 4, "evidenceCost": 1, "venue": None, "contactPerson": None, "motif": "book",
    }  # fmt: skip


def _new_booking(town: Town) -> dict[str, Any]:
    offer = cast.offer(town)
    return {
        "offer": str(offer.pk), "school": str(town.kring.pk), "units": 1, "pupils": 25, "yearGroups": ["5"],
        "session": None, "wishedDates": ["2027-02-01"], "ownContribution": "0.00", "remarks": "",
        "team": None,
    }  # fmt: skip


def _lines(town: Town) -> list[dict[str, Any]]:
    booking = cast.booking(town, status="accepted")
    return [{"booking": str(booking.pk), "description": "uur", "quantity": 2, "unitPrice": "125.00"}]


def _verdict(town: Town) -> dict[str, Any]:
    return {"verdict": "approve", "reason": "", "remainder": "release", "lines": []}


def _delivery(town: Town) -> dict[str, Any]:
    return {"date": "2026-11-20", "sessions": 1, "pupilsReached": 20, "hours": "1.50", "remarks": ""}


def _session(town: Town) -> dict[str, Any]:
    return {"startsAt": "2027-02-01T09:00:00Z", "endsAt": "2027-02-01T10:00:00Z", "place": "op school", "capacity": 2}


def _series(town: Town) -> dict[str, Any]:
    repeat = {"every": "week", "until": "2027-03-01", "skipDays": ["2027-02-08"], "skipHolidays": "midden"}
    return _session(town) | repeat


def _planned(town: Town) -> Any:
    start = timezone.now() + timedelta(days=90)
    ends = start + timedelta(hours=1)
    return offers.add_session(cast.offer(town), starts_at=start, ends_at=ends, by=town.actor("librarian"))


def _new_grant(town: Town) -> dict[str, Any]:
    terms = {"count": 24, "first": "2021-12", "firstHolds": 5}
    return {
        "regulation": "NPO", "amount": "322000.00", "spendUntil": "2025-07-31", "reference": "2021/42927",
        "instalments": terms,
    }  # fmt: skip


def _new_plan(town: Town) -> dict[str, Any]:
    line = {
        "name": "Talent", "kind": "fixed_offers", "theme": str(town.talent.pk), "amount": "20000.00", "code": "talent",
        "grant": str(planned.grant(town).pk), "consentOf": "LEA",
        "basis": {"unit": "hour", "units": "2", "per": "week", "sites": 15, "weeks": 40, "years": 1, "rate": "50.00"},
    }  # fmt: skip
    programme = str(town.programme.pk)
    period = {"startsOn": "2026-08-01", "endsOn": "2027-07-31", "reason": "Na de proef"}
    return {"programme": programme, "lines": [line]} | period


def _waiting_for_consent(town: Town) -> Any:
    rows = planned.lines(planned.grant(town), ("Onvoorzien", "reserve", "20000.00"), consent_of="LEA")
    return funding.draft_plan(town.programme, lines=rows, by=town.actor("officer"))


def _move(town: Town) -> Any:
    return planned.move(town, planned.plan(town))


def _import(town: Town) -> Any:
    return tables.brought(town, tables.NEW)


def _applied(town: Town) -> Any:
    return tables.brought(town, tables.NEW, applied=True)


def _wish(town: Town) -> dict[str, Any]:
    school, offer = str(town.kring.pk), str(cast.offer(town).pk)
    return {"offer": offer, "school": school, "rank": 1, "units": 1, "pupils": 20, "note": ""}


def _entitlement(noun: str, *, opted_out: bool = False) -> Path:
    def make(town: Town) -> Any:
        made = cast.fixed_offer(town)
        if opted_out:
            entitlements.opt_out((made, town.kring), reason="Wij doen dit zelf", by=town.actor("director"))
        return id_of(made.pk, town.kring.pk)

    return below("entitlements", make, noun)


WHY = {"reason": "Het past niet."}
DRAFT = below("claims", lambda town: cast.claim(town, submitted=False))
OPERATIONS: dict[str, Operation] = {
    "post /offers": Operation("librarian", lambda town: "offers", _new_offer, ("programme", "image")),
    "patch /offers/{id}": Operation(
        "librarian",
        below("offers", cast.offer),
        lambda town: {k: v for k, v in _new_offer(town).items() if k != "programme"},
        with_tag=True,
    ),
    "post /offers/{id}/sessions": Operation("librarian", below("offers", cast.offer, "sessions"), _session),
    "post /offers/{id}/session-series": Operation("librarian", below("offers", cast.offer, "session-series"), _series),
    "patch /sessions/{id}": Operation("librarian", below("sessions", _planned), _session, with_tag=True),
    "post /offers/{id}/submissions": Operation(
        "librarian", below("offers", lambda town: cast.offer(town, publish=False), "submissions")
    ),
    "post /offers/{id}/withdrawals": Operation("librarian", below("offers", cast.offer, "withdrawals"), lambda t: WHY),
    "post /imports": Operation("librarian", lambda town: "imports", multipart=True),
    "post /imports/{id}/applications": Operation("librarian", below("imports", _import, "applications")),
    "post /imports/{id}/reversals": Operation("librarian", below("imports", _applied, "reversals")),
    "post /pictures": Operation("librarian", lambda town: "pictures", multipart=True),
    "patch /pictures/{id}": Operation(
        "librarian",
        below("pictures", _picture),
        lambda t: {"alt": "Twee meisjes lezen", "altEn": "Two girls read", "credit": "De Boekenboom"},
        with_tag=True,
    ),
    "post /grants": Operation("officer", lambda town: "grants", _new_grant),
    "post /grants/{id}/receipts": Operation(
        "finance",
        below("grants", planned.grant, "receipts"),
        lambda town: {"month": "2026-10", "receivedOn": "2026-10-20"},
    ),
    "post /budget-plans": Operation(
        "officer", lambda town: "budget-plans", _new_plan, ("programme", "lines/0/grant", "lines/0/theme")
    ),
    "post /budget-plans/{id}/adoptions": Operation(
        "officer", below("budget-plans", lambda town: planned.plan(town, adopted=False), "adoptions")
    ),
    "post /budget-plans/{id}/consents": Operation(
        "officer",
        below("budget-plans", _waiting_for_consent, "consents"),
        lambda town: {"line": "onvoorzien", "on": "2026-11-01", "words": "Verslag LEA"},
    ),
    "post /budget-plans/{id}/moves": Operation(
        "officer",
        below("budget-plans", planned.plan, "moves"),
        lambda town: {"from": "onvoorzien", "to": "fixed", "amount": "10.00", "reason": "Meer vraag"},
    ),
    "post /budget-moves/{id}/confirmations": Operation(
        "finance", below("budget-moves", _move, "confirmations"), with_tag=True
    ),
    "post /budget-moves/{id}/refusals": Operation(
        "finance", below("budget-moves", _move, "refusals"), lambda t: WHY, with_tag=True
    ),
    "post /choices": Operation("coordinator", lambda town: "choices", _wish, ("offer", "school")),
    "patch /choices/{id}": Operation(
        "coordinator",
        below("choices", _choice),
        lambda t: {"rank": 1, "units": 1, "pupils": 5, "note": ""},
        with_tag=True,
    ),
    "post /bookings": Operation(
        "coordinator", lambda t: "bookings", _new_booking, ("offer", "school", "session", "team")
    ),
    "post /bookings/{id}/approvals": Operation("director", below("bookings", _proposal, "approvals")),
    "post /bookings/{id}/withdrawals": Operation("coordinator", _booking("requested", "withdrawals"), lambda t: WHY),
    "post /bookings/{id}/cancellations": Operation(
        "coordinator", _booking("confirmed", "cancellations"), lambda t: WHY
    ),
    "post /bookings/{id}/dates": Operation(
        "coordinator", _booking("requested", "dates"), lambda t: {"wishedDates": ["2027-02-01"], "session": None}
    ),
    "post /entitlements/{id}/opt-outs": Operation("director", _entitlement("opt-outs"), lambda t: WHY),
    "post /entitlements/{id}/opt-ins": Operation("director", _entitlement("opt-ins", opted_out=True)),
    "post /bookings/{id}/confirmations": Operation("librarian", _booking("requested", "confirmations")),
    "post /bookings/{id}/declinations": Operation("librarian", _booking("requested", "declinations"), lambda t: WHY),
    "post /bookings/{id}/deliveries": Operation("librarian", _booking("confirmed", "deliveries"), _delivery),
    "post /bookings/{id}/acceptances": Operation("coordinator", _booking("delivered", "acceptances")),
    "post /bookings/{id}/disputes": Operation("coordinator", _booking("delivered", "disputes"), lambda t: WHY),
    "post /claims": Operation(
        "librarian", lambda t: "claims", lambda t: {"kind": "provider", "lines": _lines(t)}, ("lines/0/booking",)
    ),
    "patch /claims/{id}": Operation(
        "librarian", DRAFT, lambda t: {"lines": _lines(t)}, ("lines/0/booking",), with_tag=True
    ),
    "post /claims/{id}/evidence": Operation("librarian", lambda t: f"{DRAFT(t)}/evidence", multipart=True),
    "post /claims/{id}/submissions": Operation("librarian", lambda t: f"{DRAFT(t)}/submissions"),
    "post /claims/{id}/withdrawals": Operation("librarian", lambda t: f"{DRAFT(t)}/withdrawals"),
    "post /claims/{id}/decisions": Operation(
        "assessor", below("claims", cast.claim, "decisions"), _verdict, with_tag=True
    ),
    "post /claim-decisions": Operation("assessor", lambda t: "claim-decisions", lambda t: []),
    "post /payment-batches": Operation(
        "finance", lambda t: "payment-batches", lambda t: {"executionDate": "2027-01-04"}
    ),
    "post /bank-statements": Operation("finance", lambda t: "bank-statements", multipart=True),
    "post /payment-batches/{id}/releases": Operation("officer", below("payment-batches", _batch, "releases")),
    "post /payment-batches/{id}/settlements": Operation("finance", below("payment-batches", _released, "settlements")),
    "post /payment-batches/{id}/cancellations": Operation("finance", below("payment-batches", _batch, "cancellations")),
    "post /jobs/{id}/retries": Operation(
        "coordinator", below("jobs", lambda town: work.failed(town.actor("coordinator")), "retries")
    ),
    "post /undelivered/{id}/retries": Operation("officer", below("undelivered", _failed_work, "retries")),
}
for _found in iter_modules(tests.api.__path__):  # what stands beside this file, a module per room
    if _found.name.endswith("_operations"):
        OPERATIONS |= import_module(f"tests.api.{_found.name}").OPERATIONS
