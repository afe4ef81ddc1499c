"""How far each school is with choosing: who chose nothing, since when, and who can be asked about it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, Q, QuerySet
from django.utils import timezone

from catalogue.organisations.models import School
from catalogue.programmes.models import Programme
from portal.bookings.models import Booking, Choice
from portal.bookings.states import HOLDS_PLACES
from portal.budgets.models import Account
from portal.radar.models import RadarTerms, Reminder
from portal.radar.queries.people import Person, Reachable, reachable_schools
from portal.radar.queries.terms import again_on, last_reminders
from portal.radar.states import LITTLE, NOTHING, OF_SCHOOLS, ON_COURSE, WISHES

LIVE = HOLDS_PLACES | {"proposed"}
ALL = 100


@dataclass(frozen=True, slots=True)
class Chooser:
    """A school with a budget in a programme. Amounts are without VAT; `since`: nothing changed after that moment.

    `bookings` and `wishes` are of optional offers: a fixed offer comes without choosing and without the budget.

    `about` is what it can be reminded of (empty when it is on course), `reminded` the last time that somebody did, and
    `again_on` the first day on which that may be done again (`None`: today). `last_seen`: somebody of the school signed
    in, booked or kept something; `None` when nobody ever did.
    """

    school: School
    stage: str
    granted: Decimal
    committed: Decimal
    bookings: int
    wishes: int
    since: datetime
    last_seen: datetime | None
    people: tuple[Person, ...]
    about: str
    reminded: Reminder | None
    again_on: date | None

    @property
    def left(self) -> Decimal:
        """What the school can still choose for."""
        return self.granted - self.committed

    @property
    def percent(self) -> int:
        """The part that it chose for, in whole percents, rounded down."""
        return int(ALL * self.committed // self.granted)


def choosers(programme: Programme, terms: RadarTerms, *, only: Collection[UUID] = ()) -> list[Chooser]:
    """Every open school that was granted something: who chose least first, and of those who has most left.

    `only` picks some. Six statements, however many schools there are.
    """
    found = list(_accounts(programme, only).select_related("school__board").order_by("school__name", "pk"))
    booked, wished = _counts(programme)
    people = reachable_schools([account.school for account in found if account.school])
    last = last_reminders(programme)
    rows = [
        _chooser(account, booked, wished, people[account.school.pk], last, terms) for account in found if account.school
    ]
    order = [NOTHING, WISHES, LITTLE, ON_COURSE]
    return sorted(rows, key=lambda row: (order.index(row.stage), -row.left, row.school.name))


def chose_nothing(school: School, programme: Programme) -> bool:
    """The school has a budget in this programme, and neither booked nor wished for an optional offer. One statement."""
    mine = {"offer__programme": programme, "offer__kind": "optional", "school": school}
    chosen = Exists(Booking.objects.filter(status__in=LIVE, **mine)) | Exists(Choice.objects.filter(**mine))
    return _accounts(programme, [school.pk]).filter(~chosen).exists()


def stages_of(programme: Programme, terms: RadarTerms) -> list[tuple[str, Decimal]]:
    """Of all these schools only the stage and what is left. Three statements."""
    booked, wished = _counts(programme)
    found = []
    for account in _accounts(programme):
        committed, school = account.reserved + account.spent, account.school_id
        chosen, liked = booked.get(school, NONE)[0], wished.get(school, NONE)[0]
        stage = _stage(chosen, liked, committed, account.granted, terms)
        found.append((stage, account.granted - committed))
    return found


def _accounts(programme: Programme, only: Collection[UUID] = ()) -> QuerySet[Account]:
    open_ = Q(school__closed_on=None) | Q(school__closed_on__gt=timezone.localdate())
    rows = Account.objects.filter(open_, programme=programme, school__isnull=False, granted__gt=0)
    return rows.filter(school__in=only) if only else rows


def _counts(programme: Programme) -> tuple[Counted, Counted]:
    """Live bookings and wishes by school: how many of optional offers, and when anything happened last."""
    booked = _counted(Booking, offer__programme=programme, status__in=LIVE)
    return booked, _counted(Choice, offer__programme=programme)


Counted = Mapping[UUID | None, tuple[int, datetime | None]]
NONE = (0, None)


def _counted(model: type[Booking] | type[Choice], **which: Any) -> Counted:
    rows = model._default_manager.filter(**which).order_by().values_list("school")
    chosen = Count("pk", filter=Q(offer__kind="optional"))
    found = rows.annotate(number=chosen, last=Max("updated_at"))
    return {school: (number, last) for school, number, last in found}


def _chooser(
    account: Account,
    booked: Counted,
    wished: Counted,
    reachable: Reachable,
    last: Mapping[tuple[UUID, str], Reminder],
    terms: RadarTerms,
) -> Chooser:
    school = account.school
    assert school is not None  # accounts of schools only
    bookings, booked_at = booked.get(school.pk, NONE)
    wishes, wished_at = wished.get(school.pk, NONE)
    committed = account.reserved + account.spent
    stage = _stage(bookings, wishes, committed, account.granted, terms)
    about = OF_SCHOOLS.get(stage, "")
    signs = [moment for moment in (booked_at, wished_at) if moment]
    reminded = last.get((school.pk, about))
    return Chooser(
        school, stage, account.granted, committed, bookings, wishes,
        since=max(signs, default=account.created_at),
        last_seen=max([*signs, *filter(None, [reachable.last_seen])], default=None),
        people=reachable.people, about=about, reminded=reminded, again_on=again_on(reminded, terms),
    )  # fmt: skip


def _stage(bookings: int, wishes: int, committed: Decimal, granted: Decimal, terms: RadarTerms) -> str:
    if not bookings:
        return WISHES if wishes else NOTHING
    return LITTLE if ALL * committed < terms.committed_percent * granted else ON_COURSE
