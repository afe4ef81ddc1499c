"""One thing and what was read of it; methods, languages, caching, limits: one test per convention."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from api import urls
from api.conventions.resources import Making
from tests import cast
from tests.api.client import BASE, Api, problem
from tests.cast import Town


def test_a_thing_has_a_tag_and_is_sent_once(town: Town) -> None:
    school, row = Api(town, "coordinator"), cast.booking(town)
    first = school.get(f"bookings/{row.pk}")
    again = school.get(f"bookings/{row.pk}", If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert school.get(f"bookings/{row.pk}", If_None_Match='"other", ' + first.headers["ETag"]).status_code == 304
    Api(town, "librarian").post(f"bookings/{row.pk}/confirmations")
    assert school.get(f"bookings/{row.pk}", If_None_Match=first.headers["ETag"]).status_code == 200


def test_a_change_needs_the_tag_that_was_read(town: Town) -> None:
    librarian, offer = Api(town, "librarian"), cast.offer(town)
    path, change = f"offers/{offer.pk}", {"price": "99.00"}
    problem(librarian.patch(path, change), 428, "precondition_missing")
    problem(librarian.patch(path, change, If_Match='"0-abc"'), 412, "stale")
    problem(librarian.patch(path, change, If_Match="no tag"), 400)
    tag = librarian.get(path).headers["ETag"]
    problem(librarian.patch(path, change, If_Match="W/" + tag), 412, "stale")
    assert librarian.patch(path, change, If_Match=f'"x", {tag}').status_code == 200
    problem(librarian.patch(path, change, If_Match=tag), 412, "stale")


def test_a_change_by_merge_patch_is_read_as_well(town: Town) -> None:
    librarian, offer = Api(town, "librarian"), cast.offer(town)
    options = {"content_type": "application/merge-patch+json", "If_Match": "*"}
    assert librarian.patch(f"offers/{offer.pk}", {"place": "buiten"}, **options).status_code == 200


def test_a_decision_needs_the_tag_and_goes_by_it(town: Town) -> None:
    claim = cast.claim(town)
    assessor, path = Api(town, "assessor"), f"claims/{claim.pk}"
    problem(assessor.post(f"{path}/decisions", {"verdict": "approve"}), 428, "precondition_missing")
    tag = assessor.get(path).headers["ETag"]
    colleague = Api(town, "assessor2")
    back = {"verdict": "return", "reason": "Lijst ontbreekt."}
    assert colleague.post(f"{path}/decisions", back, If_Match=tag).status_code == 201
    problem(assessor.post(f"{path}/decisions", {"verdict": "approve"}, If_Match=tag), 412, "stale")


SECOND_PERSON = (
    "account-changes", "board-grants", "budget-moves", "budget-transfers", "corrections", "grant-settlements",
    "handovers", "scheme-applications",
)  # fmt: skip
ABOUT_MONEY = {f"/{thing}/{{id}}/{noun}" for thing in SECOND_PERSON for noun in ("confirmations", "refusals")} | {
    f"/{thing}/{{id}}/decisions" for thing in ("bespoke-requests", "board-grants", "claims", "objections")
}


def test_who_decides_about_money_says_what_was_read() -> None:
    """Also the second person: what waits for a yes may have been changed since it was looked at."""
    paths = Api().get("openapi.json").json()["paths"]
    for path in ABOUT_MONEY:
        asked = {each["name"]: each["required"] for each in paths[path]["post"]["parameters"]}
        assert asked["If-Match"] and "428" in paths[path]["post"]["responses"], path
    assert "428" not in paths["/admissions/{id}/decisions"]["post"]["responses"], "not asked there, so not answered"


def test_a_tag_is_honoured_where_it_is_not_asked(town: Town) -> None:
    row = cast.booking(town)
    problem(Api(town, "librarian").post(f"bookings/{row.pk}/confirmations", If_Match='"9-x"'), 412, "stale")


def test_a_deed_answers_with_the_thing_as_it_now_is(town: Town) -> None:
    row, librarian = cast.booking(town), Api(town, "librarian")
    answer = librarian.post(f"bookings/{row.pk}/confirmations")
    assert answer.status_code == 201
    assert answer.json() == librarian.get(f"bookings/{row.pk}").json()
    assert answer.headers["ETag"] == librarian.get(f"bookings/{row.pk}").headers["ETag"]


def test_a_new_thing_has_an_address(town: Town) -> None:
    school = Api(town, "coordinator")
    made = school.post("choices", {"offer": str(cast.offer(town).pk)})
    assert school.client.get(made.headers["Location"], headers=school.headers).json() == made.json()
    assert school.delete(f"choices/{made.json()['id']}").status_code == 204
    problem(school.get(f"choices/{made.json()['id']}"), 404)


def test_whatever_is_made_can_be_read_at_the_address_that_was_given() -> None:
    shown = {str(pattern.pattern) for pattern in urls.urlpatterns if hasattr(_view(pattern), "get")}
    for pattern in urls.urlpatterns:
        if issubclass(view := _view(pattern), Making):
            plural = f"v1/{view.home}" if view.home else str(pattern.pattern)
            assert {f"{plural}/<uuid:id>", f"{plural}/<int:id>"} & shown, f"{plural}: what is made has no address"


def _view(pattern: Any) -> type:
    return getattr(pattern.callback, "view_class", object)


def test_errors_speak_the_language_that_was_asked_for(town: Town) -> None:
    english = Api().get("bookings/x")
    dutch = Api().get("bookings/x", Accept_Language="nl-NL,nl;q=0.9,en;q=0.8")
    assert english.headers["Content-Language"] == "en"
    assert dutch.headers["Content-Language"] == "nl"
    assert english.json()["code"] == dutch.json()["code"] == "not_found"


def test_what_is_somebodys_is_never_kept_and_what_is_public_may_be(town: Town) -> None:
    assert Api(town, "coordinator").get("accounts").headers["Cache-Control"] == "no-store"
    assert Api(town, "coordinator").get("offers").headers["Cache-Control"] == "no-store"
    assert Api().get("offers").headers["Cache-Control"].startswith("public")
    assert "Authorization" in Api().get("offers").headers["Vary"]


def test_a_method_that_is_not_offered_names_those_that_are(town: Town) -> None:
    answer = Api(town, "officer").delete("offers")
    problem(answer, 405)
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))
    problem(Client().options(BASE + "offers"), 405)


def test_a_head_request_has_the_headers_and_no_body(town: Town) -> None:
    answer = Client().head(BASE + "offers")
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize("who", ["", "coordinator"])
def test_too_many_requests_say_when_to_come_back(town: Town, settings: Any, who: str) -> None:
    few = {"token": "2/day", "public": "2/day"}
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"DEFAULT_THROTTLE_RATES": few}
    cache.clear()
    api = Api(town, who) if who else Api()
    assert [api.get("themes").status_code for _request in range(3)] == [200, 200, 429]
    answer = api.get("themes")
    problem(answer, 429, "too_many_requests")
    assert 1 <= int(answer.headers["Retry-After"]) <= 86_400
    cache.clear()


def test_guessing_tokens_counts_and_so_does_what_may_not_be_done(town: Town, settings: Any) -> None:
    few = {"token": "2/day", "public": "2/day"}
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"DEFAULT_THROTTLE_RATES": few}
    cache.clear()
    guessed = {"HTTP_AUTHORIZATION": "Bearer kp_guessed"}
    assert [Client().get(BASE + "me", **guessed).status_code for _try in range(3)] == [401, 401, 429]
    provider = Api(town, "librarian")
    assert [provider.get("payment-batches").status_code for _try in range(3)][-1] == 429
    cache.clear()


def test_unknown_addresses_are_problems_too(town: Town) -> None:
    for path in ("/api/", "/api/v1", "/api/v2/offers", "/api/v1/offers/", "/api/v1/%00", "/api/v1/offers/%ff"):
        problem(Client().get(path), 404, "not_found")


def test_me_says_who_acts_and_what_may_be_done(town: Town) -> None:
    me = Api(town, "coordinator", scopes=["catalogue:read", "bookings:read"]).get("me").json()
    assert me["organisation"] == {"kind": "school", "id": str(town.kring.pk), "name": "De Kring"}
    assert me["scopes"] == ["bookings:read", "catalogue:read"]


def test_public_answers_hold_no_bank_or_tax_number(town: Town) -> None:
    text = Api().get("providers").content.decode()
    assert town.library.iban not in text
    assert town.library.vat_id not in text
