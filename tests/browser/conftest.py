"""A real browser on a real server, on the database of the test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.cast import PASSWORD, Town

# Playwright keeps an event loop in this thread; the database is asked between its steps, never inside one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
PICTURES = Path(__file__).parent / "screenshots"
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)

Window = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The Chromium of the system; in a container without a sandbox of its own."""
    return {"executable_path": CHROMIUM, "args": ["--no-sandbox"]}


@pytest.fixture(scope="session", autouse=True)
def _plain_static_files() -> Iterator[None]:
    """The test server looks static files up by their own names, not by the hashed names of production."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain}):
        yield


@pytest.fixture
def window(browser: Browser, live_server: LiveServer, real_town: Town) -> Iterator[Window]:
    """`window("coordinator")`: a window of that person, signed in by the sign-in page; without a name, the public."""
    contexts = []

    def opened(who: str = "", *, size: dict[str, int] = DESKTOP, language: str = "en") -> Page:
        context = browser.new_context(base_url=live_server.url, viewport=size)
        context.add_cookies([{"name": "language", "value": language, "url": live_server.url}])
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.wrong = []  # type: ignore[attr-defined]  # what the browser complains about, for the test to look at
        page.on("console", lambda said: page.wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        if who:
            page.goto("/accounts/login/")
            page.locator("input[name=login]").fill(real_town.membership[who].user.email)
            page.locator("input[name=password]").fill(PASSWORD)
            page.locator("main form button").first.click()
            page.wait_for_url(lambda url: "/accounts/login" not in url)
        return page

    yield opened
    for context in contexts:
        context.close()


def picture(page: Page, name: str) -> None:
    """Keep what is on the screen, for people to look at."""
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
