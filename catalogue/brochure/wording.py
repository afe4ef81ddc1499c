"""What is printed of an offer, in the language that is active: every text ready to set, no rule of layout."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

from catalogue.money import written
from catalogue.offers.models import Offer, Revision, Session
from catalogue.offers.sayings import audience, group_size, name_of, per_unit
from catalogue.programmes.models import Theme

MOST_DATES = 6
EMPTY_CENTS = (",00", ".00")


def euro(amount: Decimal) -> str:
    """€ 1.234, with cents only when there are any, as in the catalogue."""
    text = written(amount)
    return text[:-3] if text.endswith(EMPTY_CENTS) else text


def day(when: date) -> str:
    """ma 15 maart 2027."""
    return date_format(when, "D j F Y")


def kind_of(offer: Offer) -> str:
    """The mark above the title."""
    return gettext("Fixed: for every school") if offer.kind == "fixed" else gettext("Optional")


def price_of(offer: Offer) -> tuple[str, str]:
    """The price and its unit; a fixed offer costs a school nothing."""
    if offer.kind == "fixed":
        return gettext("Paid centrally"), ""
    return euro(offer.text.price), per_unit(offer.text)


def paragraphs(text: str) -> list[str]:
    """A text as it was typed, by paragraph."""
    return [line.strip() for line in text.replace("\r\n", "\n").split("\n") if line.strip()]


def also_of(offer: Offer, home: Theme) -> str:
    """The other themes that it stands under."""
    others = [name_of(theme) for theme in offer.text.themes.all() if theme != home]
    return gettext("Also under: %(themes)s") % {"themes": ", ".join(others)} if others else ""


def facts_of(offer: Offer) -> list[dict[str, Any]]:
    """The facts beside the description: a label and its lines. What was not filled in is left out."""
    said = offer.text
    rows: list[tuple[str, list[str]]] = [
        (gettext("For whom"), [audience(offer), group_size(said)]),
        (gettext("When"), [_period(said), *_dates(list(offer.sessions.all())), _lead_time(said)]),
        (gettext("Where"), list(_place(said))),
        (gettext("Does it help?"), list(_evidence(said))),
        (gettext("Contact"), [said.contact, offer.provider.website]),
    ]
    filled = [(label, [line for line in lines if line]) for label, lines in rows]
    return [{"label": label, "lines": lines} for label, lines in filled if lines]


def _period(said: Revision) -> str:
    if said.starts_on and said.ends_on:
        return f"{day(said.starts_on)} – {day(said.ends_on)}"
    if said.starts_on:
        return gettext("from %(day)s") % {"day": day(said.starts_on)}
    return gettext("until %(day)s") % {"day": day(said.ends_on)} if said.ends_on else ""


def _dates(sessions: list[Session]) -> Iterator[str]:
    """The dates, the first few; a session is one day here."""
    for session in sessions[:MOST_DATES]:
        yield f"{day(_local(session.starts_at))}, {_local(session.starts_at):%H:%M}–{_local(session.ends_at):%H:%M}"
    more = len(sessions) - MOST_DATES
    if more > 0:
        words = ngettext("and %(number)s date more", "and %(number)s dates more", more)
        yield words % {"number": more}


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment)


def _lead_time(said: Revision) -> str:
    days = said.lead_time_days
    if not days:
        return ""
    return ngettext("book at least %(days)s day ahead", "book at least %(days)s days ahead", days) % {"days": days}


def _place(said: Revision) -> Iterator[str]:
    yield said.place
    if venue := said.venue:
        yield venue.name
        yield ", ".join(part for part in (venue.street, venue.city) if part)
        there = [
            (venue.step_free, gettext("step-free")), (venue.toilet, gettext("toilet")),
            (venue.coats, gettext("place for coats")), (venue.lunch, gettext("place to eat lunch")),
        ]  # fmt: skip
        yield ", ".join(word for has, word in there if has)


def _evidence(said: Revision) -> Iterator[str]:
    if not said.evidence_url:
        yield gettext("no research to show yet")
        return
    if months := said.evidence_months:
        words = ngettext("%(months)s month of progress", "%(months)s months of progress", months)
        yield words % {"months": months}
    if said.evidence_strength is not None:
        yield gettext("strength of the evidence: %(steps)s of 5") % {"steps": said.evidence_strength}
    if said.evidence_cost is not None:
        yield gettext("cost: %(steps)s of 5") % {"steps": said.evidence_cost}
    yield said.evidence_url


def language() -> str:
    """`nl` or `en`: what a screen reader is told."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"
