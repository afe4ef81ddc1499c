"""What a letter says of an event, in the language that is chosen now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from catalogue.journal.models import JournalLine
from catalogue.money import written
from portal.bookings.models import Booking
from portal.notices.queries import About
from portal.notices.states import UNANSWERED, UNREPORTED, UPCOMING
from portal.people.models import Membership


@dataclass(frozen=True, slots=True)
class Said:
    """A subject of a letter, some words, and the address of the page."""

    subject: str
    words: str
    address: str


Pair = tuple[str | Promise, str | Promise]
SENTENCES: Mapping[str, Pair] = {
    "booking.requested": (
        lazy("%(school)s asks for “%(offer)s”"),
        lazy("Say yes or no. Until you answer, places and money are kept aside."),
    ),
    "booking.confirmed": (
        lazy("%(provider)s comes: “%(offer)s” is confirmed"),
        lazy("You now see each other's contacts, and you can write to each other about it."),
    ),
    "booking.declined": (
        lazy("%(provider)s cannot do “%(offer)s”"),
        lazy("The places and the money are free again. There is more to choose from."),
    ),
    "booking.withdrawn": (lazy("%(school)s withdrew its request for “%(offer)s”"), lazy("You need not do anything.")),
    "booking.cancelled": (lazy("“%(offer)s” for %(school)s does not go on"), lazy("It was called off.")),
    "booking.cancelled_late": (
        lazy("%(school)s cancelled “%(offer)s” late"),
        lazy("By your terms you may claim the fee, or not ask it."),
    ),
    "booking.rescheduled": (
        lazy("“%(offer)s” for %(school)s has another day"),
        lazy("Look whether you can come then. Your calendar follows by itself."),
    ),
    "booking.delivered": (
        lazy("%(provider)s reported “%(offer)s”. Is that right?"),
        lazy("Say whether it is right. Without an answer it counts as right after some time, and it is paid."),
    ),
    "booking.disputed": (
        lazy("%(school)s does not agree with your report of “%(offer)s”"),
        lazy("Correct the report, or explain it. If you do nothing, the municipality decides."),
    ),
    "date_proposal.open": (
        lazy("Another day is proposed for “%(offer)s”"),
        lazy("Say yes or no, or propose yet another day. Until then nothing changes."),
    ),
    "date_proposal.refused": (
        lazy("The day that you proposed for “%(offer)s” was refused"),
        lazy("The booking stays as it was. You can propose another day."),
    ),
    "message.added": (lazy("A message about “%(offer)s” for %(school)s"), lazy("Read it and answer it on the page.")),
    UPCOMING: (
        lazy("On %(day)s: “%(offer)s” for %(school)s"),
        lazy("This is a reminder. If something is not clear, write to each other on the page."),
    ),
    UNANSWERED: (
        lazy("%(school)s waits for your answer: “%(offer)s”"),
        lazy("Say yes or no. Until you answer, places and money are kept aside."),
    ),
    UNREPORTED: (
        lazy("Was “%(offer)s” for %(school)s delivered?"),
        lazy("It was planned on %(day)s. Report what you did: after that you can be paid."),
    ),
    "invoice.paid": (
        lazy("Invoice %(number)s is paid: %(amount)s"),
        lazy("The money is on its way to your bank account."),
    ),
    "audit_question.open": (
        lazy("The controller asks about “%(expense)s” of %(claimant)s"),
        lazy("Answer it on the page, with files if they help. One answer of your municipality is enough."),
    ),
    "audit_question.answered": (
        lazy("The question about “%(expense)s” of %(claimant)s is answered"),
        lazy("Read it on the page, ask on, or conclude."),
    ),
    "audit_question.in_order": (
        lazy("In order: “%(expense)s” of %(claimant)s"),
        lazy("The controller closed the question."),
    ),
    "audit_question.corrected": (
        lazy("Corrected: “%(expense)s” of %(claimant)s"),
        lazy("The controller closed the question."),
    ),
    "audit_question.not_accepted": (
        lazy("Not accepted by the controller: “%(expense)s” of %(claimant)s"),
        lazy("The page says how it can be put right. Until then its amount counts as in doubt."),
    ),
    "acceptance.kept": (
        lazy("Your objection to %(number)s was answered"),
        lazy("The municipality keeps it as it is now. Accept it, or say what is still wrong; silence accepts it."),
    ),
    "acceptance.answer_due": (
        lazy("Is %(number)s right? It counts as accepted after %(until)s"),
        lazy("Accept it with one press, or say what is wrong. If you agree, you need not do anything."),
    ),
    "round.open": (
        lazy("You can choose now: %(round)s is open"),
        lazy("Your school can choose until %(closes)s. What is chosen later waits for a next round."),
    ),
    "round.published": (
        lazy("The result of %(round)s is there"),
        lazy("See what your school got, and why something else went to others."),
    ),
}


def said_of(line: JournalLine, about: About, membership: Membership) -> Said | None:
    """What this member reads about the line; `None` when there is nothing left to say."""
    pair = SENTENCES.get(about.reminder or line.event)
    if pair is None:
        return None
    shown, address = _shown(about, membership)
    reason = _("The reason: %(reason)s") % {"reason": line.because} if line.because else ""
    return Said(str(pair[0]) % shown, " ".join(part for part in (str(pair[1]) % shown, reason) if part), address)


def _shown(about: About, membership: Membership) -> tuple[dict[str, str], str]:
    if about.booking:
        place = "providers:booking" if membership.provider_id else "schools:booking"
        return _of_booking(about.booking), page(place, about.booking.pk)
    if about.invoice:
        until = about.invoice.acceptance.until if hasattr(about.invoice, "acceptance") else None
        shown = {
            "number": about.invoice.number, "amount": written(about.invoice.gross_amount),
            "until": date_format(until, "j F Y") if until else "",
        }  # fmt: skip
        return shown, page("providers:invoice", about.invoice.pk)
    if about.question:
        line = about.question.line
        shown = {"expense": line.description, "claimant": line.claim.claimant.name}
        return shown, page("municipality:question", about.question.pk)
    assert about.window is not None
    closes = date_format(timezone.localtime(about.window.closes), "j F Y H:i")
    return {"round": about.window.name, "closes": closes}, page("schools:home")


def _of_booking(booking: Booking) -> dict[str, str]:
    day = date_format(booking.planned_on, "j F Y") if booking.planned_on else ""
    return {
        "offer": booking.revision.title, "school": booking.school.name, "provider": booking.provider.name, "day": day,
    }  # fmt: skip


def page(name: str, *arguments: object) -> str:
    """The whole address of a page, by its name: a letter is read outside the portal."""
    return f"{settings.PUBLIC_URL}{reverse(name, args=arguments)}"
