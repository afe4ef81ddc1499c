"""Somebody with a browser and no JavaScript: opens pages, reads them, fills in what they show and presses buttons."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import lxml.html
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Town

UNSEEN = ("script", "style", "head")


class Page:
    """What came back: a status, an address, and a page to read."""

    def __init__(self, response: Any, path: str) -> None:
        self.response = response
        self.status: int = response.status_code
        self.path = response.redirect_chain[-1][0] if getattr(response, "redirect_chain", None) else path
        content = response.content
        if "html" in response.headers.get("Content-Type", ""):
            content = content.decode()  # a piece of a page does not say its encoding itself
        self.html = lxml.html.fromstring(content) if content else lxml.html.Element("html")

    @property
    def text(self) -> str:
        """All words of the page, with single spaces (no-break spaces too; joiners are left out)."""
        for hidden in self.html.xpath(" | ".join(f"//{name}" for name in UNSEEN)):
            hidden.drop_tree()
        return words(self.html)

    @property
    def title(self) -> str:
        """The one h1."""
        (title,) = self.html.xpath("//h1")
        return words(title)

    def all(self, path: str) -> list[str]:
        """The words of every element that fits an XPath."""
        return [words(found) for found in self.html.xpath(path)]

    def links(self) -> list[str]:
        """Every address that the page links to."""
        return list(self.html.xpath("//a/@href"))

    def buttons(self) -> list[str]:
        """Every button that can be pressed."""
        return self.all("//main//button[not(@disabled)] | //button[contains(@class, 'primary')][not(@disabled)]")

    @property
    def cards(self) -> list[str]:
        """The titles of the offers in a list."""
        return self.all("//article//h3")


class Visitor:
    """A member of the cast, or nobody in particular."""

    def __init__(self, town: Town | None = None, who: str = "") -> None:
        self.client = Client()
        if town and who:
            self.client.force_login(town.membership[who].user)

    def open(self, path: str, **query: Any) -> Page:
        """Go to an address."""
        return Page(self.client.get(path, query or None, follow=True), path)

    def press(self, page: Page, button: str, **filled: Any) -> Page:
        """Fill in the form that this button belongs to, on top of what it shows, and press it."""
        pressed = next((each for each in page.html.xpath("//button") if button in words(each)), None)
        assert pressed is not None, f"no button “{button}” among {page.all('//button')}"
        owner = pressed.get("form")
        form = page.html.get_element_by_id(owner) if owner else next(pressed.iterancestors("form"))
        data: dict[str, Any] = {}
        for name, value in sent_by(form):
            data.setdefault(name, []).append(value)
        for box in page.html.xpath(f"//input[@form='{form.get('id')}'][@checked]") if form.get("id") else []:
            data.setdefault(box.get("name"), []).append(box.get("value"))
        if pressed.get("name"):
            data[pressed.get("name")] = pressed.get("value")
        data |= filled
        send = self.client.get if (pressed.get("formmethod") or form.method).upper() == "GET" else self.client.post
        where = pressed.get("formaction") or form.get("action") or page.path
        return Page(send(where, data, follow=True), where)

    def statements(self, look: Callable[[], Page]) -> int:
        """How many database statements a page costs."""
        with CaptureQueriesContext(connection) as captured:
            assert look().status == 200
        return len(captured)


def sent_by(form: Any) -> list[tuple[str, str]]:
    """What a browser sends of a form as it stands: an empty text too, and an empty choice as such."""
    found = list(form.form_values())
    for radio in form.xpath(".//input[@type='radio'][@checked][@value='']"):
        found.remove((radio.name, "on"))
        found.append((radio.name, ""))
    empty = form.xpath(".//input[not(@value)][not(@type) or @type='text' or @type='url' or @type='date']")
    return found + [(each.name, "") for each in empty if each.name]


def words(element: Any) -> str:
    """The words of an element as one line."""
    return re.sub(r"[\s\u00a0]+", " ", " ".join(element.itertext()).replace("\u2060", "")).strip().replace(" :", ":")
