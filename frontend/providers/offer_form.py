"""The form of an offer, in five steps on one page, with a sentence of help beside what needs one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.offers.models import Offer
from catalogue.offers.states import KINDS, MENU_AREAS, UNITS, YEAR_GROUPS
from catalogue.organisations.models import SECTORS
from catalogue.programmes import queries as programmes
from catalogue.programmes.models import Programme
from frontend.euro_field import Euros
from frontend.forms import Day, PageForm, WholeNumber, Words
from frontend.pictures import MOTIFS
from frontend.sayings import name_of

STEPS: tuple[tuple[str | Promise, str | Promise, tuple[str, ...]], ...] = (
    (
        _("1. What is it?"),
        _("This is what teachers read first, between two lessons."),
        ("kind", "title", "summary", "description", "motif"),
    ),
    (_("2. For whom?"), _("Schools filter on this."), ("themes", "goal", "sectors", "year_groups", "menu_areas")),
    (
        _("3. How much and what does it cost?"),
        _("Prices without VAT. The portal adds VAT to the invoice when you charge it."),
        ("unit", "price", "min_units", "max_units", "min_group_size", "max_group_size", "capacity"),
    ),
    (
        _("4. When and where?"),
        _("Dates with a fixed hour you plan after you saved the offer."),
        ("starts_on", "ends_on", "lead_time_days", "place", "contact", "cancellation_terms"),
    ),
    (
        _("5. What else helps?"),
        _("The municipality looks at evidence. English is for parents and teachers who do not read Dutch yet."),
        ("evidence_url", "title_en", "summary_en", "description_en"),
    ),
)
SIDE_BY_SIDE = frozenset({
    "unit", "price", "min_units", "max_units", "min_group_size", "max_group_size", "capacity", "starts_on", "ends_on",
    "lead_time_days",
})  # fmt: skip
TICKS = forms.CheckboxSelectMultiple


class OfferForm(PageForm):
    """Everything that an offer says. Only the title and the price are needed to keep a draft."""

    kind = forms.ChoiceField(
        label=_("Fixed or optional?"), choices=KINDS, widget=forms.RadioSelect, initial="optional",
        help_text=_("Fixed: for every school, paid by the municipality. Optional: paid from the budget of the school."),
    )  # fmt: skip
    title = forms.CharField(
        label=_("Title"), max_length=120, help_text=_("Short and concrete: “Debating in ten lessons”.")
    )
    summary = Words(
        label=_("Promise in one sentence"), most=300, rows=2, required=False,
        help_text=_("What do children get out of it? This stands on the card."),
    )  # fmt: skip
    description = Words(
        label=_("What do the children do?"), most=5000, rows=8, required=False,
        help_text=_("Tell it as you would to a teacher: what happens, how often, what the teacher prepares."),
    )  # fmt: skip
    motif = forms.ChoiceField(
        label=_("Illustration"), required=False, help_text=_("Empty: the portal chooses one that fits the title."),
        choices=[("", "—"), *MOTIFS.items()],
    )  # fmt: skip
    themes = forms.MultipleChoiceField(label=_("Themes"), widget=TICKS, required=False)
    goal = forms.ChoiceField(
        label=_("Spending goal"),
        help_text=_("From which goal may the municipality pay this? Ask the policy officer when in doubt."),
    )
    sectors = forms.MultipleChoiceField(
        label=_("Kinds of schools"),
        choices=SECTORS,
        widget=TICKS,
        required=False,
        help_text=_("None: for every school."),
    )
    year_groups = forms.MultipleChoiceField(label=_("Year groups"), choices=YEAR_GROUPS, widget=TICKS, required=False)
    menu_areas = forms.MultipleChoiceField(
        label=_("Parts of the intervention menu"), choices=MENU_AREAS, widget=TICKS, required=False
    )
    unit = forms.ChoiceField(label=_("Sold per"), choices=UNITS)
    price = Euros(label=_("Price per unit, in euros"), most=Decimal("999999.99"))
    min_units = WholeNumber(label=_("At least how many?"), initial=1)
    max_units = WholeNumber(label=_("At most how many?"), required=False)
    min_group_size = WholeNumber(label=_("Smallest group"), required=False)
    max_group_size = WholeNumber(label=_("Largest group"), required=False)
    capacity = WholeNumber(
        label=_("Places in all"), required=False, help_text=_("Units (or pupils) in the whole period. Empty: no limit.")
    )
    starts_on = Day(label=_("From"), required=False)
    ends_on = Day(label=_("Until"), required=False)
    lead_time_days = WholeNumber(label=_("Days to prepare"), least=0, most=365, initial=14)
    place = forms.CharField(label=_("Place"), max_length=200, required=False, help_text=_("“At school” is fine."))
    contact = forms.CharField(label=_("Contact for schools"), max_length=200, required=False)
    cancellation_terms = Words(label=_("When and how can a school cancel?"), most=500, rows=2, required=False)
    evidence_url = forms.URLField(
        label=_("Research that shows it helps"), max_length=300, required=False, assume_scheme="https"
    )
    title_en = forms.CharField(label=_("Title in English"), max_length=120, required=False)
    summary_en = Words(label=_("Promise in English"), most=300, rows=2, required=False)
    description_en = Words(label=_("Description in English"), most=5000, rows=5, required=False)

    def __init__(self, programme: Programme, filled: Any = None, *, offer: Offer | None = None) -> None:
        super().__init__(filled, initial=_said(offer) if offer else None)
        self._choices(
            "themes", [(str(each.pk), name_of(each)) for each in programmes.themes().filter(programme=programme)]
        )
        of_programme = programmes.regulations().filter(programmeregulation__programme=programme)
        self._choices("goal", [(goal.code, goal.label) for each in of_programme for goal in each.goals.all()])
        if offer:
            del self.fields["kind"]

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def steps(self) -> Iterator[dict[str, Any]]:
        """The five steps, each with the fields that stand full width and those that stand side by side."""
        for title, words, names in STEPS:
            fields = [self[name] for name in names if name in self.fields]
            yield {
                "title": title,
                "words": words,
                "fields": [each for each in fields if each.name not in SIDE_BY_SIDE],
                "beside": [each for each in fields if each.name in SIDE_BY_SIDE],
            }

    @property
    def said(self) -> dict[str, Any]:
        """What was filled in, as `offers.actions` takes it."""
        given = dict(self.cleaned_data)
        given["themes"] = [UUID(each) for each in given["themes"]]
        return given


def _said(offer: Offer) -> dict[str, Any]:
    """What the newest version of the offer says, as first contents of the form."""
    revision = offer.draft or offer.text
    found = {name: getattr(revision, name) for name in OfferForm.base_fields if hasattr(revision, name)}
    return found | {"themes": [str(each.pk) for each in revision.themes.all()], "goal": offer.goal.code}
