"""Reading programmes, themes, regulations and facts of law. All of it is public."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from catalogue.programmes.models import EligibilityRule, LegalFact, Programme, Regulation, Theme


def programmes() -> QuerySet[Programme]:
    """Every programme with its municipality and its regulations in order of use."""
    return Programme.objects.select_related("municipality").prefetch_related("programmeregulation_set__regulation")


def themes() -> QuerySet[Theme]:
    """Every theme, in the order of its programme."""
    return Theme.objects.select_related("programme").order_by("programme_id", "position", "name")


def regulations() -> QuerySet[Regulation]:
    """Every regulation with its spending goals."""
    return Regulation.objects.prefetch_related("goals")


def rules() -> QuerySet[EligibilityRule]:
    """Every eligibility rule, those that do not hold any more too: by case, the oldest first."""
    return EligibilityRule.objects.select_related("regulation", "municipality").order_by("case", "valid_from", "pk")


def rules_of(municipality: Any) -> QuerySet[EligibilityRule]:
    """The rules that count for the programmes of one municipality (an id): everybody's and its own."""
    return rules().filter(Q(municipality=None) | Q(municipality=municipality))


def valid_on(on: date) -> Q:
    """What holds on a day, for everything that is `Dated`."""
    return Q(valid_from__lte=on) & (Q(valid_until__isnull=True) | Q(valid_until__gte=on))


def facts() -> QuerySet[LegalFact]:
    """Every fact of law and of policy, by code, the oldest first; those that do not hold any more too."""
    return LegalFact.objects.order_by("code", "valid_from")


def facts_on(day: date) -> list[LegalFact]:
    """What holds on a day, by code: of two entries with one code the later one. One statement."""
    newest = {each.code: each for each in facts().filter(valid_on(day))}
    return list(newest.values())


def fact(code: str, on: date) -> str:
    """The value of a fact of law on a day: `fact("vat.standard", day)` → "21.00". `LookupError` when none is loaded."""
    value = (
        LegalFact.objects.filter(valid_on(on), code=code)
        .order_by("-valid_from")
        .values_list("value", flat=True)
        .first()
    )
    if value is None:
        raise LookupError(f"no fact {code!r} is valid on {on}; load it with `portal load_facts` or add it")
    return value


def number(code: str, on: date) -> Decimal:
    """A fact of law that is a number: a rate in percent, a term in days."""
    return Decimal(fact(code, on))


def term_ends(start: date, code: str) -> date:
    """The last day of a term in whole weeks (`code` names the fact) that begins the day after `start`.

    A term that would end on a Saturday, a Sunday or a recognised holiday ends on the next day that is none (Algemene
    termijnenwet, art. 1). `LookupError` when no such term is loaded. Two statements.
    """
    last = start + timedelta(weeks=int(fact(code, start)))
    closed = set(LegalFact.objects.filter(code="public.holiday").values_list("valid_from", flat=True))
    while last.isoweekday() in WEEKEND or last in closed:
        last += timedelta(days=1)
    return last


HOLIDAYS = "school.holidays."
WEEKEND = (6, 7)  # of ISO 8601


def holiday_regions() -> list[str]:
    """The regions of which school holidays are loaded, such as "midden"."""
    codes = LegalFact.objects.filter(code__startswith=HOLIDAYS).values_list("code", flat=True).distinct()
    return sorted(code.removeprefix(HOLIDAYS) for code in codes)


def holidays(region: str) -> dict[date, str]:
    """Each day of the school holidays of a region with the name of the holiday; no region: none."""
    found: dict[date, str] = {}
    for fact_ in LegalFact.objects.filter(code=f"{HOLIDAYS}{region}") if region else ():
        last = fact_.valid_until or fact_.valid_from
        days = (last - fact_.valid_from).days + 1
        found |= {fact_.valid_from + timedelta(days=1) * number: fact_.value for number in range(days)}
    return found
