"""Reading a message of a bank: elements by their names, whatever its version calls its namespace."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from catalogue.errors import Invalid


def wrong(code: str, found: str, expected: str) -> Invalid:
    """What was found in the file, and what was expected."""
    sentence = _("Found “%(found)s”; expected %(expected)s.") % {"found": found, "expected": expected}
    return Invalid.field("#/file", code, sentence)


def every(parent: Element, path: str) -> list[Element]:
    """Elements by local names: the namespace differs per version."""
    return parent.findall("/".join(f"{{*}}{step}" for step in path.split("/")))


def one(parent: Element, path: str) -> Element | None:
    """The first of them."""
    return next(iter(every(parent, path)), None)


def text(element: Element | None) -> str:
    """What stands in it, without the blanks around it; empty when it is not there."""
    return "" if element is None or element.text is None else element.text.strip()


def word(parent: Element, path: str) -> str:
    """The text of the first of them."""
    return text(one(parent, path))
