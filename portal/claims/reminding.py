"""Before it is too late to claim a delivery its provider is told, once per booking, in one letter per provider."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.actor import MANAGER, Actor, system
from catalogue.deeds import deed
from catalogue.errors import Refused
from catalogue.journal.lease import Lease
from catalogue.lifecycle import added, change
from catalogue.organisations.models import Provider
from catalogue.programmes.queries import number
from portal.bookings.models import Booking
from portal.bookings.states import CLAIMABLE
from portal.claims.lines import worth
from portal.claims.models import DeadlineReminder, Reminded
from portal.claims.queries import last_day_of
from portal.people.models import User
from portal.post.actions import Message, send
from portal.vouchers.queries import used_of

MOST_NAMED: Final = 10  # bookings in one letter
POSTMAN: Final = system("post")
Due = tuple[Booking, date]


def to_remind_of() -> list[tuple[Provider, list[Due]]]:
    """Per provider what can be claimed for only some days more (`claim.reminder.days`), and was not told before.

    A provider that writes no claims, because its schools pay it, is not told; nor is anybody told of what the
    municipality ordered itself (that is invoiced), or of vouchers that nobody used yet.
    """
    today = timezone.localdate()
    until = today + timedelta(days=int(number("claim.reminder.days", today)))
    rows = Booking.objects.filter(
        status__in=CLAIMABLE, reserved__gt=0, ordered_by="school", provider__self_billing_agreed_on__isnull=False
    )
    rows = rows.exclude(claim_lines__live=True).exclude(pk__in=Reminded.objects.values("booking"))
    rows = rows.select_related("provider", "school", "revision", "offer__programme")
    rows = rows.prefetch_related("deliveries", "claim_extensions").order_by("provider", "delivered_at", "pk")
    used = used_of([booking.pk for booking in rows])
    found: dict[Provider, list[Due]] = {}
    for booking in rows:
        last = last_day_of(booking, booking.offer.programme)
        if last and today <= last <= until and worth(booking, used.get(booking.pk)):
            found.setdefault(booking.provider, []).append((booking, last))
    return list(found.items())


@deed
def remind(provider: Provider, rows: Sequence[Due], *, by: Actor) -> DeadlineReminder:
    """Write down that the provider is reminded of these bookings; the letter follows from the journal.

    `Refused("reminded")` when one of them was in a reminder already: nobody reads the same twice.
    """
    reminder = DeadlineReminder(provider=provider)
    try:
        with transaction.atomic():
            reminder.save(force_insert=True)
            Reminded.objects.bulk_create(
                Reminded(reminder=reminder, booking=booking, last_day=last) for booking, last in rows
            )
    except IntegrityError as error:
        raise Refused("reminded", _("The provider was reminded of this already.")) from error
    return added(reminder, by=by, data={"bookings": len(rows)})


def send_letters(reminder_id: UUID, lease: Lease) -> int:
    """Write to the managers about what is still not claimed; to nobody when all of it is by now. Slow."""
    found = DeadlineReminder.objects.select_related("provider").filter(pk=reminder_id, sent_at=None).first()
    if found is None:
        return 0
    rows = found.rows.exclude(booking__claim_lines__live=True).select_related("booking__revision", "booking__school")
    left = [row for row in rows if row.booking.reserved and row.last_day >= timezone.localdate()]
    if not left:
        return 0
    managers = User.objects.filter(
        is_active=True, memberships__provider=found.provider, memberships__role=MANAGER, memberships__ended_at=None
    )
    return send(lease, [_letter(left, user) for user in managers.order_by("created_at", "pk").distinct()])


@deed
def note(reminder_id: UUID, letters: int) -> DeadlineReminder | None:
    """The worker: so many letters went out just now. `None` when it was noted before, or when there were none."""
    reminder = DeadlineReminder.objects.filter(pk=reminder_id, sent_at=None).first()
    if reminder is None or not letters:
        return None
    now = timezone.now()
    return change(reminder, event="sent", by=POSTMAN, data={"letters": letters}, sent_at=now, people=letters)


def _letter(rows: Sequence[Reminded], user: User) -> Message:
    with translation.override(user.language):
        shown = {"day": date_format(rows[0].last_day, "j F Y"), "number": len(rows)}
        subject = _("Claim before or on %(day)s what you delivered") % shown
        parts = (
            _("Dear %(name)s,") % {"name": user.name},
            _("You delivered this, and did not claim it yet. After the day that stands with it nobody can pay it:"),
            "\n".join(_row(row) for row in rows[:MOST_NAMED]),
            _("There are %(number)s in all.") % shown if len(rows) > MOST_NAMED else "",
            _("Claim all of it with one button:"),
            f"{settings.PUBLIC_URL}{reverse('providers:claims')}",
        )
        return Message(user.email, subject, "\n\n".join(part for part in parts if part), user.language)


def _row(row: Reminded) -> str:
    shown = {
        "what": row.booking.revision.title, "school": row.booking.school.name,
        "day": date_format(row.last_day, "j F Y"),
    }  # fmt: skip
    return _("- %(what)s, %(school)s: before or on %(day)s") % shown
