"""The form that the state asks for, filled in: its own labels, kinds of control, numbers and order, and our figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Final

from catalogue.money import ZERO
from catalogue.sheets import Sheet
from portal.accountability.models import SisaForm, SisaIndicator
from portal.accountability.tables import SisaRow, SisaTable
from portal.funding.queries import transferred_by_year

PER_ROW: Final = 6  # indicators beside each other in the published annexes (DOMAIN § 2.2)
HEAD: Final = ["Verstrekker", "Uitkeringscode", "Specifieke uitkering", "Juridische grondslag", "Ontvanger"]
YES, NO = "Ja", "Nee"
APART: Final = {"measures": "", "rent": "rent", "staff": "staff"}


@dataclass(frozen=True, slots=True)
class Box:
    """One indicator, and what is written in it: euros (with `is_amount`), Ja or Nee, or words."""

    number: str
    label: str
    control: str
    value: str
    is_amount: bool

    @property
    def amount(self) -> Decimal:
        """The euros of it."""
        return Decimal(self.value)


@dataclass(frozen=True, slots=True)
class FilledForm:
    """The form of one SiSa code: who gives and who receives, its legal ground, and the boxes in their order."""

    code: str
    grantor: str
    name: str
    legal_reference: str
    receiver: str
    boxes: tuple[Box, ...]


def forms_for(table: SisaTable) -> list[SisaForm]:
    """The newest form, not after the year, of each SiSa code of the table, by code. Two statements.

    What was accounted for in an earlier table is left out, unless something of it is corrected.
    """
    codes = _codes(table)
    rows = SisaForm.objects.filter(code__in=codes, year__lte=table.year).order_by("year")
    newest = {form.code: form for form in rows.prefetch_related("indicators")}
    return [newest[code] for code in sorted(newest)]


def without_form(table: SisaTable) -> list[str]:
    """The SiSa codes of the table of which no form is loaded for the year: they would be missing in the export."""
    known = {form.code for form in forms_for(table)}
    return sorted(_codes(table) - known)


def _codes(table: SisaTable) -> set[str]:
    return {
        row.sisa_code
        for row in table.rows
        if row.sisa_code and (table.finals.get(row.regulation, table.year) >= table.year or row.correction)
    }


def asked_by_hand(forms: Iterable[SisaForm]) -> list[SisaIndicator]:
    """The boxes that no figure of the portal fills: somebody answers them before the table is signed."""
    return [each for form in forms for each in form.indicators.all() if each.figure == "answer"]


def filled(table: SisaTable, *, final: Collection[str], answers: Mapping[str, str]) -> list[FilledForm]:
    """Every form of the table with its figures; `final` are codes of regulations. One statement per form at most."""
    return [_filled(form, table, final, answers) for form in forms_for(table)]


def forms_of(table: SisaTable) -> list[FilledForm]:
    """The forms of a table: as they were signed, or as they are now."""
    made = table.signature
    if made and made.status == "signed":
        return from_json(made.forms)
    return filled(table, final=made.final if made else [], answers=made.answers if made else {})


def _filled(
    form: SisaForm, table: SisaTable, final: Collection[str], answers: Mapping[str, str]
) -> FilledForm:  # fmt: skip
    rows = [row for row in table.rows if row.sisa_code == form.code]
    passed = transferred_by_year(table.municipality, sisa_code=form.code).get(table.year, ZERO)
    words = {
        "final": YES if {row.regulation for row in rows} & set(final) else NO,
        "passed_on": f"{passed:.2f}",
    }  # fmt: skip
    boxes = tuple(
        Box(
            each.number, each.label, each.control, answers.get(each.number, "") if each.figure == "answer"
            else words.get(each.figure) or f"{_sum(rows, each):.2f}", each.figure not in ("answer", "final"),
        )
        for each in form.indicators.all()
    )  # fmt: skip
    return FilledForm(form.code, form.grantor, form.name, form.legal_reference, form.receiver, boxes)


def _sum(rows: Iterable[SisaRow], indicator: SisaIndicator) -> Decimal:
    """The figure over the rows of its part and goals: rent and staff are in no figure of the measures."""
    apart = APART.get(indicator.part)
    found = [
        row for row in rows
        if (apart is None or row.apart == apart) and (not indicator.goals or row.goal in indicator.goals)
    ]  # fmt: skip
    name = {"spent": "year"}.get(indicator.figure, indicator.figure)
    return sum((getattr(row, name) for row in found), ZERO)


def as_json(forms: Iterable[FilledForm]) -> list[dict[str, Any]]:
    """As it is frozen when the table is signed."""
    return [asdict(form) for form in forms]


def from_json(frozen: Iterable[Mapping[str, Any]]) -> list[FilledForm]:
    """As it was signed."""
    return [FilledForm(**{**form, "boxes": tuple(Box(**box) for box in form["boxes"])}) for form in frozen]


def sheet_of(forms: Iterable[FilledForm], *, year: int) -> Sheet:
    """As the annex shows it: per form rows of at most six indicators, each as label, control, number and value."""
    head = [*HEAD, *(f"Indicator {place}" for place in range(1, PER_ROW + 1))]
    return Sheet(f"SiSa {year}", head, [row for form in forms for row in _rows(form)])


def _rows(form: FilledForm) -> Iterable[list[object]]:
    who = [form.grantor, form.code, form.name, form.legal_reference, form.receiver]
    for start in range(0, len(form.boxes), PER_ROW):
        boxes = form.boxes[start : start + PER_ROW]
        short = [""] * (PER_ROW - len(boxes))
        yield [*who, *(box.label for box in boxes), *short]
        yield [*([""] * len(who)), *(f"Aard controle {box.control}" for box in boxes), *short]
        yield [*([""] * len(who)), *(f"Indicator: {box.number}" for box in boxes), *short]
        yield [*([""] * len(who)), *(box.amount if box.is_amount else box.value for box in boxes), *short]
