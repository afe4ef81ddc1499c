"""What is the same everywhere: one test per convention of the API."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from portal.people import actions as people
from portal.people.models import ApiToken
from tests import cast
from tests.api.client import Api, places, problem
from tests.cast import PASSWORD, Town

BASE = "/api/v1/"


# --- who asks ---


def test_without_a_token_it_asks_who_you_are(town: Town) -> None:
    answer = Api().get("bookings")
    problem(answer, 401, "not_authenticated")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "header", ["Bearer nonsense", "Bearer ", "Bearer", "Basic YTpi", "Bearer " + "x" * 5000, "Bearer é"]
)
def test_a_token_that_does_not_work_is_never_just_the_public(town: Town, header: str) -> None:
    answer = Client().get(BASE + "offers", headers={"Authorization": header})
    problem(answer, 401, "bad_token")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_token_ends_by_date_by_revocation_and_with_the_membership(town: Town) -> None:
    for end in ("date", "revoked", "membership"):
        api = Api(town, "planner")
        token = ApiToken.objects.order_by("-created_at")[0]
        assert api.get("me").status_code == 200
        if end == "date":
            ApiToken.objects.filter(pk=token.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
        elif end == "revoked":
            people.revoke_token(token, by=cast.OPERATOR)
        else:
            people.end_membership(town.membership["planner"], by=cast.OPERATOR)
        problem(api.get("me"), 401, "bad_token")


def test_a_token_does_no_more_than_its_scopes(town: Town) -> None:
    reader = Api(town, "coordinator", scopes=["bookings:read"])
    assert reader.get("bookings").status_code == 200
    problem(reader.post("bookings", {}), 403, "scope_missing")
    assert reader.get("accounts").json()["code"] == "scope_missing"


def test_a_role_does_no_more_than_its_own(town: Town) -> None:
    problem(Api(town, "librarian").get("payment-batches/00000000-0000-4000-8000-000000000000/file"), 404)
    problem(Api(town, "coordinator").post("splits", {}), 403, "wrong_role")
    problem(Api(town, "controller").post("payment-batches", {}), 403, "wrong_role")


def test_a_browser_session_works_and_writes_only_with_its_csrf_token(town: Town) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert browser.login(email="coordinator@bloemendorp.example", password=PASSWORD)
    assert browser.get(BASE + "me").json()["role"] == "school:coordinator"
    body = {"offer": str(cast.offer(town).pk)}
    problem(browser.post(BASE + "choices", body, content_type="application/json"), 403)
    browser.cookies["csrftoken"] = secret = "a" * 32
    headers = {"X-CSRFToken": secret}
    assert browser.post(BASE + "choices", body, content_type="application/json", headers=headers).status_code == 201


# --- what is somebody else's ---


def test_what_is_not_yours_is_not_there(town: Town) -> None:
    theirs = cast.booking(town, cast.offer(town, provider="musician"))
    for who in ("librarian", "other_coordinator"):
        problem(Api(town, who).get(f"bookings/{theirs.pk}"), 404, "not_found")
        assert Api(town, who).get("bookings").json()["results"] == []


def test_what_you_see_but_may_not_do_says_so(town: Town) -> None:
    row = cast.booking(town)
    answer = problem(Api(town, "officer").post(f"bookings/{row.pk}/confirmations"), 403)
    assert answer["code"] == "wrong_role"
    problem(Api(town, "coordinator").post(f"bookings/{row.pk}/confirmations"), 403, "wrong_role")


def test_what_the_rules_refuse_says_which_rule(town: Town) -> None:
    row = cast.booking(town, status="confirmed")
    found = problem(Api(town, "librarian").post(f"bookings/{row.pk}/confirmations"), 409, "wrong_state")
    assert found["type"] == "urn:keuzeportaal:problem:wrong_state"


def test_the_last_euro_and_the_last_place_have_their_codes(town: Town) -> None:
    dear, rare = cast.offer(town, price=cast.Decimal("3001.00")), cast.offer(town, capacity=1)
    school = Api(town, "coordinator")
    problem(school.post("bookings", {"offer": str(dear.pk), "pupils": 20}), 409, "budget_exhausted")
    problem(school.post("bookings", {"offer": str(rare.pk), "units": 2, "pupils": 20}), 409, "capacity_exhausted")


# --- lists ---


def test_a_list_comes_in_pages(town: Town) -> None:
    first = Api().get("themes", {"pageSize": 1}).json()
    assert (first["count"], len(first["results"]), first["previous"]) == (2, 1, None)
    second = Client().get(first["next"]).json()
    assert second["next"] is None
    assert Client().get(second["previous"]).json() == first


@pytest.mark.parametrize("query", [{"page": "0"}, {"page": "x"}, {"page": "-1"}, {"page": "1.0"}, {"pageSize": "101"},
                                   {"pageSize": "0"}, {"page": "9" * 30}, {"page": "١"}])  # fmt: skip
def test_a_page_that_is_no_number_is_wrong(town: Town, query: dict[str, str]) -> None:
    assert places(problem(Api().get("themes", query), 400)) == set(query)


def test_a_page_that_is_not_there_is_not_found(town: Town) -> None:
    problem(Api().get("themes", {"page": "99"}), 404, "not_found")
    assert Api().get("themes", {"programme": str(town.talent.pk)}).json()["results"] == []


@pytest.mark.parametrize("path", ["offers", "themes", "programmes"])
def test_a_query_key_that_is_not_known_is_named(town: Town, path: str) -> None:
    found = problem(Api().get(path, {"themme": "1"}), 400)
    assert [(e["in"], e["location"], e["code"]) for e in found["errors"]] == [("query", "themme", "unknown_key")]


def test_a_query_key_on_one_thing_or_a_deed_is_named_too(town: Town) -> None:
    row = cast.booking(town)
    assert places(problem(Api(town, "coordinator").get(f"bookings/{row.pk}", {"expand": "1"}), 400)) == {"expand"}
    assert places(problem(Api(town, "librarian").post(f"bookings/{row.pk}/confirmations?force=1"), 400)) == {"force"}


def test_repeated_keys_are_or(town: Town) -> None:
    school = Api(town, "officer")
    both = school.client.get(BASE + "schools?sector=PO&sector=VO", headers=school.headers).json()
    assert (both["count"], school.get("schools", {"sector": "VO"}).json()["count"]) == (3, 1)
    twice = school.client.get(BASE + "offers?ordering=title&ordering=price", headers=school.headers)
    assert places(problem(twice, 400)) == {"ordering"}


@pytest.mark.parametrize(
    "query",
    [{"theme": "x"}, {"kind": "free"}, {"priceMax": "NaN"}, {"priceMax": "-1"}, {"startsAfter": "soon"},
     {"startsAfter": "2026-13-01"}, {"ordering": "id"}, {"facets": "yes"}, {"q": "a\0b"}, {"q": "x" * 500},
     {"yearGroup": "99"}, {"status": "secret"}, {"startsBefore": "9999-12-31T23:59:59-23:59"}],
)  # fmt: skip
def test_a_filter_that_cannot_be_understood_is_named(town: Town, query: dict[str, str]) -> None:
    assert places(problem(Api().get("offers", query), 400)) == set(query)


def test_the_catalogue_can_be_searched_and_counted(town: Town) -> None:
    cast.offer(town, title="Voorlezen in de klas", price=cast.Decimal("50.00"))
    cast.offer(town, title="Trommelen", themes=[town.care.pk], evidence_url="https://example.org/", kind="fixed")
    found = Api().get("offers", {"facets": "true", "ordering": "-price"}).json()
    assert [row["title"] for row in found["results"]] == ["Trommelen", "Voorlezen in de klas"]
    assert {value["label"]: value["count"] for value in found["facets"]["theme"]} == {
        "Talentontwikkeling": 1,
        "Zorg op school": 1,
    }
    for query in (
        {"q": "klassen"},
        {"priceMax": "60"},
        {"kind": "optional"},
        {"evidence": "no"},
        {"theme": str(town.talent.pk)},
    ):
        assert [row["title"] for row in Api().get("offers", query).json()["results"]] == ["Voorlezen in de klas"], query


def test_a_provider_lists_its_own_and_an_officer_what_waits(town: Town) -> None:
    cast.offer(town, publish=False)
    assert Api(town, "librarian").get("offers", {"status": "draft"}).json()["count"] == 1
    for who in ("", "musician", "officer"):
        assert (Api(town, who) if who else Api()).get("offers", {"status": "draft"}).json()["count"] == 0


# --- one thing, and what was read of it ---


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


# --- forms and words ---


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
def test_too_many_requests_say_when_to_come_back(town: Town, who: str) -> None:
    api = Api(town, who) if who else Api()
    bucket = f"throttle_token_{ApiToken.objects.get().pk}" if who else "throttle_public_127.0.0.1"
    before = cache.get(bucket)
    cache.set(bucket, [time.time()] * 6000, 60)
    answer = api.get("themes")
    cache.set(bucket, before, 60)
    problem(answer, 429, "too_many_requests")
    assert 1 <= int(answer.headers["Retry-After"]) <= 60


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
