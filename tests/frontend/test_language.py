"""Pages are in Dutch, whatever the browser asks, until the reader chooses English; that choice is kept."""

from __future__ import annotations

from django.test import Client

from tests.cast import Town


def test_dutch_is_the_default_also_for_a_browser_that_asks_for_english(town: Town):
    page = Client(headers={"Accept-Language": "en-US,en;q=0.9"}).get("/offers")
    assert page.headers["Content-Language"] == "nl"
    assert '<html lang="nl"' in page.content.decode()


def test_the_language_that_a_reader_chose_is_kept(town: Town):
    reader = Client()
    reader.post("/language", {"language": "en", "next": "/offers"})
    page = reader.get("/offers")
    assert page.headers["Content-Language"] == "en"
    assert '<html lang="en"' in page.content.decode()


def test_a_language_that_the_portal_does_not_speak_is_dutch(town: Town):
    reader = Client()
    reader.cookies["language"] = "xx"
    assert reader.get("/offers").headers["Content-Language"] == "nl"
