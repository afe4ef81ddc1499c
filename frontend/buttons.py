"""The deeds that a page offers as buttons: which are there, what pressing one does, and what is said when it fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.utils.functional import Promise

from catalogue.actor import Actor
from catalogue.lifecycle import Thing, expect
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import Reason
from portal.people.actors import acting

T = TypeVar("T", bound=Thing)


@dataclass(frozen=True, slots=True)
class Button(Generic[T]):
    """One deed of a page: when it is there, what it does, its words, and whether it asks why.

    What follows from it may depend on the thing: then `consequence` makes the sentence.
    """

    name: str
    may: Callable[[Actor, T], bool]
    act: Callable[[T, Actor, str], object]
    label: str | Promise
    consequence: str | Promise | Callable[[T], str]
    done: str | Promise
    kind: str = "secondary-action"
    asks_reason: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A button as it stands on the page; `form` is there when it was pressed and refused."""

    name: str
    label: str | Promise
    consequence: str | Promise
    kind: str
    asks_reason: bool
    address: str
    form: Reason | None = None


def shown(
    buttons: Sequence[Button[T]],
    actor: Actor,
    thing: T,
    address: Callable[[str], str],
    failed: tuple[str, Reason] | None = None,
) -> list[Shown]:
    """The buttons that this actor may press now; `address` gives where each goes, by its name."""
    return [
        Shown(
            each.name, each.label, said(each, thing), each.kind, each.asks_reason, address(each.name),
            failed[1] if failed and failed[0] == each.name else None,
        )
        for each in buttons
        if each.may(actor, thing)
    ]  # fmt: skip


def said(button: Button[T], thing: T) -> str | Promise:
    """What follows from pressing it, for this thing."""
    return button.consequence(thing) if callable(button.consequence) else button.consequence


def named(buttons: Sequence[Button[T]], name: str) -> Button[T]:
    """The button with this name; 404 when there is none."""
    found = next((each for each in buttons if each.name == name), None)
    if found is None:
        raise Http404
    return found


def press(
    request: HttpRequest, button: Button[T], read: Callable[[], T], after: Callable[[T], str]
) -> HttpResponseRedirect | Reason:
    """Do the deed once and go on; or the form with what the rules said.

    `read` gets the thing inside the transaction of the deed, so that what is judged is what is there.
    """
    form = Reason(request.POST)
    if not form.is_valid():
        return form

    def deed() -> Done:
        thing = read()
        expect(thing, form.cleaned_data["version"])
        button.act(thing, acting(request), form.cleaned_data["reason"])
        return Done(after(thing), str(button.done))

    answer = attempt(request, deed)
    if isinstance(answer, Refusal):
        form.take(answer)
        return form
    return answer
