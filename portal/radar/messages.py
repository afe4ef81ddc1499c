"""The letters that remind: to the right people, each in their own language. Sent by the worker, from the outbox."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.journal.lease import Lease
from catalogue.money import written
from catalogue.offers.sayings import title_of
from portal.post import actions as post
from portal.post.actions import Message
from portal.radar import queries
from portal.radar.models import Reminder
from portal.radar.queries.people import Person
from portal.radar.queries.schools import Chooser
from portal.radar.states import OF_PAPERS, SCAN_MISSING, UNANSWERED

MOST_NAMED = 5  # offers in one letter


def send(reminder_id: UUID, lease: Lease) -> int:
    """Write to everybody whom the reminder is for; how many letters have gone out. None when it is needless by now."""
    found = Reminder.objects.select_related("programme__municipality", "school", "provider").filter(pk=reminder_id)
    reminder = found.filter(sent_at=None).first()
    if reminder is None:
        return 0
    letters = [_letter(reminder, person) for person in _people(reminder)]
    return post.send(lease, [each for each in letters if each])


def _people(reminder: Reminder) -> tuple[Person, ...]:
    if reminder.school:
        return queries.reachable_schools([reminder.school])[reminder.school.pk].people
    assert reminder.provider is not None  # one of the two, says the constraint
    return queries.reachable_providers([reminder.provider])[reminder.provider.pk].people


def _letter(reminder: Reminder, person: Person) -> Message | None:
    """`None` when there is nothing left to say."""
    with translation.override(person.language):
        said = _said(reminder)
        if said is None:
            return None
        subject, *parts = said
        closing = _("This is a message of %(municipality)s.") % {"municipality": reminder.programme.municipality.name}
        hello = _("Dear %(name)s,") % {"name": person.name}
        return Message(person.email, subject, "\n\n".join([hello, *parts, closing]), person.language)


def _said(reminder: Reminder) -> tuple[str, ...] | None:
    if reminder.about in OF_PAPERS:
        return _papers(reminder)
    return _to_school(reminder) if reminder.school else _to_provider(reminder)


def _papers(reminder: Reminder) -> tuple[str, ...] | None:
    """What is still to be handed in; `None` when it came in meanwhile."""
    assert reminder.school is not None
    if reminder.about not in queries.papers_missing(reminder.school, reminder.programme):
        return None
    shown = {"school": reminder.school.name, "programme": reminder.programme.name}
    if reminder.about == SCAN_MISSING:
        return (
            _("The school scan of %(school)s is not in yet") % shown,
            _("For %(programme)s we did not get the school scan of %(school)s yet.") % shown,
            _("Send it as you are used to, and fill in here on which day you did:"),
            _address("schools:needs"),
        )
    return (
        _("The cover sheet of %(school)s is not in yet") % shown,
        _("For %(programme)s we do not know yet what the children of %(school)s need.") % shown,
        _("Write it down per theme, and hand it in here. It takes a quarter of an hour:"),
        _address("schools:needs"),
    )


def _to_school(reminder: Reminder) -> tuple[str, ...] | None:
    assert reminder.school is not None
    programme, terms = reminder.programme, queries.terms_of(reminder.programme)
    rows = queries.choosers(programme, terms, only=[reminder.school.pk])
    if not rows or not rows[0].about:
        return None
    row = rows[0]
    dates = queries.dates_of(programme, terms, row.left)
    return (
        _("%(school)s can still choose for %(amount)s") % {"school": row.school.name, "amount": written(row.left)},
        _so_far(row),
        _by_when(dates.choose_by, dates.last_choice),
        _("See what there is for your pupils, and choose:"),
        _address("public:offers"),
    )


def _so_far(row: Chooser) -> str:
    shown = {"school": row.school.name, "amount": written(row.left), "granted": written(row.granted)}
    if not row.bookings and not row.wishes:
        return _("%(school)s has a budget of %(granted)s, and has chosen nothing yet.") % shown
    return _("Of the %(granted)s that %(school)s may choose for, %(amount)s is left.") % shown


def _by_when(day: date, last: date) -> str:
    days = {"day": date_format(day, "j F Y"), "last": date_format(last, "j F Y")}
    if day >= last:
        return _("Choose before or on %(last)s: after that day nothing can be delivered in time.") % days
    return _("Choose before or on %(day)s. After that there is less to choose from, and after %(last)s nothing.") % days


def _to_provider(reminder: Reminder) -> tuple[str, ...] | None:
    assert reminder.provider is not None
    programme, terms = reminder.programme, queries.terms_of(reminder.programme)
    if reminder.about == UNANSWERED:
        waiting = [row for row in queries.unanswered(programme, terms) if row.provider == reminder.provider]
        return _unanswered(waiting[0].requests) if waiting else None
    offers = queries.never_chosen(programme).filter(provider=reminder.provider)
    titles = [f"- {title_of(offer)}" for offer in offers[:MOST_NAMED]]
    if not titles:
        return None
    return (
        _("No school has chosen these offers yet"),
        _("No school has chosen or kept these offers of yours yet:"),
        "\n".join(titles),
        _("A clear title, a picture, a price and dates help. You can change your offers here:"),
        _address("providers:offers"),
    )


def _unanswered(requests: int) -> tuple[str, ...]:
    words = ngettext(
        "%(number)d request of a school waits for your answer",
        "%(number)d requests of schools wait for your answer",
        requests,
    ) % {"number": requests}
    return (
        words,
        words + ".",
        _("Until you answer, that money and those places are kept aside. Say yes or no here:"),
        _address("providers:bookings"),
    )


def _address(name: str) -> str:
    return f"{settings.PUBLIC_URL}{reverse(name)}"
