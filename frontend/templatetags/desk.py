"""Words for the desks of providers and the municipality: the same statuses, seen from their side."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalogue.offers.states import TARGET_GROUPS
from frontend import wording
from frontend.marks import MARKS, Mark, mark_of

register = template.Library()
GROUP_WORDS = dict(TARGET_GROUPS)

PROVIDER: dict[tuple[str, str], tuple[str | Promise, str]] = {
    ("booking", "requested"): (_("waits for your answer"), "wait"),
    ("booking", "delivered"): (_("the school has not answered yet"), "info"),
    ("booking", "disputed"): (_("the school disagrees"), "bad"),
}
TOWN: dict[tuple[str, str], tuple[str | Promise, str]] = {
    ("booking", "delivered"): (_("delivered, school has not answered"), "info"),
    ("claim", "submitted"): (_("to decide"), "wait"),
    ("claim", "returned"): (_("returned to the provider"), "info"),
    ("offer", "submitted"): (_("to review"), "wait"),
    ("invoice", "pending"): (_("being made"), "wait"),
}


@register.inclusion_tag("components/mark.html", takes_context=True)
def desk_status(context: dict[str, Any], thing: Any) -> dict[str, Any]:
    """`{% desk_status booking %}`: the status of a thing, in the words of who is looking."""
    kind = "offer" if thing.KIND == "revision" else thing.KIND  # what people read about is the offer
    found = MARKS.get((kind, thing.status)) or mark_of(thing)
    words = PROVIDER if getattr(context.get("actor"), "provider", None) else TOWN
    if own := words.get((kind, thing.status)):
        found = Mark(own[0], own[1], found.icon)
    return {"mark": found}


@register.inclusion_tag("components/mark.html")
def round_mark(row: Any) -> dict[str, Any]:
    """`{% round_mark round %}`: what the round is at this moment, whatever the clock wrote down."""
    return {"mark": MARKS["round", row.phase()]}


VERDICTS: dict[str, Mark] = {
    "yes": Mark(_("may be paid"), "good", "check"),
    "no": Mark(_("may not be paid"), "bad", "close"),
    "ask": Mark(_("ask the accountant"), "wait", "clock"),
}


@register.inclusion_tag("components/mark.html")
def verdict_mark(verdict: str) -> dict[str, Any]:
    """`{% verdict_mark rule.verdict %}`: what a rule says, as a word, a colour and an icon."""
    return {"mark": VERDICTS[verdict]}


@register.inclusion_tag("components/mark.html")
def term(due: date | None) -> dict[str, Any]:
    """`{% term claim.due_on %}`: how many days are left, in words and a colour."""
    if due is None:
        return {"mark": Mark(_("no term"), "plain", "clock")}
    days = (due - timezone.localdate()).days
    if days < 0:
        words = ngettext("%(days)s day too late", "%(days)s days too late", -days) % {"days": -days}
        return {"mark": Mark(words, "bad", "warning")}
    if days == 0:
        return {"mark": Mark(gettext("today is the last day"), "bad", "warning")}
    words = ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
    return {"mark": Mark(words, "wait" if days <= 7 else "plain", "clock")}


@register.filter
def percent(part: Any, whole: Any) -> int:
    """`{{ part|percent:whole }}`: a whole number from 0 up; 0 when there is no whole."""
    return int(100 * part / whole) if whole else 0


@register.filter
def percentage(share: Decimal) -> str:
    """`{{ activity.target_percent|percentage }}` → 11,0%"""
    return wording.percent(share)


@register.filter
def group_words(codes: list[str]) -> str:
    """The target groups of an offer: “all children, children with youth care”."""
    return ", ".join(str(GROUP_WORDS.get(code, code)) for code in codes)


@register.filter
def per_mille(part: Any, whole: Any) -> int:
    """`{{ part|per_mille:whole }}`: the width of a bar in an SVG of 1000 wide, never wider."""
    return min(int(1000 * part / whole), 1000) if whole else 0
