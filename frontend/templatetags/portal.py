"""The words that every template may use: amounts, days, pictures, marks, bars and form fields."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select, Textarea
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from catalogue.offers.models import Offer, Revision
from catalogue.programmes.models import Theme
from frontend import charts, pictures, sayings, wording
from frontend.marks import mark_of
from frontend.public.filters import Option

register = template.Library()
for _word in (
    sayings.title_of, sayings.summary_of, sayings.description_of, sayings.name_of, sayings.audience,
    sayings.per_unit, sayings.units_in_words, sayings.entitled_in_words, sayings.left_in_words,
    sayings.places_in_words, sayings.group_size,
    sayings.year_words, sayings.alt_of,
):  # fmt: skip
    register.filter(_word.__name__, _word)


@register.filter
def euro(amount: Decimal | None) -> str:
    """`{{ amount|euro }}` → € 1.234,50"""
    return wording.euro(amount)


@register.filter
def euro_short(amount: Decimal | None) -> str:
    """`{{ amount|euro_short }}` → € 1.234 (cents only when there are any)"""
    return wording.euro(amount, short=True)


@register.filter
def whole(number: int | None) -> str:
    """`{{ 1234|whole }}` → 1.234"""
    return wording.whole(number)


@register.filter
def figure(number: Decimal | None) -> str:
    """`{{ value.number|figure }}` → 1.234,5"""
    return wording.figure(number)


@register.filter
def kilometres(distance: float | None) -> str:
    """`{{ offer.distance|kilometres }}` → 3,4 km"""
    return wording.kilometres(distance)


@register.filter
def day(moment: date | datetime | None) -> str:
    """`{{ booking.starts_on|day }}` → ma 15 maart 2027"""
    return wording.day(moment)


@register.filter
def iso_day(text: str) -> str:
    """`{{ "2027-03-15"|iso_day }}` → ma 15 maart 2027"""
    return wording.day(date.fromisoformat(text))


@register.filter
def clock(moment: datetime | None) -> str:
    """`{{ session.starts_at|clock }}` → 13:30"""
    return wording.time_of(moment)


@register.simple_tag
def span(starts: datetime, ends: datetime) -> str:
    """`{% span session.starts_at session.ends_at %}` → ma 15 maart 2027, 13:30–15:00"""
    return wording.span(starts, ends)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of `img/icons.svg`. Without a label it is decoration: the word beside it says the same."""
    address = f"{static('img/icons.svg')}#{name}"
    if not label:
        return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"/></svg>', address)
    return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, address)


@register.simple_tag
def picture(motif: str) -> SafeString:
    """An illustration of `img/illustrations.svg`: decoration, in the tint of what stands around it."""
    address = f"{static('img/illustrations.svg')}#{motif}"
    return format_html(
        '<svg class="picture" viewBox="0 0 320 180" aria-hidden="true" focusable="false"><use href="{}"/></svg>',
        address,
    )


@register.inclusion_tag("components/offer_picture.html")
def offer_picture(offer: Offer, place: str = "card", said: Revision | None = None) -> dict[str, Any]:
    """`{% offer_picture offer "page" %}`: the photograph of an offer, else its motif; on a page with whose it is.

    `place` is card, page or row; `said` is another version of the offer than the one that counts now.
    """
    photograph = (said or offer.text).image if offer.status != "withdrawn" else None
    return {"offer": offer, "place": place, "photo": pictures.Shown(photograph, place) if photograph else None}


@register.filter
def motif(thing: Offer | Theme) -> str:
    """`{% picture offer|motif %}`: the motif of an offer or a theme."""
    return pictures.motif_of_theme(thing) if isinstance(thing, Theme) else pictures.motif_of(thing)


@register.filter
def tint(thing: Offer | Theme | None) -> str:
    """`data-tint="{{ offer|tint }}"`: the tint of a theme, or of the first theme of an offer."""
    if isinstance(thing, Offer):
        return pictures.tint_of(next(iter(thing.text.themes.all()), None))
    return pictures.tint_of(thing)


@register.inclusion_tag("components/mark.html")
def status(thing: Any) -> dict[str, Any]:
    """`{% status booking %}`: the status of a thing as a mark, with a word that people use."""
    return {"mark": mark_of(thing)}


@register.inclusion_tag("components/budget_bar.html")
def budget_bar(account: Any, extra: Decimal | None = None) -> dict[str, Any]:
    """`{% budget_bar account %}`: spent, reserved and left of what was granted; `extra` shows what a plan would take.

    `account` has `granted`, `reserved`, `spent` and `available` in euros.
    """
    asked = max(extra or Decimal(0), Decimal(0))
    left = account.available - asked
    parts = [("spent", account.spent), ("reserved", account.reserved), ("new", min(asked, account.available))]
    return {
        "account": account,
        "asked": asked,
        "left": left,
        "short": -left if left < 0 else None,
        "pieces": charts.pieces([*parts, ("left", max(left, Decimal(0)))]),
    }


@register.inclusion_tag("components/entitlement.html")
def entitlement(part: Any, revision: Any) -> dict[str, Any]:
    """`{% entitlement standing.now offer.text %}`: delivered, planned and left of what is there for a period."""
    parts = [("spent", part.delivered), ("reserved", part.planned), ("left", part.left or 0)]
    return {"part": part, "revision": revision, "pieces": charts.pieces([(name, Decimal(n)) for name, n in parts])}


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(title: str, rows: Sequence[tuple[str, Decimal, str]]) -> dict[str, Any]:
    """`{% bar_chart title rows %}`: rows of (label, amount, amount in words) as a table with bars in it."""
    return {"title": title, "bars": charts.bars(rows)}


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, **attrs: Any) -> dict[str, Any]:
    """`{% field form.units %}`: label, help, error and control, tied together for people who cannot see them.

    `quiet=True` leaves out the words “not required” where the page says so already. `checks` (name → sentence) makes
    room for what is found wrong while somebody types.
    """
    quiet = bool(attrs.pop("quiet", False)) or bound.field.required
    checks = attrs.pop("checks", None)
    widget = bound.field.widget
    described = [f"{bound.auto_id}-help"] if bound.help_text else []
    described += [f"{bound.auto_id}-error"] if bound.errors else []
    described += [f"{bound.auto_id}-check"] if checks is not None else []
    extra = {name.replace("_", "-"): value for name, value in attrs.items() if value not in (None, "")}
    if described:
        extra["aria-describedby"] = " ".join(described)
    if bound.errors:
        extra["aria-invalid"] = "true"
    choices = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    if not choices and not isinstance(widget, CheckboxInput):
        extra["class"] = f"{_class(widget)} {extra.get('class', '')}".strip()
    return {
        "bound": bound,
        "quiet": quiet,
        "control": bound.as_widget(attrs=extra) if not choices else "",
        "choices": choices,
        "checkbox": isinstance(widget, CheckboxInput),
        "described": " ".join(described),
        "checked": checks is not None,
        "check": (checks or {}).get(bound.name, ""),
    }


def _class(widget: Any) -> str:
    if isinstance(widget, Select):
        return "utrecht-select utrecht-select--html-select"
    return "utrecht-textarea" if isinstance(widget, Textarea) else "utrecht-textbox"


@register.simple_tag
def once() -> SafeString:
    """A number for this form: sent twice, the deed is done once (see `frontend.deeds`)."""
    return format_html('<input type="hidden" name="once" value="{}">', uuid4())


@register.filter
def can_pay(marks: Any, offer: Offer) -> bool:
    """Whether the school has enough left for one unit of the offer."""
    return bool(marks.fits(offer))


@register.filter
def may_want(marks: Any, offer: Offer) -> bool:
    """Whether the school can put the offer on its shortlist."""
    return bool(marks.may_want(offer))


@register.simple_tag(takes_context=True)
def address(context: dict[str, Any], **changes: Any) -> str:
    """`{% address page=2 %}`: the query of this page with some values changed; an empty value takes it out."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag
def option(name: str, option: Option) -> SafeString:
    """A box to tick in the filters, with how many offers it would leave. A tag, because a page has a hundred."""
    return format_html(
        '<label class="option{}"><input type="checkbox" id="{}-{}" name="{}" value="{}"{}>'
        '<span>{}</span> <span class="option__count">{}</span></label>',
        "" if option.count else " is-none", name, option.value, name, option.value,
        SafeString(" checked") if option.chosen else "", option.label, option.count,
    )  # fmt: skip


@register.filter
def mark_of_schools(said: Any, offer: Any) -> Any:
    """`said|mark_of_schools:offer`: what schools said of this offer, when enough of them did."""
    return said.get(offer.pk) if said and hasattr(said, "get") else None
