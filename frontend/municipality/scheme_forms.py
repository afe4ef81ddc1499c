"""The forms of a grants scheme: its rules, and a decision about an application."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import Actor
from catalogue.money import CENT
from catalogue.organisations.queries import boards_visible_to
from catalogue.programmes.queries import programmes
from frontend.euro_field import Euros
from frontend.forms import Day, PageForm, WholeNumber, Words
from portal.subsidies.actions.schemes import Room, Window
from portal.subsidies.models import Scheme
from portal.subsidies.regulation import lines_of
from portal.subsidies.states import ORDERS

ROWS = 4
PLAIN = ("name", "language", "applicants", "activities", "refusals", "share_percent", "most_per_application", "order")


class SchemeForm(PageForm):
    """The rules of a scheme; empty rows of ceilings and periods are left out."""

    name = forms.CharField(label=gettext_lazy("Name of the scheme"), max_length=150)
    programme = forms.ChoiceField(label=gettext_lazy("Programme"))
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the text"), choices=[("nl", "Nederlands"), ("en", "English")]
    )
    applicants = forms.CharField(label=gettext_lazy("Who can apply"), max_length=200)
    activities = Words(label=gettext_lazy("Activities, one on each line"), most=3000, rows=5)
    share_percent = WholeNumber(label=gettext_lazy("Percentage of the costs"), most=100)
    most_per_application = Euros(label=gettext_lazy("At most per application"), least=CENT)
    order = forms.ChoiceField(label=gettext_lazy("Applications are handled"), choices=ORDERS)
    refusals = Words(label=gettext_lazy("Reasons to refuse, one on each line"), most=3000, rows=4)

    def __init__(self, actor: Actor, filled: Any = None, scheme: Scheme | None = None) -> None:
        first = {"share_percent": 100, "applicants": _("school boards")}
        super().__init__(filled, initial=_said(scheme) if scheme else first)
        rows = programmes().filter(municipality=actor.municipality).order_by("-starts_on")
        self.programmes = {str(each.pk): each for each in rows}
        choices = self.fields["programme"]
        assert isinstance(choices, forms.ChoiceField)
        choices.choices = [(key, row.name) for key, row in self.programmes.items()]
        for at in range(ROWS):
            number = {"number": at + 1}
            self.fields[f"ceiling_{at}_name"] = forms.CharField(
                label=_("For whom (%(number)s)") % number, max_length=80, required=False
            )
            self.fields[f"ceiling_{at}_amount"] = Euros(label=_("Ceiling (%(number)s)") % number, required=False)
            self.fields[f"period_{at}_opens_on"] = Day(label=_("From (%(number)s)") % number, required=False)
            self.fields[f"period_{at}_closes_on"] = Day(label=_("Until and with (%(number)s)") % number, required=False)

    def ceilings(self) -> Iterable[Any]:
        """The rows of ceilings, in pairs of fields."""
        return [(self[f"ceiling_{at}_name"], self[f"ceiling_{at}_amount"]) for at in range(ROWS)]

    def periods(self) -> Iterable[Any]:
        """The rows of periods, in pairs of fields."""
        return [(self[f"period_{at}_opens_on"], self[f"period_{at}_closes_on"]) for at in range(ROWS)]

    def clean(self) -> dict[str, Any]:
        """Half a row is named."""
        given: dict[str, Any] = self.cleaned_data
        for one, other in ((f"ceiling_{at}_name", f"ceiling_{at}_amount") for at in range(ROWS)):
            self._both(given, one, other)
        for one, other in ((f"period_{at}_opens_on", f"period_{at}_closes_on") for at in range(ROWS)):
            self._both(given, one, other)
        return given

    def _both(self, given: dict[str, Any], one: str, other: str) -> None:
        empty = [name for name in (one, other) if name in given and given[name] in (None, "")]
        if len(empty) == 1:
            self.add_error(empty[0], _("Fill in both, or empty the row."))

    def field_of(self, location: str) -> str:
        """`#/ceilings/0/amount` → `ceiling_0_amount`."""
        parts = location.removeprefix("#/").split("/")
        if len(parts) == 3:
            return f"{parts[0].removesuffix('s')}_{parts[1]}_{super().field_of(f'#/{parts[2]}')}"
        return {"ceilings": "ceiling_0_name", "periods": "period_0_opens_on"}.get(parts[0], super().field_of(location))

    @property
    def said(self) -> dict[str, Any]:
        """What was filled in, as `subsidies.draft_scheme` takes it."""
        given = self.cleaned_data
        rooms = [(given[f"ceiling_{at}_name"], given[f"ceiling_{at}_amount"]) for at in range(ROWS)]
        windows = [(given[f"period_{at}_opens_on"], given[f"period_{at}_closes_on"]) for at in range(ROWS)]
        return {name: given[name] for name in PLAIN} | {
            "ceilings": [Room(name, amount) for name, amount in rooms if name],
            "periods": [Window(opens, closes) for opens, closes in windows if opens],
        }


class ApplicationForm(PageForm):
    """What a board asked, and what is decided: a reason refuses it."""

    board = forms.ChoiceField(label=gettext_lazy("School board"))
    ceiling = forms.ChoiceField(label=gettext_lazy("Ceiling"))
    activity = forms.ChoiceField(label=gettext_lazy("Activity"))
    asked = Euros(label=gettext_lazy("Asked"), least=CENT)
    received_on = Day(label=gettext_lazy("Complete on"))
    ground = Words(
        label=gettext_lazy("Refuse it because"), most=500, rows=2, required=False,
        help_text=gettext_lazy("Leave it empty to grant. What you write stands in the letter."),
    )  # fmt: skip

    def __init__(self, actor: Actor, scheme: Scheme, filled: Any = None) -> None:
        super().__init__(filled)
        self.boards = {str(each.pk): each for each in boards_visible_to(actor).order_by("name")}
        self.rooms = {str(each.pk): each for each in scheme.ceilings.all()}
        activities = lines_of(scheme.activities)
        for name, choices in (
            ("board", [(key, row.name) for key, row in self.boards.items()]),
            ("ceiling", [(key, row.name) for key, row in self.rooms.items()]),
            ("activity", [(each, each) for each in activities]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    @property
    def said(self) -> dict[str, Any]:
        """What was filled in, as `subsidies.decide_application` takes it."""
        given = {name: value for name, value in self.cleaned_data.items() if name in self.fields}
        given["refusal"] = given.pop("ground")
        return given | {"board": self.boards[given["board"]], "ceiling": self.rooms[given["ceiling"]]}


def _said(scheme: Scheme) -> dict[str, Any]:
    said: dict[str, Any] = {name: getattr(scheme, name) for name in PLAIN} | {"programme": str(scheme.programme_id)}
    for at, room in enumerate(scheme.ceilings.all()):
        said |= {f"ceiling_{at}_name": room.name, f"ceiling_{at}_amount": room.amount}
    for at, window in enumerate(scheme.periods.all()):
        said |= {f"period_{at}_opens_on": window.opens_on, f"period_{at}_closes_on": window.closes_on}
    return said
