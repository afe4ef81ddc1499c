"""Every endpoint and every role: what is not theirs answers 404 or 403, and a new endpoint cannot be forgotten."""

from __future__ import annotations

from typing import Any

import pytest

from api import urls
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import PupilCount
from portal.people import actions as people
from portal.people.rules import SCOPES
from tests import cast
from tests.api.client import Api, problem
from tests.api.operations import OPERATIONS
from tests.cast import OPERATOR, Town

pytestmark = pytest.mark.slow

ROUTES = [p for p in urls.urlpatterns if hasattr(getattr(p.callback, "cls", None), "scopes")]
WHO = {
    "school:teacher": "teacher", "school:coordinator": "coordinator", "school:budget_holder": "director",
    "board": "board", "provider:planner": "planner", "provider:manager": "librarian", "municipality:officer": "officer",
    "municipality:assessor": "assessor", "municipality:finance": "finance", "municipality:controller": "controller",
    "municipality:admin": "admin",
}  # fmt: skip
CALLS = [
    (str(route.pattern).removeprefix("v1/"), method, route.callback.cls.scopes.get(method))
    for route in ROUTES
    for method in ("GET", "POST", "PATCH", "DELETE")
    if hasattr(route.callback.cls, method.lower())
]
SOMEBODYS = {
    "accounts", "bespoke-requests", "board-grants", "bookings", "boards", "budget-plans", "choices", "claims",
    "cover-sheets", "entitlements", "grants", "imports", "invoices", "jobs", "panels", "payment-batches",
    "pupil-counts", "schools", "splits", "undelivered", "waiting-places",
}  # fmt: skip
NOBODYS_ID = "00000000-0000-4000-8000-000000000000"


def ask(api: Api, route: str, method: str, id: str = NOBODYS_ID) -> Any:
    """One call with an id, the year and a tag filled in."""
    path = (
        route.replace("<uuid:id>", id)
        .replace("<slug:id>", id)
        .replace("<int:id>", id[:1])
        .replace("<int:year>", "2026")
        .replace("<int:number>", "1")
    )
    if method == "GET":
        return api.get(path)
    if method == "DELETE":
        return api.delete(path)
    return getattr(api, method.lower())(path, {}, If_Match="*")


def test_every_address_has_its_calls() -> None:
    assert len(CALLS) >= 60
    assert set(WHO) == set(SCOPES) - {"municipality:project_team"}  # walked by tests/house/test_project_team.py


def test_without_a_token_only_the_catalogue_answers(town: Town) -> None:
    public = {
        "municipalities", "programmes", "themes", "regulations", "providers", "offers", "sessions", "jobs",
        "eligibility-rules", "brochures", "venues", "facts",
    }  # fmt: skip
    for route, method, scope in CALLS:
        answer = ask(Api(), route, method)
        if scope:
            problem(answer, 401, "not_authenticated")
        else:
            registers = (method, route) == ("POST", "provider-registrations")
            assert registers or (method, route.split("/", maxsplit=1)[0] in public) == ("GET", True), route


@pytest.mark.parametrize("role", WHO)
def test_a_role_without_the_scope_is_refused_before_anything_is_looked_up(town: Town, role: str) -> None:
    api = Api(town, WHO[role])
    for route, method, scope in CALLS:
        if scope and scope not in SCOPES[role]:
            problem(ask(api, route, method), 403, "wrong_role")
        else:
            assert ask(api, route, method).status_code not in (401, 500), (route, method)


def strangers(town: Town) -> list[Api]:
    """Others of the same kinds: another provider, another school, and everybody of another municipality."""
    elsewhere = organisations.add_municipality(name="Elders", code="GM9802", oin="00000099000000980200", by=OPERATOR)
    board = organisations.add_board(name="Een ander bestuur", number="98099", by=OPERATOR)
    roles = [
        ("municipality:officer", {"municipality": elsewhere}), ("municipality:assessor", {"municipality": elsewhere}),
        ("municipality:finance", {"municipality": elsewhere}), ("board", {"board": board}),
    ]  # fmt: skip
    for number, (role, organisation) in enumerate(roles):
        user = people.add_user(email=f"stranger{number}@elders.example", name="Vreemd", by=OPERATOR)
        town.membership[f"stranger{number}"] = people.add_membership(user, role=role, by=OPERATOR, **organisation)
    return [
        Api(town, who) for who in ("musician", "other_coordinator", "stranger0", "stranger1", "stranger2", "stranger3")
    ]


def ids_of(town: Town) -> dict[str, str]:
    """One thing of De Kring, the library or the municipality for each resource that belongs to somebody."""
    batch = OPERATIONS["post /payment-batches/{id}/releases"].at(town).split("/")[1]
    invoice = Api(town, "finance").get(f"payment-batches/{batch}").json()["payments"][0]["invoice"]
    found = {
        "accounts": Api(town, "coordinator").get("accounts").json()["results"][0]["id"],
        "bookings": str(cast.booking(town, status="confirmed").pk),
        "boards": str(town.board.pk),
        "claims": str(cast.claim(town, submitted=False).pk),
        "invoices": invoice,
        "payment-batches": batch,
        "schools": str(town.kring.pk),
        "pupil-counts": str(PupilCount.objects.filter(school=town.kring).values_list("pk", flat=True)[0]),
    }
    for name, path in (
        ("choices", "patch /choices/{id}"),
        ("splits", "post /splits/{id}/adoptions"),
        ("panels", "post /panels/{id}/rankings"),
        ("saved-searches", "patch /saved-searches/{id}"),
        ("entitlements", "post /entitlements/{id}/opt-outs"),
        ("panels", "post /panels/{id}/closings"),
        ("bespoke-requests", "post /bespoke-requests/{id}/withdrawals"),
        ("board-grants", "post /board-grants/{id}/confirmations"),
        ("budget-plans", "post /budget-plans/{id}/adoptions"),
        ("cover-sheets", "post /cover-sheets/{id}/submissions"),
        ("grants", "post /grants/{id}/receipts"),
        ("waiting-places", "post /waiting-places/{id}/withdrawals"),
    ):
        found[name] = OPERATIONS[path].at(town).split("/")[1]
    found["imports"] = OPERATIONS["post /imports/{id}/applications"].at(town).split("/")[1]
    found["jobs"] = OPERATIONS["post /jobs/{id}/retries"].at(town).split("/")[1]
    found["undelivered"] = OPERATIONS["post /undelivered/{id}/retries"].at(town).split("/")[1]
    return found


def test_what_belongs_to_others_is_not_there(town: Town) -> None:
    """Whatever the method: 404, or 403 when the role never does this. Never the thing, and never a hint of it."""
    ids, others = ids_of(town), strangers(town)
    for route, method, _scope in CALLS:
        name = route.split("/", maxsplit=1)[0]
        if name not in SOMEBODYS or "id>" not in route:
            continue
        for api in others:
            path = route.replace("<uuid:id>", ids[name]).replace("<int:id>", ids[name])
            answer = ask(api, path, method)
            if name == "boards" and answer.status_code == 200:
                assert api is others[1]  # a school of the same board
                continue
            assert problem(answer, answer.status_code)["code"] in ("not_found", "wrong_role"), (path, method)
            assert answer.status_code in (403, 404)


def test_lists_of_others_are_empty_for_a_stranger(town: Town) -> None:
    ids_of(town)
    stranger = strangers(town)[2]
    for route, method, scope in CALLS:
        if method == "GET" and scope and "id>" not in route and route not in ("me", "sisa-tables/<int:year>/evidence"):
            answer = ask(stranger, route, method)
            if route == "radar":  # no list: it is of a programme, and the stranger has none
                problem(answer, 404, "not_found")
                continue
            assert answer.status_code in (200, 403), answer.content
            body = answer.json()
            rows = [row for row in body.get("results", []) if row.get("number") != 0]  # reason 0: the house's own words
            assert rows == [] or route in ("journal", "notice-choices"), (route, body)  # of its own
            assert "Bloemendorp" not in answer.content.decode(), route
