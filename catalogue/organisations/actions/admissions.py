"""The deeds on the admission of a provider in a municipality."""

from __future__ import annotations

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.lifecycle import added, move
from catalogue.organisations import rules
from catalogue.organisations.models import Admission, Municipality, Provider
from catalogue.validation import validated


@deed
def invite(municipality: Municipality, provider: Provider, *, by: Actor) -> Admission:
    """Ask a provider to take part. `Invalid` when it was asked before."""
    rules.only_the_municipality(by, municipality)
    return added(validated(Admission(municipality=municipality, provider=provider, status="invited")), by=by)


@deed
def admit(admission: Admission, *, by: Actor) -> Admission:
    """Let the provider publish offers here."""
    rules.only_the_municipality(by, admission.municipality)
    return move(admission, "admitted", by=by)
