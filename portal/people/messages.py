"""The letters to providers: what a municipality decided, and an invitation. Sent by the worker, from the outbox."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.journal.lease import Lease
from catalogue.journal.queries import history_of
from catalogue.organisations.models import Admission, Invitation
from portal.people.invitations import signature_of
from portal.people.queries import managers_of
from portal.post.actions import Message, send


def tell_of_admission(admission_id: UUID, lease: Lease) -> None:
    """Write to every manager of the provider (else to its own address) how it stands with its admission now."""
    admission = Admission.objects.select_related("provider", "municipality").get(pk=admission_id)
    to = {user.email: user.language for user, _confirmed in managers_of(admission.provider)}
    if not to and admission.provider.email:
        to = {admission.provider.email: settings.LANGUAGE_CODE}
    send(lease, [Message(email, *_of_admission(admission, language), language) for email, language in to.items()])


def send_invitation(invitation_id: UUID, lease: Lease) -> None:
    """Write to an organisation that is not here yet, with the link by which it registers."""
    invitation = Invitation.objects.select_related("municipality").get(pk=invitation_id)
    with translation.override(settings.LANGUAGE_CODE):
        town = {"municipality": invitation.municipality.name, "name": invitation.name}
        day = date_format(timezone.localtime(invitation.expires_at), "j F Y")
        link = f"{_address('public:register')}?invitation={signature_of(invitation)}"
        body = "\n\n".join((
            _("%(municipality)s invites %(name)s to offer its help to schools.") % town,
            _("Register your organisation here. The link counts once, until %(day)s.") % {"day": day},
            link,
        ))  # fmt: skip
        subject = _("An invitation from %(municipality)s") % town
    send(lease, [Message(invitation.email, subject, body, settings.LANGUAGE_CODE)])


def nothing_more(_thing_id: UUID, _sent: None) -> None:
    """The letter was all that had to follow."""


def _of_admission(admission: Admission, language: str) -> tuple[str, str]:
    """The subject and the words, in that language."""
    with translation.override(language):
        return _said(admission)


def _said(admission: Admission) -> tuple[str, str]:
    named = {"municipality": admission.municipality.name, "provider": admission.provider.name}
    subjects = {
        "admitted": _("%(provider)s takes part in %(municipality)s"),
        "refused": _("%(municipality)s does not admit %(provider)s"),
        "suspended": _("%(provider)s is suspended in %(municipality)s"),
        "invited": _("%(municipality)s invites %(provider)s"),
    }
    words = {
        "admitted": _("You can send your offers to the municipality now. After its review schools can book them."),
        "refused": _("The municipality did not admit you. You can change your details and ask again."),
        "suspended": _("For now schools cannot book your offers. Bookings that were made stay. Ask the municipality."),
        "invited": _("The municipality would like you to take part. Say yes on your own page."),
    }
    line = history_of(admission.pk).filter(to=admission.status).last()
    reason = _("The reason: %(reason)s") % {"reason": line.because} if line and line.because else ""
    parts = (words.get(admission.status, ""), reason, _address("providers:details"))
    subject = subjects.get(admission.status, "%(provider)s") % named
    return subject, "\n\n".join(part for part in parts if part)


def _address(name: str) -> str:
    return f"{settings.PUBLIC_URL}{reverse(name)}"
