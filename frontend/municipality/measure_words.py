"""What a measure says, in words for people: when it is planned, how much there is of it, what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontend.history import Step, told
from frontend.municipality.measure_form import AMOUNTS, PHASE_WORDS
from frontend.wording import euro
from portal.funding.basis import Basis, in_units
from portal.funding.models import Measure
from portal.funding.quarters import Quarter
from portal.funding.queries import changes_of, once_of, per_year_of
from portal.funding.queries.costs import Cost
from portal.funding.states import COST_PER

FIELDS: dict[str, str | Promise] = {
    "name": gettext_lazy("Measure"),
    "theme": gettext_lazy("Theme"),
    "line": gettext_lazy("Paid from the line"),
    "lead": gettext_lazy("Who leads it?"),
    "description": gettext_lazy("What is done?"),
    "start": gettext_lazy("Begins in"),
    "ready": gettext_lazy("Ready in"),
    "planning": gettext_lazy("Planned phases"),
    "cost": gettext_lazy("Cost"),
    "per": gettext_lazy("This is"),
    "cost_min": gettext_lazy("Of that at least"),
    "other_cost_per_year": gettext_lazy("Other cost per year"),
    "unit": gettext_lazy("What is counted?"),
    "unit_cost": gettext_lazy("Cost of one"),
    "units_per_year": gettext_lazy("How many per year"),
    "units_per_school_per_month": gettext_lazy("Or how many per school per month"),
    "schools": gettext_lazy("At how many schools"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A measure with its words."""

    measure: Measure
    when: str
    phases: list[tuple[str, str]]
    amount: str
    once: str
    per_year: str


def in_words(measure: Measure) -> Said:
    """Everything that a list or a page says of a measure."""
    phases = [(str(PHASE_WORDS[each["phase"]]), short_span(each["from"], each["until"])) for each in measure.planning]
    return Said(measure, when(measure), phases, amount(measure), spread(once_of(measure)), spread(per_year_of(measure)))


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a measure: what, when, by whom, why, and the fields that it changed."""

    step: Step
    fields: list[tuple[str | Promise, str, str]]


def history_of(measure: Measure) -> list[Event]:
    """Everything that happened to it, the newest first."""
    changes = changes_of(measure)
    steps = told(each.line for each in changes)
    return [
        Event(step, [(FIELDS.get(name, name), value_in_words(name, before), value_in_words(name, after))
                     for name, before, after in each.fields if before is not None or each.event == "measure.changed"])
        for step, each in zip(steps, changes, strict=True)
    ][::-1]  # fmt: skip


def value_in_words(name: str, value: Any) -> str:
    """What a field said, as the journal keeps it: amounts, quarters and words as people read them."""
    if value in (None, "", [], {}):
        return "—"
    if name in AMOUNTS:
        return euro(Decimal(value), short=True)
    if name in ("start", "ready"):
        return Quarter.read(value).words
    if name == "per":
        return str(dict(COST_PER)[value])
    if name == "planning":
        return "; ".join(f"{PHASE_WORDS[each['phase']]}: {short_span(each['from'], each['until'])}" for each in value)
    return str(value)


def when(measure: Measure) -> str:
    """“from quarter 3 of 2026”, “ready in quarter 2 of 2026”; empty when nobody said it."""
    if measure.start and measure.ready:
        return span(measure.start, measure.ready)
    if measure.start:
        return _("from %(quarter)s") % {"quarter": Quarter.read(measure.start).words}
    if measure.ready:
        return _("ready in %(quarter)s") % {"quarter": Quarter.read(measure.ready).words}
    planned = [each for each in measure.planning if each["phase"] != "lasting"]
    return span(planned[0]["from"], planned[-1]["until"]) if planned else ""


def span(first: str, last: str) -> str:
    """“quarter 3 of 2026 until quarter 2 of 2027”."""
    one, other = Quarter.read(first).words, Quarter.read(last).words
    return one if one == other else _("%(first)s until %(last)s") % {"first": one, "last": other}


def short_span(first: str, last: str) -> str:
    """“Q3 2026 – Q4 2026”."""
    one, other = Quarter.read(first).short, Quarter.read(last).short
    return one if one == other else f"{one} – {other}"


def amount(measure: Measure) -> str:
    """“2 hours per month × 15 sites”, “2 trainings per year”; empty when nobody said how many."""
    unit = measure.unit or _("times")
    if measure.units_per_year is not None:
        return Basis(unit, measure.units_per_year, "year").words
    if measure.units_per_school_per_month is None:
        return ""
    words = Basis(unit, measure.units_per_school_per_month, "month", measure.schools or 1).words
    yearly = in_units(unit, measure.per_year) if measure.per_year is not None else ""
    return _("%(words)s = %(yearly)s per year") % {"words": words, "yearly": yearly} if yearly else words


def spread(cost: Cost) -> str:
    """“€ 40.000 – € 45.000”; empty for no cost."""
    if not cost:
        return ""
    most = euro(cost.most, short=True)
    return f"{euro(cost.least, short=True)} – {most}" if cost.varies else most
