"""What is sent about providers: registering, admissions, places and contacts."""

from __future__ import annotations

from typing import Any

from catalogue.organisations import actions as organisations
from catalogue.organisations.models import Admission, ContactPerson
from tests.api.operation import Operation, below
from tests.cast import OPERATOR, Town

CIRCUS = {
    "name": "Circus", "kind": "culture", "kvk": "08123456", "vatStatus": "none", "vatId": "",
    "iban": "NL91ABNA0417164300", "accountName": "Circus", "street": "Piste 1", "postcode": "3601 AC",
    "city": "Bloemendorp", "website": "https://circus.example", "about": "Jongleren.",
    "person": {"name": "Kim", "email": "kim@circus.example", "password": "Vlinder-7-boom"}, "selfBilling": False,
}  # fmt: skip
PLACE = {
    "name": "Leeszaal", "street": "Kerkstraat 2", "postcode": "3601 AC", "city": "Bloemendorp",
    "stepFree": True, "toilet": True, "coats": False, "lunch": False, "remarks": "Bel aan.",
}  # fmt: skip
DESK = {
    "name": "Balie",
    "task": "planning",
    "email": "balie@boekenboom.example",
    "phone": "030 1234567",
    "public": True,
}
ABOUT = {name: CIRCUS[name] for name in ("name", "kind", "about", "website", "street", "postcode", "city")} | {
    "email": "", "vatStatus": "exempt", "vatId": "NL001234560B01",
}  # fmt: skip


def _elsewhere(town: Town) -> dict[str, Any]:
    made = organisations.add_municipality(name="Ginder", code="GM9803", oin="00000099000000980300", by=OPERATOR)
    return {"municipality": str(made.pk)}


def _admission(town: Town, status: str = "admitted") -> Admission:
    found = Admission.objects.get(provider=town.library)
    Admission.objects.filter(pk=found.pk).update(status=status)
    return found


def _venue(town: Town) -> Any:
    return organisations.add_venue(town.library, name="Zaal", by=town.actor("librarian"))


def _closed(town: Town) -> Any:
    return organisations.close_venue(_venue(town), by=town.actor("librarian"))


def _contact(town: Town, name: str = "Kim") -> ContactPerson:
    return organisations.add_contact(town.library, name=name, phone="030 1234567", by=town.actor("librarian"))


OPERATIONS: dict[str, Operation] = {
    "post /provider-registrations": Operation(
        "librarian",
        lambda town: "provider-registrations",
        lambda town: CIRCUS | {"municipalities": [str(town.municipality.pk)]},
    ),
    "patch /providers/{id}": Operation(
        "librarian", below("providers", lambda town: town.library), lambda town: ABOUT, with_tag=True
    ),
    "post /providers/{id}/confirmations": Operation(
        "planner", below("providers", lambda town: town.library, "confirmations")
    ),
    "post /admissions": Operation("librarian", lambda town: "admissions", _elsewhere),
    "post /admissions/{id}/decisions": Operation(
        "officer",
        below("admissions", _admission, "decisions"),
        lambda town: {"verdict": "suspend", "reason": "Klachten"},
    ),
    "post /admissions/{id}/acceptances": Operation(
        "librarian", below("admissions", lambda town: _admission(town, "invited"), "acceptances")
    ),
    "post /venues": Operation("planner", lambda town: "venues", lambda town: PLACE),
    "patch /venues/{id}": Operation("planner", below("venues", _venue), lambda town: PLACE, with_tag=True),
    "post /venues/{id}/closings": Operation("planner", below("venues", _venue, "closings")),
    "post /venues/{id}/reopenings": Operation("planner", below("venues", _closed, "reopenings")),
    "post /contact-persons": Operation("planner", lambda town: "contact-persons", lambda town: DESK),
    "patch /contact-persons/{id}": Operation(
        "planner", below("contact-persons", _contact), lambda town: DESK, with_tag=True
    ),
    "post /contact-persons/{id}/absences": Operation(
        "planner",
        below("contact-persons", _contact, "absences"),
        lambda town: {"awayFrom": "2026-12-01", "awayUntil": "2026-12-14", "substitute": str(_contact(town, "Jo").pk)},
    ),
    "post /contact-persons/{id}/returns": Operation("planner", below("contact-persons", _contact, "returns")),
    "post /contact-persons/{id}/endings": Operation(
        "planner",
        below("contact-persons", _contact, "endings"),
        lambda town: {"successor": str(_contact(town, "Jo").pk)},
    ),
}
