"""What a school fills in when a report of a delivery is not right."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.actor import Actor
from frontend.forms import PageForm, WholeNumber, Words
from portal.bookings import rules
from portal.bookings.models import Booking


class Disputing(PageForm):
    """What was different, and what the school counted itself."""

    reason = Words(most=500, required=False, label=_("What was different?"))
    sessions = WholeNumber(label=_("How many times was it there?"), least=0, required=False)
    pupils_reached = WholeNumber(label=_("How many pupils took part?"), least=0, required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


def disputing_form(actor: Actor, booking: Booking) -> Disputing | None:
    """The form, for who may dispute the report now."""
    return Disputing(initial={"version": booking.version}) if rules.may_dispute(actor, booking) else None
