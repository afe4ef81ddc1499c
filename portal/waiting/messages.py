"""The letters to who waited: a place is kept, until when, and where to take it; or the offer was withdrawn."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.actor import BOARD, BUDGET_HOLDER, COORDINATOR
from catalogue.journal.lease import Lease
from catalogue.offers.sayings import title_of
from portal.people.models import User
from portal.post.actions import Message, send
from portal.waiting.models import WaitingPlace


def tell(place_id: UUID, lease: Lease) -> None:
    """Write to who joined the list and to the coordinators of the school, while the place is kept."""
    rows = WaitingPlace.objects.select_related("school", "offer__revision")
    place = rows.filter(pk=place_id, status="offered").first()
    if place is None:
        return
    send(lease, [_letter(place, user) for user in _people(place)])


def tell_end(place_id: UUID, lease: Lease) -> None:
    """Write to the same people that the offer was withdrawn, so that nobody waits in vain."""
    rows = WaitingPlace.objects.select_related("school", "offer__revision")
    place = rows.filter(pk=place_id, status="ended").first()
    if place is None:
        return
    send(lease, [_farewell(place, user) for user in _people(place)])


def _farewell(place: WaitingPlace, user: User) -> Message:
    with translation.override(user.language):
        named = {"offer": title_of(place.offer), "school": place.school.name}
        parts = (
            _("Dear %(name)s,") % {"name": user.name},
            _("%(school)s waited for “%(offer)s”. The provider does not give this offer any more, so waiting ends.")
            % named,
            _("Perhaps another offer helps as well:"),
            f"{settings.PUBLIC_URL}{reverse('public:offers')}",
        )
        subject = _("You wait no longer for: %(offer)s") % named
        return Message(user.email, subject, "\n\n".join(parts), user.language)


def _people(place: WaitingPlace) -> list[User]:
    """Who may take it, and who joined; each once."""
    mine = User.objects.filter(is_active=True, memberships__school=place.school_id, memberships__ended_at=None)
    deciding = mine.filter(memberships__role__in=[COORDINATOR, BUDGET_HOLDER, BOARD])
    return list(deciding.order_by("created_at", "pk").distinct())


def _letter(place: WaitingPlace, user: User) -> Message:
    with translation.override(user.language):
        return Message(user.email, *_said(place, user), user.language)


def _said(place: WaitingPlace, user: User) -> tuple[str, str]:
    """The subject and the words, in the language that is chosen now."""
    until = timezone.localtime(place.kept_until)
    named = {
        "offer": title_of(place.offer), "school": place.school.name, "day": date_format(until, "l j F"),
        "time": date_format(until, "H:i"),
    }  # fmt: skip
    when = ""
    if place.session:
        starts = timezone.localtime(place.session.starts_at)
        when = _("It is on %(day)s at %(time)s.") % {
            "day": date_format(starts, "l j F Y"), "time": date_format(starts, "H:i")}  # fmt: skip
    parts = (
        _("Dear %(name)s,") % {"name": user.name},
        _("A place came free for “%(offer)s”. It is kept for %(school)s until %(day)s at %(time)s.") % named,
        when,
        _("Take it here; after that it goes to who is next:"),
        f"{settings.PUBLIC_URL}{reverse('schools:waiting')}",
    )
    return _("A place is kept for you: %(offer)s") % named, "\n\n".join(part for part in parts if part)
