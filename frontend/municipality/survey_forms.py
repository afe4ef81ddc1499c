"""The forms of surveys and of the log of a process."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.actor import Actor
from catalogue.offers.models import Offer
from catalogue.offers.queries import visible_to
from catalogue.programmes.models import Programme, Theme
from catalogue.programmes.queries import programmes
from frontend.forms import Day, PageForm, WholeNumber, Words
from frontend.sayings import name_of, title_of
from portal.people.actors import acting
from portal.surveys import vocabulary
from portal.surveys.actions import Asked, Step
from portal.surveys.models import Survey, Topic
from portal.surveys.states import KINDS, STEPS


def lines_of(text: str) -> list[str]:
    """What stands on the lines that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class NewSurvey(PageForm):
    """Whom is asked what, until when."""

    programme = forms.ChoiceField(label=_("Programme"))
    name = forms.CharField(label=_("Name of the survey"), max_length=120)
    kind = forms.ChoiceField(label=_("Who is asked?"), choices=KINDS, widget=forms.RadioSelect, initial="youth")
    topics = Words(
        most=4000, rows=8, label=_("Topics, one on each line"),
        help_text=_("The English name behind a slash: Veiligheid / Safety"),
    )  # fmt: skip
    most_topics = WholeNumber(least=2, most=5, initial=3, label=_("How many topics may somebody choose at most?"))
    scale_question = forms.CharField(
        max_length=200, required=False, label=_("A question with an answer from 1 to 5"),
        help_text=_("1 is not at all, 5 is very much."),
    )  # fmt: skip
    asks_words = forms.BooleanField(required=False, label=_("Partners may also write some words"))
    opens_on = Day(required=False, label=_("Can be answered from"))
    closes_on = Day(required=False, label=_("Last day to answer"))
    smallest = WholeNumber(most=1000, required=False, label=_("Show counts from this number on"))

    def __init__(self, request: HttpRequest, filled: Any = None) -> None:
        super().__init__(filled)
        rows = programmes().filter(municipality=acting(request).municipality)
        self.found: dict[str, Programme] = {str(each.pk): each for each in rows}
        field = self.fields["programme"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, str(row)) for key, row in self.found.items()]
        self.initial["topics"] = "\n".join(f"{name} / {english}" for name, english in vocabulary.topics())
        self.initial["smallest"] = vocabulary.smallest_count()

    @property
    def programme_chosen(self) -> Programme:
        """The programme, once the form is valid."""
        return self.found[self.cleaned_data["programme"]]

    @property
    def asked(self) -> Asked:
        """What the deed takes."""
        given = dict(self.cleaned_data)
        given.pop("programme")
        parts = [line.partition("/") for line in lines_of(given.pop("topics"))]
        return Asked([(name.strip(), english.strip()) for name, _slash, english in parts], given)


class SurveyChange(PageForm):
    """What may still change: its name, its days, and who sees the results."""

    name = forms.CharField(label=_("Name of the survey"), max_length=120)
    opens_on = Day(required=False, label=_("Can be answered from"))
    closes_on = Day(required=False, label=_("Last day to answer"))
    is_public = forms.BooleanField(required=False, label=_("Everybody may see the results after it is closed"))


class AnswerFile(PageForm):
    """A table with answers; looked at first, or read in."""

    file = forms.FileField(label=_("The table, filled in"), help_text=_("XLSX or CSV, one row per person."))


class CountFile(PageForm):
    """A table with how many people named each topic."""

    name = forms.CharField(max_length=120, label=_("What was counted?"), help_text=_("For example: interviews"))
    people = WholeNumber(label=_("With how many people?"))
    counts = forms.FileField(
        label=_("The table with counts"), help_text=_("XLSX or CSV with the columns Topic and People.")
    )

    def field_of(self, location: str) -> str:
        """Faults in the file stand beside the file."""
        return {"#/file": "counts", "#/topics": "counts"}.get(location) or super().field_of(location)


class LinkForm(PageForm):
    """The theme that a topic belongs to, and the offer that answers it."""

    theme = forms.ChoiceField(required=False, label=_("Theme"))
    offers = forms.MultipleChoiceField(
        required=False, label=_("Offers"), widget=forms.SelectMultiple(attrs={"size": 4})
    )

    def __init__(self, topic: Topic, themes: list[Theme], offers: list[Offer], data: Any = None) -> None:
        chosen = {"theme": topic.theme_id or "", "offers": [str(each.pk) for each in topic.offers.all()]}
        super().__init__(data, initial=chosen, prefix=f"topic-{topic.pk}")
        self.topic = topic
        self.themes = {str(each.pk): each for each in themes}
        self.offers_known = {str(each.pk): each for each in offers}
        self.fields["theme"] = forms.ChoiceField(
            required=False, label=_("Theme"),
            choices=[("", "–"), *((key, name_of(each)) for key, each in self.themes.items())],
        )  # fmt: skip
        field = self.fields["offers"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, title_of(each)) for key, each in self.offers_known.items()]

    @property
    def links(self) -> dict[str, Any]:
        """What the deed takes."""
        given = self.cleaned_data
        offers = [self.offers_known[key] for key in given["offers"]]
        return {"theme": self.themes.get(given["theme"]), "offers": offers}


class StepForm(PageForm):
    """One step of a process."""

    kind = forms.ChoiceField(label=_("What was it?"), choices=STEPS)
    starts_on = Day(label=_("From"))
    ends_on = Day(required=False, label=_("Until"))
    words = Words(most=500, rows=2, label=_("What came out of it?"))
    organisations = Words(
        most=5000, rows=4, required=False, label=_("Organisations that took part, one on each line"),
        help_text=_("Names of organisations, not of people."),
    )  # fmt: skip

    @property
    def step(self) -> Step:
        """What the deed takes."""
        return Step(**self.cleaned_data | {"organisations": lines_of(self.cleaned_data["organisations"])})


def links_of(actor: Actor, survey: Survey) -> list[LinkForm]:
    """A form for each topic: the themes and published offers of the programme to choose from. Constant statements."""
    themes = list(survey.programme.themes.all())
    offers = list(visible_to(actor).filter(programme=survey.programme_id, status="published"))
    topics = survey.topics.prefetch_related("offers")
    return [LinkForm(topic, themes, offers) for topic in topics]
