"""Is it on course? What was chosen, delivered and paid now, and what it was some time ago."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q, Sum
from django.utils import timezone

from catalogue.actor import Actor
from catalogue.money import ZERO
from portal.bookings.queries import visible_to as bookings_visible_to
from portal.budgets.models import Entry
from portal.budgets.queries import visible_to as accounts_visible_to
from portal.claims.queries import visible_to as claims_visible_to
from portal.radar.queries.dates import A_DAY
from portal.radar.queries.forecast import net


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount now and at the earlier moment."""

    now: Decimal
    before: Decimal

    @property
    def more(self) -> Decimal:
        """What came on top since then; below zero when something was given back."""
        return self.now - self.before


@dataclass(frozen=True, slots=True)
class Course:
    """Of everything that was `granted`: chosen (reserved or spent), delivered (as reported) and paid (settled)."""

    since: datetime
    granted: Decimal
    chosen: Figure
    delivered: Figure
    paid: Figure


def a_month_ago() -> datetime:
    """This hour on the same day of the month before; on its last day when it has no such day."""
    now = timezone.localtime()
    last = now.replace(day=1) - A_DAY
    return last.replace(day=min(now.day, last.day))


def course_of(actor: Actor, since: datetime) -> Course:
    """All programmes of the own municipality together, without VAT. Four statements."""
    accounts = accounts_visible_to(actor).order_by()
    sums = accounts.aggregate(granted=Sum("granted"), reserved=Sum("reserved"), spent=Sum("spent"))
    chosen = (sums["reserved"] or ZERO) + (sums["spent"] or ZERO)
    entries = Entry.objects.filter(account__in=accounts.values("pk"), at__gt=since).order_by()
    more = sum((net(*row) for row in entries.values_list("kind").annotate(total=Sum("amount"))), ZERO)
    delivered = bookings_visible_to(actor).order_by().filter(status__in=("delivered", "accepted"))
    paid = claims_visible_to(actor).order_by().filter(status="settled")
    known = Q(delivered_at__lte=since)
    reported = delivered.aggregate(now=Sum("amount"), before=Sum("amount", filter=known))
    settled = paid.aggregate(now=Sum("sanctioned"), before=Sum("sanctioned", filter=Q(updated_at__lte=since)))
    return Course(
        since,
        sums["granted"] or ZERO,
        Figure(chosen, chosen - more),
        Figure(reported["now"] or ZERO, reported["before"] or ZERO),
        Figure(settled["now"] or ZERO, settled["before"] or ZERO),
    )
