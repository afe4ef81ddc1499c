"""The fields of an offer, each with a sentence of help beside it where one is needed.

None is required here: a draft may miss anything. What must be there before it is sent says `catalogue.offers.rules`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from catalogue.offers.states import (
    COSTS,
    KINDS,
    MENU_AREAS,
    PERIODS,
    STRENGTHS,
    TARGET_GROUPS,
    UNITS,
    YEAR_GROUPS,
)
from catalogue.organisations.models import SECTORS
from frontend.euro_field import Euros
from frontend.forms import Day, WholeNumber, Words
from frontend.pictures import MOTIFS
from frontend.providers.picture_form import PictureFields


class Number(WholeNumber):
    """A whole number that is typed as text, so that the browser hands over a wrong one too."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Phones show digits."""
        return {"inputmode": "numeric", "maxlength": 20}


def _text(label: Any, most: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=False, help_text=help_text)


def _one(label: Any, choices: Any = (), help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False, help_text=help_text)


def _step(label: Any, words: list[Any]) -> forms.TypedChoiceField:
    choices = [("", "—"), *((str(step), format_lazy("{}: {}", step, each)) for step, each in enumerate(words))]
    return forms.TypedChoiceField(label=label, choices=choices, coerce=int, empty_value=None, required=False)


def _ticks(label: Any, choices: Any = (), help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, help_text=help_text, widget=forms.CheckboxSelectMultiple
    )


class OfferFields(PictureFields):
    """Everything that an offer says."""

    kind = forms.ChoiceField(
        label=_("Fixed or optional?"), choices=KINDS, widget=forms.RadioSelect, initial="optional", required=False,
        help_text=_("Fixed: for every school, paid by the municipality. Optional: paid from the budget of the school."),
    )  # fmt: skip
    title = _text(_("Title"), 120, _("Short and concrete: “Debating in ten lessons”."))
    summary = Words(
        label=_("Promise in one sentence"), most=300, rows=2, required=False,
        help_text=_("What do children get out of it? This stands on the card."),
    )  # fmt: skip
    description = Words(
        label=_("What do the children do?"), most=5000, rows=8, required=False,
        help_text=_("Tell it as you would to a teacher: what happens, how often, what the teacher prepares."),
    )  # fmt: skip
    motif = _one(
        _("Illustration"), [("", "—"), *MOTIFS.items()], _("Empty: the portal chooses one that fits the title.")
    )

    themes = _ticks(_("Themes"))
    goal = _one(
        _("Spending goal"),
        (),
        _("From which goal may the municipality pay this? Ask the policy officer when in doubt."),
    )
    cases = _ticks(
        _("Is it about one of these cases?"), (),
        _("Tick what applies. The municipality then sees at once whether it may be paid, and from what."),
    )  # fmt: skip
    sectors = _ticks(_("Kinds of schools"), SECTORS, _("None: for every school."))
    year_groups = _ticks(
        _("Year groups"), YEAR_GROUPS, _("Only those of the kinds of schools that you chose. None: for all.")
    )
    target_groups = _ticks(_("For which children?"), TARGET_GROUPS)
    menu_areas = _ticks(
        _("Parts of the intervention menu"), [(code, format_lazy("{}: {}", code, words)) for code, words in MENU_AREAS]
    )  # fmt: skip

    unit = _one(_("Sold per"), UNITS)
    price = Euros(label=_("Price per unit, without VAT"), most=Decimal("999999.99"), required=False)
    min_units = Number(label=_("At least how many?"), initial=1, help_text=_("The least that a school can book."))
    max_units = Number(label=_("At most how many?"), help_text=_("Empty: as many as there are."))
    min_group_size = Number(label=_("Smallest group"), help_text=_("Pupils in a group."))
    max_group_size = Number(label=_("Largest group"), help_text=_("Pupils in a group."))
    capacity = Number(label=_("Places in all"), help_text=_("Units (or pupils) in the whole period. Empty: no limit."))
    entitlement_units = Number(
        label=_("How many may every school have?"), help_text=_("Units for each school. Only for a fixed offer.")
    )
    entitlement_period = _one(_("Per"), [("", "—"), *PERIODS])
    entitlement_per_pupils = Number(
        label=_("Once for every … pupils"), help_text=_("Empty: as many for a large school as for a small one.")
    )

    starts_on = Day(label=_("From"), required=False)
    ends_on = Day(label=_("Until"), required=False)
    weeks = Number(
        label=_("Hours a week, for how many weeks?"),
        least=1,
        most=53,
        help_text=_("Only per hour: then the numbers are hours a week, such as 16 to 20. Empty: hours in all."),
    )
    lead_time_days = Number(
        label=_("Days to prepare"),
        least=0,
        most=365,
        initial=14,
        help_text=_("Between the booking and the first time."),
    )
    venue = _one(_("Your place"), (), _("Where groups come to you. You keep your places on your own page."))
    place = _text(_("Place in words"), 200, _("“At school” is fine."))
    contact_person = _one(_("Contact person"), (), _("Whom schools ask. You keep the people on your own page."))
    contact = _text(_("Contact in words"), 200, _("A general address or telephone number."))
    cancel_free_days = Number(
        label=_("Cancelling is free until … days before"), least=0, most=365, help_text=_("0: until the day itself.")
    )
    cancel_late_percent = Number(
        label=_("After that the school pays … % of the price"),
        least=0,
        most=100,
        help_text=_("0: nothing. 100: all of it."),
    )
    cancellation_terms = Words(
        label=_("What else should a school know about cancelling?"), most=500, rows=2, required=False
    )

    evidence_url = forms.URLField(
        label=_("Research that shows it helps"), max_length=300, required=False, assume_scheme="https",
        help_text=_("The address where it can be read. Nothing to show? Then the page says so, honestly."),
    )  # fmt: skip
    evidence_months = Number(
        label=_("Progress in months"),
        least=0,
        most=24,
        help_text=_("How far pupils came ahead in a year, says the research."),
    )
    evidence_strength = _step(_("How strong is the evidence?"), STRENGTHS)
    evidence_cost = _step(_("How dear is the approach?"), COSTS)
    title_en = _text(_("Title in English"), 120)
    summary_en = Words(label=_("Promise in English"), most=300, rows=2, required=False)
    description_en = Words(label=_("Description in English"), most=5000, rows=5, required=False)
