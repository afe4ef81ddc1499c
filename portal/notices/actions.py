"""The deeds on notices. An event is told by its journal line, so no deed waits for it and nothing is told twice."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor, system
from catalogue.deeds import deed
from catalogue.errors import Invalid, require
from catalogue.journal.outbox import record
from catalogue.lifecycle import added, change
from catalogue.validation import validated
from portal.notices import queries, rules
from portal.notices.models import BookingReminder, Notice, NoticeChoice, NoticeDigest
from portal.notices.states import (
    ALWAYS,
    DAILY,
    NEVER,
)
from portal.people.models import Membership
from portal.people.rules import is_own

WORKER = system("notices")
READER = system("reader of the letter")


@deed
def choose(membership: Membership, kind: str, frequency: str, *, by: Actor) -> NoticeChoice:
    """Hear of a kind of event at once, once a day or never, in this role.

    `Forbidden("not_yours")` for another's; `Invalid` (`#/kind`) for what the role hears nothing of, (`#/frequency`) for
    another word, and for `never` where silence has consequences (a reported delivery, a dispute).
    """
    require(is_own(by, membership), "not_yours", _("Everybody chooses this for themselves."))
    return _chosen(membership, kind, frequency, by)


@deed
def stop(membership: Membership, kind: str, *, by: Actor = READER) -> NoticeChoice:
    """For who has the link of a letter, signed in or not: never again; once a day where it cannot be never."""
    return _chosen(membership, kind, DAILY if kind in ALWAYS else NEVER, by)


@deed
def speak(membership: Membership, language: str, *, by: Actor) -> None:
    """Letters to this person are in this language from now on. `Forbidden("not_yours")`, `Invalid` (`#/language`)."""
    require(is_own(by, membership), "not_yours", _("Everybody chooses this for themselves."))
    if language not in dict(settings.LANGUAGES):
        raise Invalid.field("#/language", "invalid_choice", _("Choose Dutch or English."))
    if membership.user.language != language:
        membership.user.language = language
        membership.user.save(update_fields=["language"])
        record("user.language", membership.user, by=by, data={"language": language})


@deed
def gather(*, by: Actor) -> int:
    """The clock: one letter per reader about everything since the last one; how many. Twice on a day is once."""
    now = timezone.now()
    made = 0
    for to, waiting in groupby(queries.of_the_day(now), key=lambda each: each.to):
        rows = list(waiting)
        day = timezone.localdate(now)
        if NoticeDigest.objects.filter(to=to, day=day).exists():
            continue
        digest = validated(NoticeDigest(to=to, day=day, municipality_id=rows[0].municipality_id))
        Notice.objects.filter(pk__in=[each.pk for each in rows], digest=None).update(digest=digest)
        added(digest, by=by, data={"notices": len(rows)})
        made += 1
    return made


@deed
def remind(*, by: Actor) -> int:
    """The clock: remind of bookings, each once per subject and day; how many are new. Safe to run twice."""
    made = 0
    wanted = queries.to_remind(timezone.localdate())
    known = set(
        BookingReminder.objects.filter(booking__in=[booking.pk for booking, _about, _day in wanted]).values_list(
            "booking", "about", "day"
        )
    )
    for booking, about, day in wanted:
        if (booking.pk, about, day) in known:
            continue
        row = BookingReminder(booking=booking, about=about, day=day, municipality_id=booking.municipality_id)
        added(validated(row), by=by, data={"about": about})
        made += 1
    return made


def forget_old() -> int:
    """Throw away what was told, with the addresses in it, as long after it as the notes of the post; how many."""
    before = timezone.now() - timedelta(days=settings.MAIL_KEEP_DAYS)
    told = Notice.objects.filter(created_at__lt=before).exclude(gathered=True, digest=None).delete()[0]
    return told + NoticeDigest.objects.filter(created_at__lt=before, notices=None).delete()[0]


def _chosen(membership: Membership, kind: str, frequency: str, by: Actor) -> NoticeChoice:
    if kind not in rules.kinds_of(membership.role):
        raise Invalid.field("#/kind", "unknown", _("Your role hears nothing of this kind. Choose another."))
    if frequency not in rules.frequencies_of(kind):
        sentence = _("This cannot be chosen here: without an answer of you it would be decided. Choose once a day.")
        raise Invalid.field("#/frequency", "invalid_choice", sentence)
    row = NoticeChoice.objects.filter(membership=membership, kind=kind).first()
    data = {"kind": kind, "frequency": frequency}
    if row is None:
        return added(validated(NoticeChoice(membership=membership, **data)), by=by, data=data)
    return change(row, event="changed", by=by, data=data, frequency=frequency)
