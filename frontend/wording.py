"""How amounts, days and numbers are written for people, in Dutch or English."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

BLANK = "\N{NO-BREAK SPACE}"


def euro(amount: Decimal | int | None, *, short: bool = False) -> str:
    """`€ 1.234,50` (Dutch) or `€ 1,234.50` (English); `short` leaves out `,00`. Nothing for no amount."""
    if amount is None:
        return ""
    sign = "−" if amount < 0 else ""
    text = f"{abs(Decimal(amount)):,.2f}"
    if short and text.endswith(".00"):
        text = text[:-3]
    if not (get_language() or "nl").startswith("en"):
        text = text.translate(str.maketrans(",.", ".,"))
    return f"{sign}€{BLANK}{text}"


def whole(number: int | None) -> str:
    """`1.234` (Dutch) or `1,234` (English)."""
    if number is None:
        return ""
    text = f"{number:,}"
    return text if (get_language() or "nl").startswith("en") else text.replace(",", ".")


def kilometres(distance: float | None) -> str:
    """`3,4 km` (Dutch) or `3.4 km` (English); “at your school” for no distance at all, nothing when nobody knows."""
    if distance is None:
        return ""
    if distance == 0:
        return gettext("at your school")
    text = f"{max(distance, 0.1):.1f}{BLANK}km"
    return text if (get_language() or "nl").startswith("en") else text.replace(".", ",")


def percent(share: Decimal) -> str:
    """`11,0%` (Dutch) or `11.0%` (English)."""
    text = f"{share}%"
    return text if (get_language() or "nl").startswith("en") else text.replace(".", ",")


def _local(moment: date | datetime) -> date | datetime:
    return timezone.localtime(moment) if isinstance(moment, datetime) else moment


def day(moment: date | datetime | None) -> str:
    """`ma 15 maart 2027`: the weekday, because schools plan by week."""
    return "" if moment is None else date_format(_local(moment), "D j F Y")


def time_of(moment: datetime | None) -> str:
    """`13:30`, in the time of the Netherlands."""
    return "" if moment is None else timezone.localtime(moment).strftime("%H:%M")


def span(starts: datetime, ends: datetime) -> str:
    """`ma 15 maart 2027, 13:30–15:00`, or both days when it lasts longer than one."""
    if timezone.localtime(starts).date() == timezone.localtime(ends).date():
        return f"{day(starts)}, {time_of(starts)}–{time_of(ends)}"
    return f"{day(starts)} {time_of(starts)} – {day(ends)} {time_of(ends)}"


def figure(number: Decimal | None) -> str:
    """`1.234,5` (Dutch) or `1,234.5` (English), without noughts at the end. Nothing for no number."""
    if number is None:
        return ""
    text = f"{number:,.2f}".rstrip("0").rstrip(".")
    return text if (get_language() or "nl").startswith("en") else text.translate(str.maketrans(",.", ".,"))
