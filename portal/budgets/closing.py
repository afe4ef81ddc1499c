"""Closing a period of the ledger, and opening it again."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Refused, check, require
from catalogue.lifecycle import change, move
from catalogue.organisations.models import Municipality
from portal.budgets.models import Period, PeriodLine
from portal.budgets.proof import fingerprint, standings
from portal.budgets.queries import one_by_one
from portal.budgets.rules import may_close

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_WORDS = 500


@deed
def close_period(municipality: Municipality, *, year: int, month: int = 0, reason: str, by: Actor) -> Period:
    """Freeze a month (or, with month 0, a year): nothing is booked any more on its days or on earlier ones.

    Every account keeps what it had, what moved and what it has, with a fingerprint over all of them. Who books at this
    moment is waited for. `Invalid` per wrong field, `Forbidden("wrong_role")`, `Refused("period_not_over")` when its
    last day is today or later, `Refused("wrong_state")` when it is closed already.
    """
    require(
        may_close(by, municipality.pk), "wrong_role", _("Only a finance officer of this municipality closes a period.")
    )
    check(_faults(year, month, reason))
    starts_on, ends_on = days_of(year, month)
    one_by_one(municipality.pk)
    if ends_on >= timezone.localdate():
        sentence = _("This period ends on %(day)s. Close it when it is over.")
        raise Refused("period_not_over", sentence % {"day": date_format(ends_on, "j F Y")})
    days = {"starts_on": starts_on, "ends_on": ends_on, "status": "open"}
    period, _made = Period.objects.get_or_create(municipality=municipality, year=year, month=month, defaults=days)
    rows = [each.row(period) for each in standings(municipality.pk, starts_on, ends_on)]
    found = fingerprint(rows)
    move(
        period, "closed", by=by, because=reason, sha256=found, closed_by=by.person, closed_at=timezone.now(),
        reason=reason, data={"period": str(period), "sha256": found},
    )  # fmt: skip
    period.lines.all().delete()
    PeriodLine.objects.bulk_create(rows)
    return period


@deed
def reopen_period(period: Period, *, reason: str, by: Actor) -> Period:
    """Book in the period again; its frozen lines stay to be read until it is closed anew.

    Only the last closed one: `Refused("later_period_closed")`. `Refused("year_signed")` for a year of which the SiSa
    table is signed, `Refused("four_eyes")` for who closed it, `Invalid` without a reason, `Forbidden("wrong_role")`.
    """
    right = may_close(by, period.municipality_id)
    require(right, "wrong_role", _("Only a finance officer of this municipality opens a period again."))
    if period.sealed:
        sentence = _("The SiSa table of %(year)s is signed. Book a correction today: it counts in the next table.")
        raise Refused("year_signed", sentence % {"year": period.year})
    if period.status == "closed" and by.person == period.closed_by:
        raise Refused("four_eyes", _("You closed this period. Ask a colleague to open it again."))
    check(_unreasoned(reason))
    later = Period.objects.filter(municipality=period.municipality_id, status="closed", ends_on__gt=period.ends_on)
    if last := later.order_by("-ends_on").first():
        sentence = _("The later period %(period)s is closed too. Open that one first.")
        raise Refused("later_period_closed", sentence % {"period": str(last)})
    return move(period, "open", by=by, because=reason, data={"period": str(period), "sha256": period.sha256})


@deed
def seal(municipality: Municipality, *, year: int, by: Actor) -> Period:
    """Never open this closed year again: called by `accountability`, which signs its figures for the state.

    `Refused("books_open")` while the year is not closed.
    """
    period = Period.objects.filter(municipality=municipality, year=year, month=0, status="closed").first()
    if period is None:
        sentence = _("The books of %(year)s are open. Close the year in the ledger first.")
        raise Refused("books_open", sentence % {"year": year})
    return change(period, event="sealed", by=by, data={"period": str(period)}, sealed=True)


def days_of(year: int, month: int) -> tuple[date, date]:
    """The first and last day of a month, or of the year with month 0."""
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _faults(year: int, month: int, reason: str) -> list[Fault]:
    between = _("Found %(found)s; expected %(least)s to %(most)s.")
    faults = [
        Fault(f"#/{name}", "out_of_range", between % {"found": found, "least": least, "most": most})
        for name, found, least, most in (("year", year, FIRST_YEAR, LAST_YEAR), ("month", month, 0, 12))
        if not least <= found <= most
    ]
    return faults + _unreasoned(reason)


def _unreasoned(reason: str) -> list[Fault]:
    said = reason.strip()
    if len(said) > MOST_WORDS:
        return [Fault("#/reason", "max_length", _("Say it in at most %(most)s characters.") % {"most": MOST_WORDS})]
    return [] if said else [Fault("#/reason", "required", _("Say why: it stands in the journal."))]
