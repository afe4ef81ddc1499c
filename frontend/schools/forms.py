"""What a school fills in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.offers.models import Offer, Revision
from catalogue.organisations.models import School
from frontend.days import Days
from frontend.forms import PageForm, WholeNumber, Words
from frontend.sayings import YEAR_WORDS
from frontend.wording import euro
from portal.budgets.models import TeamBudget
from portal.needs.models import Need

LONGEST_NEED = 80  # letters of a need in a list to choose from
UNIT_LABELS = {
    "session": _("How many sessions?"),
    "group": _("How many groups?"),
    "pupil": _("How many times?"),
    "hour": _("How many hours?"),
    "lump_sum": _("How many times?"),
}


class Amounts(PageForm):
    """How much: the part of a booking that decides what it costs."""

    units = WholeNumber()
    pupils = WholeNumber(label=_("How many pupils in total?"))

    def __init__(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = self.fields["units"]
        units.label = UNIT_LABELS[revision.unit]
        if revision.unit in ("pupil", "lump_sum"):
            units.widget = forms.HiddenInput()
            units.required = False
        size = revision.max_group_size
        if size and revision.unit in ("group", "session"):
            self.fields["pupils"].help_text = _("At most %(size)d in each group.") % {"size": size}

    def clean_units(self) -> int:
        """One, when the offer is not sold in units that a school chooses."""
        return self.cleaned_data.get("units") or 1


class NewBooking(Amounts, Days):
    """Everything that a school says when it asks for an offer."""

    year_groups = forms.MultipleChoiceField(
        label=_("For which year groups?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    adults = WholeNumber(
        label=_("How many adults come along?"), least=0, required=False,
        help_text=_("Teachers and parents. They cost nothing."),
    )  # fmt: skip
    remarks = Words(
        most=1000,
        required=False,
        label=_("What should the provider know?"),
        help_text=_("For example about the room or the day. Never write names of children."),
    )
    cover_shortfall = forms.BooleanField(
        label=_("Our school pays itself what the budget lacks"),
        required=False,
        help_text=_("Only what is missing; the rest comes from the budget."),
    )
    team = forms.ChoiceField(label=_("From whose budget?"), required=False)
    need = forms.ChoiceField(label=_("Which need of our school does it answer?"), required=False)
    field_order = ("units", "pupils", "adults", "year_groups", "session")

    def __init__(
        self,
        offer: Offer,
        school: School,
        *args: Any,
        teams: Sequence[TeamBudget] = (),
        needs: Sequence[Need] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(offer.text, *args, **kwargs)
        self.teams = {str(team.pk): team for team in teams}
        if teams and offer.kind != "fixed":
            words = [(pk, f"{team.name}: {euro(team.available)}") for pk, team in self.teams.items()]
            self.offer_choices("team", [("", _("the budget for everybody together")), *words])
        else:
            del self.fields["team"]
        self.needs = {str(need.pk): need for need in needs}
        if needs:
            said = [(pk, need.words[:LONGEST_NEED]) for pk, need in self.needs.items()]
            self.offer_choices("need", [("", _("none of them")), *said])
        else:
            del self.fields["need"]
        groups = [group for group in offer.text.year_groups if _taught(group, school.sector)]
        self.offer_choices("year_groups", [(group, YEAR_WORDS.get(group, group)) for group in groups])
        self.offer_days(offer)
        if offer.kind == "fixed" or offer.programme.overspend_booking != "own_money":
            del self.fields["cover_shortfall"]

    @property
    def chosen_team(self) -> TeamBudget | None:
        """The team that pays it, when one was chosen."""
        return self.teams.get(self.cleaned_data.get("team", ""))

    @property
    def chosen_need(self) -> Need | None:
        """The need that it answers, when one was cited."""
        return self.needs.get(self.cleaned_data.get("need", ""))


def _taught(group: str, sector: str) -> bool:
    """Whether a kind of school has this year group; special education may have any."""
    if sector in ("PO", "SBO"):
        return not group.startswith("vo")
    return sector not in ("VO", "VSO") or group.startswith("vo")


class Choice(PageForm):
    """What a school notes on its shortlist."""

    units = WholeNumber(label=_("How many?"))
    pupils = WholeNumber(label=_("Pupils"), required=False)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)


class Move(forms.Form):
    """Up or down the shortlist."""

    way = forms.ChoiceField(choices=[("up", "up"), ("down", "down")])


class Picked(forms.Form):
    """The lines of the shortlist that were ticked."""

    choice = forms.MultipleChoiceField()

    def __init__(self, ids: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["choice"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(each, each) for each in ids]
