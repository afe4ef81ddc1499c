"""What a school fills in on its year plan: per line how much, when and from whose budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.offers.models import Offer, Session
from catalogue.organisations.models import School
from frontend.forms import Day, PageForm, WholeNumber
from frontend.schools.forms import UNIT_LABELS
from frontend.wording import euro, span
from portal.bookings.models import Choice
from portal.bookings.wanted import Wanted
from portal.budgets.models import TeamBudget
from portal.entitlements.queries import Part

USUAL = 25  # pupils of a group, until somebody says how many


def suggested(offer: Offer, units: int) -> int:
    """So many pupils as usually come, when nobody said it yet: it only fills the field in."""
    groups = units if offer.text.unit in ("group", "session") else 1
    return min(USUAL, offer.text.max_group_size or USUAL) * groups


class YearLine(PageForm):
    """One line of the plan. Always filled in: with what was typed, or else with what the shortlist says."""

    pick = forms.BooleanField(required=False)
    units = WholeNumber()
    pupils = WholeNumber(label=_("Pupils"))
    session = forms.ChoiceField(label=_("Which date?"), required=False)
    day = Day(label=_("Which day?"), required=False)
    team = forms.ChoiceField(label=_("From whose budget?"), required=False)
    cover = forms.BooleanField(label=_("Our school pays itself what the budget lacks"), required=False)

    def __init__(
        self, offer: Offer, school: School, key: str, *, values: Mapping[str, str], given: Mapping[str, str] | None,
        sessions: Sequence[Session] = (), teams: Sequence[TeamBudget] = (),
    ) -> None:  # fmt: skip
        self.offer, self.school, self.key, self.values = offer, school, key, dict(values)
        self.sessions = {str(each.pk): each for each in sessions}
        self.teams = {str(each.pk): each for each in teams} if offer.kind == "optional" else {}
        super().__init__({f"{key}-{name}": value for name, value in self._filled(given).items()}, prefix=key)
        self._leave_what_counts()

    def _filled(self, given: Mapping[str, str] | None) -> dict[str, str]:
        """What was sent, over what stood there; a tick that was not sent is not there."""
        if given is None:
            return self.values
        before = {name: value for name, value in self.values.items() if name != "pick"}
        return before | {name: given[sent] for name in self.base_fields if (sent := f"{self.key}-{name}") in given}

    def untick(self) -> None:
        """Show the line without its tick: it cannot be booked as it stands."""
        self.data = {name: value for name, value in self.data.items() if name != f"{self.key}-pick"}
        self.full_clean()

    def _leave_what_counts(self) -> None:
        """The fields that this offer asks for."""
        units = self.fields["units"]
        units.label = UNIT_LABELS[self.offer.text.unit]
        if self.offer.text.unit in ("pupil", "lump_sum"):
            units.widget = forms.HiddenInput()
        dates = [(key, f"{span(each.starts_at, each.ends_at)} {each.place}") for key, each in self.sessions.items()]
        teams = [(key, f"{team.name}: {euro(team.available)}") for key, team in self.teams.items()]
        self._choices("session", _("no date yet"), dates)
        self._choices("team", _("the budget for everybody together"), teams)
        if self.sessions:
            del self.fields["day"]
        if self.offer.kind == "fixed" or self.offer.programme.overspend_booking != "own_money":
            del self.fields["cover"]

    def _choices(self, name: str, nothing: Any, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if choices and isinstance(field, forms.ChoiceField):
            field.choices = [("", nothing), *choices]
        else:
            del self.fields[name]

    @property
    def when(self) -> tuple[Session | None, date | None]:
        """The session, or the day, that was filled in."""
        return self.sessions.get(self.cleaned_data.get("session") or ""), self.cleaned_data.get("day")

    @property
    def said(self) -> dict[str, Any]:
        """What a choice keeps of it, in the words of `choose`."""
        session, day = self.when
        team = self.teams.get(self.cleaned_data.get("team") or "")
        return {
            "units": self.cleaned_data["units"], "pupils": self.cleaned_data["pupils"], "session": session,
            "wished_on": None if session else day, "team": team,
        }  # fmt: skip

    @property
    def picked(self) -> bool:
        """Whether the line is ticked."""
        return bool(self.cleaned_data.get("pick"))

    def wanted(self, *, counts: bool) -> Wanted:
        """What would be booked; where a field is wrong, what stood there before counts."""
        valid = self.is_valid()
        said = self.said if valid else {"units": int(self.values["units"]), "pupils": int(self.values["pupils"])}
        return Wanted(self.offer, cover=bool(self.cleaned_data.get("cover")), counts=counts, **said)

    @property
    def changed(self) -> dict[str, str]:
        """The names and values that differ from what stood there before: enough to show the same page again."""
        sent = {name: str(self.data.get(f"{self.key}-{name}", "")) for name in self.fields}
        return {
            f"{self.key}-{name}": value
            for name, value in sent.items()
            if (name == "pick" and value) or (name != "pick" and value != self.values.get(name, ""))
        }


def of_choice(choice: Choice) -> dict[str, str]:
    """What a wish fills in."""
    pupils = choice.pupils or suggested(choice.offer, choice.units)
    return {
        "pick": "on", "units": str(choice.units), "pupils": str(pupils), "session": _id(choice.session_id),
        "day": choice.wished_on.isoformat() if choice.wished_on else "", "team": _id(choice.team_id),
    }  # fmt: skip


def of_part(offer: Offer, part: Part) -> dict[str, str]:
    """What is left of a fixed offer in a period fills in: all of it that may be booked at once."""
    most = offer.text.max_units or part.left or 1
    units = max(min(part.left if part.left is not None else offer.text.min_units, most), 1)
    return {"units": str(units), "pupils": str(suggested(offer, units))}


def _id(pk: UUID | None) -> str:
    return str(pk) if pk else ""
