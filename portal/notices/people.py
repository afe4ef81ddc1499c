"""Who hears of an event: the right people of a side, and who stands in for who is away."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from catalogue.actor import BUDGET_HOLDER, COORDINATOR, MANAGER, PROVIDER_ROLES, SCHOOL_ROLES
from catalogue.organisations.models import ContactPerson
from catalogue.organisations.queries import whom_to_ask
from portal.bookings.models import Booking
from portal.notices.states import BOTH, PROVIDER, SCHOOL
from portal.people.models import Membership, User


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who hears of it, as `membership` chose; `instead_of` is the name of who is away."""

    membership: Membership
    email: str
    name: str
    language: str
    instead_of: str = ""


def about(booking: Booking, side: str) -> list[Reader]:
    """The people of the side or sides of a booking. A constant number of statements."""
    found: list[Reader] = []
    if side in (SCHOOL, BOTH):
        found += of_schools([booking.school_id], booking.requested_by)
    if side in (PROVIDER, BOTH):
        found += of_provider(booking.provider_id, PROVIDER_ROLES)
    return found


def of_schools(schools: Collection[UUID], asked: str = "") -> list[Reader]:
    """Of each school who arranges: its coordinators and who asked for it, else its director; and who stands in."""
    rows = list(_members(Q(school__in=schools, role__in=SCHOOL_ROLES)))
    arranged = {row.school_id for row in rows if row.role == COORDINATOR}
    told = [
        row
        for row in rows
        if row.role == COORDINATOR
        or str(row.user_id) == asked
        or (row.role == BUDGET_HOLDER and row.school_id not in arranged)
    ]
    return with_substitutes(told, Q(school__in=schools))


def of_provider(provider: UUID, roles: Iterable[str] = (MANAGER,)) -> list[Reader]:
    """Its people in these roles, and who stands in."""
    return with_substitutes(list(_members(Q(provider=provider, role__in=list(roles)))), Q(provider=provider))


def of_municipality(municipality: UUID, roles: Iterable[str]) -> list[Reader]:
    """Its people in these roles, each once, whichever of the roles they have."""
    found: dict[str, Reader] = {}
    for row in _members(Q(municipality=municipality, role__in=list(roles))):
        found.setdefault(row.user.email.lower(), Reader(row, row.user.email, row.user.name, row.user.language))
    return list(found.values())


def with_substitutes(rows: list[Membership], whose: Q) -> list[Reader]:
    """Each person once; for a contact person who is away or left also who stands in, by the address of both."""
    found = {row.user.email.lower(): Reader(row, row.user.email, row.user.name, row.user.language) for row in rows}
    contacts = ContactPerson.objects.filter(whose).exclude(email="").select_related("substitute__substitute")
    added: dict[str, Reader] = {}
    for contact in contacts:
        away = found.get(contact.email.lower())
        stands_in = whom_to_ask(contact) if away else None
        if away is None or stands_in is None or stands_in.pk == contact.pk or not stands_in.email:
            continue
        if (email := stands_in.email.lower()) not in found:
            added[email] = Reader(away.membership, stands_in.email, stands_in.name, "", away.name)
    spoken = dict(User.objects.filter(email__in=added).values_list("email", "language")) if added else {}
    return [
        *found.values(),
        *(
            Reader(each.membership, each.email, each.name, spoken.get(email, settings.LANGUAGE_CODE), each.instead_of)
            for email, each in added.items()
        ),
    ]


def _members(which: Q) -> Iterable[Membership]:
    rows = Membership.objects.filter(which, ended_at=None, user__is_active=True).select_related("user")
    return rows.order_by("created_at", "pk")
