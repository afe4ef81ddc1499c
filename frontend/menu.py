"""What a menu is made of: links, in groups, for a kind of visitor."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from catalogue.actor import Actor


@dataclass(frozen=True, slots=True)
class Item:
    """One link in the bar at the top; `section` is the part of the path that makes it the current one.

    `only`: the roles that may open it, when those are fewer than of the visitor.
    """

    label: str | Promise
    name: str
    section: str
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Links that belong together, under a word; the word is empty when there is one group only."""

    label: str | Promise
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Visitor:
    """A kind of visitor: the roles, the page where they start, their links, and those that are needed less often."""

    roles: tuple[str, ...]
    home: str
    items: tuple[Item, ...]
    icon: str
    more: tuple[Group, ...] = ()

    @property
    def links(self) -> tuple[Item, ...]:
        """All of them."""
        return (*self.items, *(item for each in self.more for item in each.items))


def group(label: str | Promise, *items: Item) -> Group:
    """These links under one word."""
    return Group(label, items)


def menu_of(visitor: Visitor, actor: Actor) -> list[tuple[str | Promise, list[Item]]]:
    """What is needed less often, by group, as far as this actor may open it."""
    found = [
        (each.label, [item for item in each.items if not item.only or actor.role in item.only]) for each in visitor.more
    ]
    return [(label, items) for label, items in found if items]


def current(items: tuple[Item, ...], path: str) -> str:
    """The section of the link that this path belongs to: the longest that fits. An overview fits only itself."""
    sections = [item.section for item in items]
    overviews = {section for section in sections if any(other.startswith(f"{section}/") for other in sections)}
    fitting = [
        section
        for section in sections
        if path == section or (section not in overviews and path.startswith(f"{section}/"))
    ]
    return max(fitting, key=len, default="")
