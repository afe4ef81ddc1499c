"""The forms of the money: the lines of a plan, a move between two of them, the consent for one, a grant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.errors import Fault
from catalogue.money import CENT, ZERO
from catalogue.programmes import queries as programmes
from catalogue.programmes.models import Theme
from frontend.deeds import Refusal
from frontend.euro_field import Euros
from frontend.forms import Day, PageForm, WholeNumber, Words
from frontend.municipality.basis_form import BasisFields, basis_of
from frontend.sayings import name_of
from frontend.wording import euro
from portal.funding.actions.grants import MOST_TERMS, Terms
from portal.funding.models import BudgetPlan, Grant, PlanLine
from portal.funding.states import LINE_KINDS

SPARE = 3
MOST_LINES = 100
MOST_OTHERS = 4  # grants beside the first one


class LineForm(BasisFields):
    """One line; a row without a name and an amount is left out."""

    name = forms.CharField(label=gettext_lazy("Purpose"), max_length=120, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=LINE_KINDS)
    theme = forms.ChoiceField(label=gettext_lazy("Theme"), required=False)
    amount = Euros(label=gettext_lazy("Amount"), required=False)
    grant = forms.ChoiceField(label=gettext_lazy("Paid from"))
    consent_of = forms.CharField(label=gettext_lazy("Only after consent of"), max_length=120, required=False)
    code = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, themes: Sequence[Theme], grants: Sequence[Grant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choices("theme", [("", "—"), *((str(each.pk), name_of(each)) for each in themes)])
        known = [(str(each.pk), named(each)) for each in grants]
        self._choices("grant", known)
        self.others = min(len(grants) - 1, MOST_OTHERS)
        for at in range(self.others):
            self.fields[f"also_{at}"] = forms.ChoiceField(
                label=_("Also paid from"), choices=[("", "—"), *known], required=False
            )
            self.fields[f"also_{at}_amount"] = Euros(label=_("How much of it"), required=False)

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def also(self) -> Iterable[tuple[Any, Any]]:
        """The fields of the other grants, in pairs."""
        return [(self[f"also_{at}"], self[f"also_{at}_amount"]) for at in range(self.others)]

    def sources(self, grants: Mapping[str, Grant]) -> list[dict[str, Any]]:
        """The grants with what each pays: the first one what the others leave; empty when one pays all of it."""
        given = self.cleaned_data
        pairs = [(given.get(f"also_{at}"), given.get(f"also_{at}_amount")) for at in range(self.others)]
        others = [{"grant": grants[grant], "amount": amount} for grant, amount in pairs if grant and amount]
        rest = given["amount"] - sum((each["amount"] for each in others), ZERO)
        return [{"grant": grants[given["grant"]], "amount": rest}, *others] if others else []

    @property
    def is_blank(self) -> bool:
        """Nothing was filled in."""
        return not self.cleaned_data.get("name") and self.cleaned_data.get("amount") is None

    def clean(self) -> dict[str, Any]:
        """A name without an amount, or the other way round, is named."""
        given: dict[str, Any] = self.cleaned_data
        if not self.errors and not self.is_blank:
            if not given.get("name"):
                self.add_error("name", _("Say what this money is for."))
            if given.get("amount") is None:
                self.add_error("amount", _("Fill in how much, or empty the row."))
        return given


class Lines:
    """All rows of a version, those of the version before and some to spare."""

    def __init__(self, plan: BudgetPlan | None, themes: Sequence[Theme], grants: Sequence[Grant], filled: Any) -> None:
        self.themes, self.grants = {str(each.pk): each for each in themes}, {str(each.pk): each for each in grants}
        before = [_said(line) for line in plan.lines.all()] if plan else []
        asked = str(filled.get("rows", "")) if filled else ""
        rows = min(int(asked), MOST_LINES) if asked.isdigit() else len(before) + SPARE
        first = [*before, *({} for _spare in range(rows))][:rows]
        self.forms = [
            LineForm(filled or None, prefix=f"line-{at}", initial=initial, themes=themes, grants=grants)
            for at, initial in enumerate(first)
        ]
        self.refusal: Refusal | None = None

    @property
    def are_valid(self) -> bool:
        """Every row can be read."""
        valid = [form.is_valid() for form in self.forms]  # each of them, so that each shows what is wrong
        return all(valid)

    @property
    def status(self) -> int:
        """The status of the page that shows them."""
        if self.refusal:
            return self.refusal.status
        return 400 if any(form.is_bound and form.errors for form in self.forms) else 200

    @property
    def said(self) -> list[dict[str, Any]]:
        """What was filled in, as `funding.draft_plan` takes it."""
        found = []
        for form in self._filled():
            apart = ("also_", "basis_")
            given = {name: value for name, value in form.cleaned_data.items() if not name.startswith(apart)}
            given["basis"] = form.basis
            given["theme"], given["grant"] = self.themes.get(given["theme"]), self.grants[given["grant"]]
            given["sources"] = form.sources(self.grants)
            found.append(given)
        return found

    def take(self, refusal: Refusal) -> None:
        """Show what the rules said: `#/lines/2/amount` beside that field of the third line that was filled in."""
        self.refusal = refusal
        filled = list(self._filled())
        for fault in refusal.faults:
            if not fault.location.startswith("#/lines/"):
                continue
            _hash, _lines, at, *_rest = fault.location.split("/")
            form = filled[int(at)]
            form.take(Refusal(refusal.status, fault.detail, (Fault(f"#/{_rest[0]}", fault.code, fault.detail),)))

    def _filled(self) -> Iterable[LineForm]:
        return (form for form in self.forms if not form.is_blank)


class MoveForm(PageForm):
    """Money from one line to another."""

    origin = forms.ChoiceField(label=gettext_lazy("From"))
    target = forms.ChoiceField(label=gettext_lazy("To"))
    amount = Euros(label=gettext_lazy("Amount"), least=CENT)
    reason = Words(most=1000, label=gettext_lazy("Why?"))

    def __init__(self, lines: Sequence[PlanLine], filled: Any = None) -> None:
        super().__init__(filled)
        for name in ("origin", "target"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(str(line.pk), f"{line.name} ({euro(line.amount, short=True)})") for line in lines]

    def field_of(self, location: str) -> str:
        """The rules say `from` and `to`."""
        return {"from": "origin", "to": "target"}.get(super().field_of(location), super().field_of(location))


class ConsentForm(PageForm):
    """A consultation body agreed."""

    line = forms.UUIDField(widget=forms.HiddenInput)
    on = Day(label=gettext_lazy("Agreed on"))
    words = forms.CharField(label=gettext_lazy("Where is that written down?"), max_length=500)


class GrantForm(PageForm):
    """A grant and the rule of its terms."""

    regulation = forms.ChoiceField(label=gettext_lazy("Regulation"))
    amount = Euros(label=gettext_lazy("Amount"), least=CENT)
    spend_until = Day(label=gettext_lazy("To be spent until"))
    reference = forms.CharField(label=gettext_lazy("Number of the decision"), max_length=80, required=False)
    count = WholeNumber(label=gettext_lazy("In how many terms?"), most=MOST_TERMS, initial=12)
    first = Day(label=gettext_lazy("First payment in the month of"))
    first_holds = WholeNumber(
        label=gettext_lazy("Terms in the first payment"), most=MOST_TERMS, initial=1,
        help_text=gettext_lazy("More than one when it is paid for months that passed already."),
    )  # fmt: skip

    def __init__(self, filled: Any = None, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(filled, initial=dict(initial or {}))
        field = self.fields["regulation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each.code, f"{each.code} · {each.name}") for each in programmes.regulations()]

    def field_of(self, location: str) -> str:
        """The terms stand one level deeper in what the rules say."""
        return super().field_of(location.replace("#/instalments/", "#/"))

    @property
    def said(self) -> Mapping[str, Any]:
        """What was filled in, as `funding.add_grant` takes it, and the code of the regulation."""
        given = self.cleaned_data
        terms = Terms(given["count"], given["first"], given["first_holds"])
        kept = {name: given[name] for name in ("amount", "spend_until", "reference")}
        return kept | {"instalments": terms}


def named(grant: Grant) -> str:
    """`NPO · € 322.000`."""
    return f"{grant.regulation.code} · {euro(grant.amount, short=True)}"


def _said(line: PlanLine) -> dict[str, Any]:
    kept = {name: getattr(line, name) for name in ("name", "kind", "amount", "consent_of", "code")}
    theme: UUID | None = line.theme_id
    first, *others = line.sources.all()
    also = {f"also_{at}": str(each.grant_id) for at, each in enumerate(others)}
    amounts = {f"also_{at}_amount": each.amount for at, each in enumerate(others)}
    return kept | also | amounts | basis_of(line) | {"theme": str(theme or ""), "grant": str(first.grant_id)}
