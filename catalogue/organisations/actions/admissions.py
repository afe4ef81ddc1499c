"""The deeds on the admission of a provider in a municipality: who asks whom, and what was decided."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Invalid, Refused, require
from catalogue.lifecycle import added, change, move
from catalogue.organisations import rules
from catalogue.organisations.models import Admission, Invitation, Municipality, Provider
from catalogue.validation import validated


@deed
def ask_admission(municipality: Municipality, provider: Provider, *, by: Actor) -> Admission:
    """A manager asks a municipality to let the provider take part; also again after a refusal.

    `Refused("wrong_state")` when it takes part, was asked, or is suspended there.
    """
    _manages(provider, by)
    if before := Admission.objects.filter(municipality=municipality, provider=provider).first():
        return move(before, "requested", by=by)
    return added(validated(Admission(municipality=municipality, provider=provider, status="requested")), by=by)


@deed
def invite(municipality: Municipality, provider: Provider, *, by: Actor) -> Admission:
    """Ask a provider that is on this installation to take part; also one that was refused.

    `Invalid` when it was asked before.
    """
    rules.only_the_municipality(by, municipality)
    refused = Admission.objects.filter(municipality=municipality, provider=provider, status="refused").first()
    if refused:
        return move(refused, "invited", by=by)
    return added(validated(Admission(municipality=municipality, provider=provider, status="invited")), by=by)


@deed
def invite_by_mail(municipality: Municipality, *, name: str, email: str, expires_at: datetime, by: Actor) -> Invitation:
    """Ask an organisation that is not here yet to register; the letter follows. `Invalid` per wrong field."""
    rules.only_the_municipality(by, municipality)
    return added(validated(Invitation(municipality=municipality, name=name, email=email, expires_at=expires_at)), by=by)


@deed
def answer_invitation(invitation: Invitation, provider: Provider, *, by: Actor) -> Invitation:
    """The invited organisation registered as this provider: the invitation counts no more."""
    if invitation.provider_id or invitation.expires_at <= timezone.now():
        raise Refused("invitation_over", _("This invitation was used, or is too old. Register without it."))
    return change(invitation, event="answered", by=by, provider=provider, data={"provider": str(provider.pk)})


@deed
def accept_invitation(admission: Admission, *, by: Actor) -> Admission:
    """A manager of the invited provider says yes: it takes part from now on. `Refused("wrong_state")` otherwise."""
    _manages(admission.provider, by)
    if admission.status != "invited":
        raise Refused("wrong_state", _("Only an invitation can be accepted. Reload the page."))
    return move(admission, "admitted", by=by)


@deed
def admit(admission: Admission, *, by: Actor) -> Admission:
    """Let the provider publish offers here, for the first time or again after a suspension."""
    rules.only_the_municipality(by, admission.municipality)
    return move(admission, "admitted", by=by)


@deed
def refuse(admission: Admission, *, reason: str, by: Actor) -> Admission:
    """Do not let the provider take part. `Invalid` without a reason: the provider reads it and may ask again."""
    rules.only_the_municipality(by, admission.municipality)
    return move(admission, "refused", by=by, because=_said(reason))


@deed
def suspend(admission: Admission, *, reason: str, by: Actor) -> Admission:
    """For now none of its offers can be booked here; bookings that were made stay. `Invalid` without a reason."""
    rules.only_the_municipality(by, admission.municipality)
    return move(admission, "suspended", by=by, because=_said(reason))


def _said(reason: str) -> str:
    if not reason.strip():
        raise Invalid.field("#/reason", "required", _("Say why: the provider reads it, and what it can do."))
    return reason.strip()


def _manages(provider: Provider, by: Actor) -> None:
    sentence = _("Only a manager of the provider can do this. Ask one of them.")
    require(rules.may_manage(by, provider), "wrong_role", sentence)
