"""Which events can be subscribed to, where their thing stands in the API, and who may hear of it.

Who may hear of a thing is who sees it over the API, by the same query, and only of the own organisation: what
everybody may see (a published offer) is no news of everybody's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.errors import Fault
from catalogue.journal.models import JournalLine
from catalogue.lifecycle import Moving
from catalogue.offers import queries as offers
from catalogue.offers.models import Offer
from portal.bespoke import queries as bespoke
from portal.bespoke.models import BespokeRequest
from portal.bookings import queries as bookings
from portal.bookings.models import Booking
from portal.claims import queries as claims
from portal.claims.models import Claim
from portal.invoices import queries as invoices
from portal.invoices.models import Invoice, ReceivedInvoice
from portal.objections import queries as objections
from portal.objections.models import Objection
from portal.orders import queries as orders
from portal.orders.models import PurchaseOrder
from portal.payments import queries as payments
from portal.payments.models import Batch
from portal.people.rules import has_scope
from portal.waiting import queries as waiting
from portal.waiting.models import WaitingPlace


@dataclass(frozen=True, slots=True)
class Told:
    """A kind of thing: its rows for an actor, its plural in the API, and the scope that reads it there."""

    model: type[Moving]
    plural: str
    scope: str
    rows: Callable[[Actor], QuerySet[Any]]

    @property
    def events(self) -> list[str]:
        """Everything that can happen to it: one event per status."""
        return [f"{self.model.KIND}.{status}" for status in self.model.MOVES]


def _own_offers(actor: Actor) -> QuerySet[Offer]:
    own = Q(provider_id=actor.provider) if actor.provider else Q(municipality_id=actor.municipality)
    return offers.visible_to(actor).filter(own) if actor.provider or actor.municipality else Offer.objects.none()


KINDS: dict[str, Told] = {
    told.model.KIND: told
    for told in (
        Told(Offer, "offers", "catalogue:read", _own_offers),
        Told(Booking, "bookings", "bookings:read", bookings.visible_to),
        Told(WaitingPlace, "waiting-places", "bookings:read", waiting.visible_to),
        Told(BespokeRequest, "bespoke-requests", "requests:read", bespoke.visible_to),
        Told(Claim, "claims", "claims:read", claims.visible_to),
        Told(Objection, "objections", "claims:read", objections.visible_to),
        Told(Invoice, "invoices", "invoices:read", invoices.visible_to),
        Told(ReceivedInvoice, "received-invoices", "invoices:read", invoices.received_visible_to),
        Told(PurchaseOrder, "purchase-orders", "invoices:read", orders.visible_to),
        Told(Batch, "payment-batches", "payments:read", payments.visible_to),
    )
}


def names_of(wanted: Iterable[str]) -> set[str]:
    """The events that are meant: each by its name, or all of a kind by the name of the kind."""
    return {event for told in KINDS.values() for event in told.events if {event, told.model.KIND} & set(wanted)}


def faults_of(wanted: list[str], by: Actor) -> Iterator[Fault]:
    """Each name that is no event, or of a thing that this actor (with this token) may not read."""
    if not wanted:
        yield Fault("#/events", "required", _("Name at least one event, such as booking.confirmed."))
    for number, name in enumerate(wanted):
        told = KINDS.get(name.partition(".")[0])
        if told is None or not names_of([name]):
            known = ", ".join(told.events if told else KINDS)
            sentence = _("There is no event “%(name)s”. Choose one of: %(known)s.")
            yield Fault(f"#/events/{number}", "unknown_event", sentence % {"name": name, "known": known})
        elif not has_scope(by, told.scope):
            sentence = _("“%(name)s” is only for who may read it. Use a token with the scope %(scope)s.")
            yield Fault(f"#/events/{number}", "scope_missing", sentence % {"name": name, "scope": told.scope})


def heard_by(actor: Actor, lines: Iterable[JournalLine]) -> list[JournalLine]:
    """Those of the lines whose thing the actor may see now; one statement per kind of thing."""
    by_kind: dict[str, set[UUID]] = {}
    for line in lines:
        by_kind.setdefault(line.thing, set()).add(line.thing_id)
    seen = {
        pk
        for kind, ids in by_kind.items()
        for pk in KINDS[kind].rows(actor).filter(pk__in=ids).order_by().values_list("pk", flat=True)
    }
    return [line for line in lines if line.thing_id in seen]
