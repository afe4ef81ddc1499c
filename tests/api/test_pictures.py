"""Pictures over the API: sent as a form, described in JSON, shown by offers as `imageUrl`."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import cast
from tests.api.client import Api, places, problem
from tests.cast import Town
from tests.photographs import bomb, photograph, upload

WORDS = {"alt": "Twee meisjes lezen samen", "altEn": "Two girls read", "credit": "De Boekenboom"}


def sent(town: Town, who: str = "librarian", **fields: Any) -> Any:
    return Api(town, who).upload("pictures", **({"file": upload()} | WORDS | fields))


def test_a_picture_is_kept_listed_and_described(town: Town) -> None:
    made = sent(town)
    assert made.status_code == 201
    body, librarian = made.json(), Api(town, "librarian")
    assert {name: body[name] for name in WORDS} == WORDS
    assert (body["width"], body["height"]) == (800, 500)
    assert sent(town).json()["id"] == body["id"]
    assert librarian.get("pictures").json()["results"] == [body]
    assert Api(town, "musician").get("pictures").json()["count"] == 0
    path = f"pictures/{body['id']}"
    assert made.headers["Location"].endswith(path)
    problem(librarian.patch(path, {"alt": "Anders"}), 428)
    better = librarian.patch(path, {"alt": "Drie meisjes"}, If_Match=made.headers["ETag"])
    assert better.json()["alt"] == "Drie meisjes"
    problem(librarian.patch(path, {"alt": "Vier"}, If_Match=made.headers["ETag"]), 412)
    assert librarian.delete(path).status_code == 204
    problem(librarian.get(path), 404)


def test_an_offer_shows_its_picture_with_a_whole_address(town: Town) -> None:
    librarian, picture = Api(town, "librarian"), sent(town).json()
    offer = cast.offer(town)
    assert Api().get(f"offers/{offer.pk}").json()["imageUrl"] is None
    changed = librarian.patch(f"offers/{offer.pk}", {"image": picture["id"]}, If_Match="*").json()
    assert (changed["image"], changed["draft"]["image"]) == (None, picture["id"])
    librarian.post(f"offers/{offer.pk}/submissions")
    Api(town, "officer").post(f"offers/{offer.pk}/reviews", {"verdict": "publish"})
    for found in (Api().get(f"offers/{offer.pk}").json(), Api().get("offers").json()["results"][0]):
        assert found["imageUrl"] == picture["imageUrl"]
        assert found["imageUrl"].startswith(f"{settings.PUBLIC_URL}/pictures/")
    assert Api().client.get(picture["imageUrl"].removeprefix(settings.PUBLIC_URL)).status_code == 200
    problem(librarian.delete(f"pictures/{picture['id']}"), 409, "in_use")


def test_a_picture_of_another_provider_cannot_be_named(town: Town) -> None:
    theirs = sent(town, "musician").json()["id"]
    answer = Api(town, "librarian").patch(f"offers/{cast.offer(town).pk}", {"image": theirs}, If_Match="*")
    assert places(problem(answer, 400)) == {"#/image"}
    problem(Api(town, "librarian").get(f"pictures/{theirs}"), 404)


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (SimpleUploadedFile("a.png", bomb()), "too_many_pixels"),
        (SimpleUploadedFile("a.svg", b"<svg onload='alert(1)'/>"), "svg"),
        (SimpleUploadedFile("a.png", photograph()), "wrong_extension"),
        (SimpleUploadedFile("a.jpg", photograph() + b"<script>"), "foreign_content"),
    ],
)
def test_what_is_refused_says_why(town: Town, file: SimpleUploadedFile, code: str) -> None:
    (error,) = problem(sent(town, file=file), 400, "invalid_input")["errors"]
    assert (error["location"], error["code"]) == ("#/file", code)


def test_without_words_or_with_others(town: Town) -> None:
    answer = Api(town, "librarian").upload("pictures", file=upload(), caption="x")
    assert places(problem(answer, 400)) == {"#/alt", "#/credit", "#/caption"}
    assert places(problem(sent(town, alt=" ", credit="x" * 121), 400)) == {"#/alt", "#/credit"}
    assert places(problem(sent(town, file="tekst"), 400)) == {"#/file"}


def test_forty_megabytes_are_not_read(town: Town) -> None:
    problem(sent(town, file=SimpleUploadedFile("a.jpg", bytes(40_000_000))), 413, "too_large")


def test_json_is_no_form(town: Town) -> None:
    problem(Api(town, "librarian").post("pictures", WORDS), 415)


def test_who_has_no_provider_keeps_no_pictures(town: Town) -> None:
    for who in ("officer", "coordinator"):
        problem(sent(town, who), 403, "wrong_role")


def test_the_same_key_sends_it_once(town: Town) -> None:
    librarian = Api(town, "librarian")
    librarian.headers |= {"Idempotency-Key": "een"}
    answers = [librarian.upload("pictures", file=upload(), **WORDS) for _time in range(2)]
    assert answers[0].json() == answers[1].json()
    assert answers[1].headers["Idempotency-Replayed"] == "true"
