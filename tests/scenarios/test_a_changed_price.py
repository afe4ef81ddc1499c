"""A booking made before a price change keeps its price through claim and invoice; the next one has the new price."""

from __future__ import annotations

from decimal import Decimal

from catalogue.journal.outbox import drain
from catalogue.offers import actions as offers
from catalogue.offers.differences import differences
from catalogue.offers.models import Offer
from portal.invoices.models import Invoice
from tests import cast
from tests.cast import Town


def test_a_price_changes_between_two_bookings(town: Town):
    librarian, officer = town.actor("librarian"), town.actor("officer")
    made = cast.offer(town, price=Decimal("125.00"), cancellation_terms="Tot 6 weken van tevoren kosteloos.")
    before = cast.booking(town, made, status="accepted", units=2)

    # The library asks more and shortens its terms: until the municipality approves, the old ones hold.
    offers.edit(made, price=Decimal("150.00"), cancellation_terms="Tot 8 weken van tevoren kosteloos.", by=librarian)
    offers.submit(made, by=librarian)
    assert [change.field for change in differences(made.revision, made.draft)] == ["price", "cancellation_terms"]
    assert cast.booking(town, Offer.objects.get(pk=made.pk), units=1).amount == Decimal("125.00")
    offers.publish(made, by=officer)
    after = cast.booking(town, Offer.objects.get(pk=made.pk), status="accepted", units=2)

    # Each is claimed and invoiced for the price, and under the terms, of the version that it was made on.
    for booking, number, price, terms in ((before, 1, "125.00", "6 weken"), (after, 2, "150.00", "8 weken")):
        booking.refresh_from_db()
        claim = cast.approved(town, cast.claim(town, booking))
        drain()
        invoice = Invoice.objects.get(claim=claim)
        assert (booking.revision.number, str(booking.revision.price)) == (number, price)
        assert terms in booking.revision.cancellation_terms
        assert (claim.lines.get().unit_price, claim.sanctioned) == (Decimal(price), Decimal(price) * 2)
        assert invoice.net_amount == Decimal(price) * 2
