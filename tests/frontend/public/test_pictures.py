"""Photographs on the pages: who sees them, with which words, and that nothing else is ever sent."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from catalogue.offers import actions as offers
from catalogue.offers.models import Offer
from catalogue.pictures import actions
from catalogue.pictures.models import Picture
from frontend.pictures import address_of
from tests import cast
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.photographs import image, photograph

EVERYBODY = ("", "coordinator", "musician", "librarian", "officer")


@pytest.fixture
def picture(town: Town) -> Picture:
    return actions.add(
        town.library, content=photograph(of=image(1000, 700)), name="lezen.jpg", by=town.actor("librarian"),
        alt="Twee meisjes lezen samen", alt_en="Two girls read together", credit="De Boekenboom",
    )  # fmt: skip


def get(town: Town, who: str, address: str) -> Any:
    return Visitor(town, who).client.get(address)


def who_sees(town: Town, picture: Picture) -> set[str]:
    answers = {who: get(town, who, address_of(picture, "small")).status_code for who in EVERYBODY}
    assert set(answers.values()) <= {200, 404}
    return {who for who, status in answers.items() if status == 200}


def test_a_picture_is_as_public_as_the_offer_that_shows_it(town: Town, picture: Picture):
    assert who_sees(town, picture) == {"librarian"}
    offer = cast.offer(town, image=picture, publish=False)
    assert who_sees(town, picture) == {"librarian"}
    offers.submit(offer, by=town.actor("librarian"))
    assert who_sees(town, picture) == {"librarian", "officer"}
    offers.publish(offer, by=town.actor("officer"))
    assert who_sees(town, picture) == set(EVERYBODY)
    offers.withdraw(offer, by=town.actor("librarian"))
    assert who_sees(town, picture) == {"librarian", "officer"}


def test_a_picture_that_was_replaced_is_not_public_any_more(town: Town, picture: Picture):
    offer = cast.offer(town, image=picture)
    offers.edit(offer, image=None, by=town.actor("librarian"))
    offers.submit(offer, by=town.actor("librarian"))
    offers.publish(offer, by=town.actor("officer"))
    assert who_sees(town, picture) == {"librarian"}


@pytest.mark.parametrize("size", ["large", "small"])
def test_what_is_sent_can_only_be_a_jpeg_and_may_be_kept(town: Town, picture: Picture, size: str):
    cast.offer(town, image=picture)
    answer = get(town, "", address_of(picture, size))
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == f'inline; filename="{size}.jpg"'
    assert answer.headers["Content-Security-Policy"].endswith("sandbox")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert Image.open(BytesIO(b"".join(answer.streaming_content))).format == "JPEG"


def test_what_is_not_public_is_not_kept_for_others_and_an_old_address_not_for_long(town: Town, picture: Picture):
    mine = get(town, "librarian", address_of(picture, "large"))
    assert mine.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    cast.offer(town, image=picture)
    old = get(town, "", address_of(picture, "large").replace(picture.mark, "0" * 16))
    assert old.headers["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("size", ["original", "svg", "large-jpg"])
def test_no_other_file_has_an_address(town: Town, picture: Picture, size: str):
    cast.offer(town, image=picture)
    assert get(town, "librarian", f"/pictures/{picture.pk}/{size}.jpg").status_code == 404


def test_a_file_that_is_lost_is_not_there(town: Town, picture: Picture):
    cast.offer(town, image=picture)
    picture.small.storage.delete(picture.small.name)
    assert get(town, "", address_of(picture, "small")).status_code == 404


def test_a_picture_costs_one_statement(town: Town, picture: Picture, django_assert_num_queries):
    cast.offer(town, image=picture)
    visitor = Visitor()
    with django_assert_num_queries(1):
        visitor.client.get(address_of(picture, "large"))


def shown(offer: Offer, path: str = "", **cookies: str) -> Any:
    visitor = Visitor()
    visitor.client.cookies.load(cookies)
    return visitor.open(path or f"/offers/{offer.pk}")


def test_the_offer_shows_it_with_its_words_and_whose_it_is(town: Town, picture: Picture):
    page = shown(cast.offer(town, image=picture))
    (found,) = page.html.xpath("//figure/img")
    assert (found.get("alt"), found.get("width"), found.get("height")) == ("Twee meisjes lezen samen", "1000", "700")
    assert "640w" in found.get("srcset") and "1000w" in found.get("srcset")
    assert "Beeld: De Boekenboom" in page.text
    assert shown(Offer.objects.get(), language="en").html.xpath("//figure/img/@alt") == ["Two girls read together"]


def test_a_card_shows_the_small_one_and_waits_until_it_is_seen(town: Town, picture: Picture):
    page = shown(cast.offer(town, image=picture), "/offers")
    (found,) = page.html.xpath("//article//img")
    assert found.get("src") == address_of(picture, "small")
    assert (found.get("width"), found.get("height"), found.get("loading")) == ("640", "400", "lazy")


def test_an_offer_without_a_photograph_has_a_drawing(town: Town):
    offer = cast.offer(town)
    for path in ("", "/offers"):
        assert shown(offer, path).html.xpath("//*[local-name()='svg'][contains(@class, 'picture')]")
        assert not shown(offer, path).html.xpath("//main//img")
