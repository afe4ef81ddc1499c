"""All that a provider can claim, together: a claim per programme, of everything that is ready or of one month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import MANAGER, Actor
from catalogue.deeds import deed
from catalogue.errors import Refused, require
from catalogue.money import ZERO
from catalogue.programmes.models import Programme
from catalogue.programmes.queries import programmes
from portal.bookings import queries as bookings
from portal.bookings.models import Booking
from portal.claims.actions import Wanted, claim
from portal.claims.lines import worth
from portal.claims.models import Claim
from portal.claims.queries import done_on, last_day_of, ready_to_claim
from portal.vouchers.queries import used_of


@dataclass(frozen=True, slots=True)
class Ready:
    """A delivered booking that can be claimed: for how much, of which month, and until when."""

    booking: Booking
    amount: Decimal
    month: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Gathered:
    """What can be claimed of one programme. `month` is its first day, or nothing for all months together."""

    programme: Programme
    rows: tuple[Ready, ...]
    month: date | None = None

    @property
    def number(self) -> int:
        """How many bookings."""
        return len(self.rows)

    @property
    def amount(self) -> Decimal:
        """What the claim will ask: the sum of its lines."""
        return sum((row.amount for row in self.rows), ZERO)

    @property
    def last_day(self) -> date:
        """The last day on which all of it can still be claimed."""
        return min(row.last_day for row in self.rows)

    @property
    def months(self) -> tuple[Gathered, ...]:
        """The same per month of delivery, the oldest first."""
        found = sorted({row.month for row in self.rows})
        return tuple(
            Gathered(self.programme, tuple(row for row in self.rows if row.month == month), month) for month in found
        )


def ready(actor: Actor) -> list[Gathered]:
    """What the acting provider can claim today, per programme; what is too late or worth nothing is not in it.

    The same number of queries however many bookings there are.
    """
    waiting = ready_to_claim(actor).prefetch_related(None).prefetch_related("deliveries", "claim_extensions")
    found = list(waiting.select_related("offer__programme", "revision", "school", "provider"))
    used, today = used_of([each.pk for each in found]), timezone.localdate()
    programmes: dict[UUID, Programme] = {}
    rows: dict[UUID, list[Ready]] = {}
    for each in found:
        programme = programmes.setdefault(each.offer.programme_id, each.offer.programme)
        day, last, amount = done_on(each), last_day_of(each, programme), worth(each, used.get(each.pk))
        if day and last and last >= today and amount:
            rows.setdefault(programme.pk, []).append(Ready(each, amount, day.replace(day=1), last))
    return [Gathered(programmes[pk], tuple(mine)) for pk, mine in rows.items()]


def programmes_of(actor: Actor) -> QuerySet[Programme]:
    """The programmes in which the acting provider has bookings; others have no claims to gather in."""
    return programmes().filter(pk__in=bookings.visible_to(actor).order_by().values("offer__programme"))


@deed
def gather(programme: Programme, *, month: date | None = None, by: Actor) -> Claim:
    """One draft claim of all that is ready in a programme, or of what was delivered in the month of this day.

    Only a manager of a provider: `Forbidden("wrong_role")`. `Refused("nothing_ready")` when there is nothing (any
    more), `"already_claimed"` when somebody claims the same at this moment; else as `claims.actions.claim`.
    """
    require(by.role == MANAGER, "wrong_role", _("Only a manager of a provider can claim all that is ready together."))
    found = [each for each in ready(by) if each.programme.pk == programme.pk]
    rows = [row for each in found for row in each.rows if month is None or row.month == month.replace(day=1)]
    if not rows:
        raise Refused("nothing_ready", _("There is nothing to claim here (any more). Look at your claims."))
    return claim([Wanted(row.booking.pk) for row in rows], by=by)
