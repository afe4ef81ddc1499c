"""The product in one story: from the first offer to the signed account, with no cent lost on the way."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from catalogue.actor import ANYONE
from catalogue.journal.outbox import drain, due
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer
from catalogue.offers.queries import visible_to as offers_visible_to
from catalogue.offers.search import Criteria, found
from portal.accountability.queries import sisa_table
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.budgets.models import Account
from portal.budgets.queries import verify
from portal.claims import actions as claims
from portal.claims.decisions import LineVerdict, Verdict, decide
from portal.claims.models import Claim
from portal.claims.queries import total_of
from portal.invoices.models import Invoice
from portal.payments import actions as payments
from portal.worklist.queries import tasks_of
from tests import cast
from tests.cast import Town

TODAY = timezone.localdate()


def _budget(town: Town) -> str:
    """What De Kring can still choose from."""
    return str(Account.objects.get(school=town.kring).available)


def _todo(town: Town, who: str) -> list[str]:
    return [task.deed for task in tasks_of(town.actor(who))]


def _pay(town: Town) -> None:
    batch = payments.prepare(by=town.actor("finance"))
    payments.settle(payments.release(batch, by=town.actor("finance2")), by=town.actor("finance"))


def test_from_the_first_offer_to_the_account(town: Town):
    librarian, officer = town.actor("librarian"), town.actor("officer")

    # The library writes an offer; the municipality looks at it and puts it in the catalogue.
    made = cast.offer(town, publish=False, title="Voorleesuur", price=Decimal("125.00"), capacity=10)
    offers.submit(made, by=librarian)
    assert _todo(town, "officer") == ["review_offer"]
    offers.publish(made, by=officer)
    assert [offer.text.title for offer in found(Criteria(q="voorleesuren"))] == ["Voorleesuur"]
    seen = offers_visible_to(ANYONE).get()

    # A teacher proposes it, the director says yes: places and money are set aside together.
    booking = bookings.book(town.kring, seen, units=2, pupils=50, by=town.actor("teacher"))
    assert (booking.status, _budget(town)) == ("proposed", "3000.00")
    bookings.approve(booking, by=town.actor("director"))
    assert (booking.status, _budget(town)) == ("requested", "2750.00")
    assert Offer.objects.get(pk=made.pk).capacity_left == 8

    # The library comes, reports what it did, and the school confirms that it was so.
    bookings.confirm(booking, by=town.actor("planner"))
    bookings.deliver(booking, date=TODAY, sessions=2, pupils_reached=48, by=town.actor("planner"))
    assert _todo(town, "coordinator") == ["judge_delivery"]
    bookings.accept(booking, by=town.actor("coordinator"))

    drain()  # everybody was told of it

    # The claim is born from the booking; one assessor is enough for this amount.
    claim = claims.submit(claims.claim([claims.Wanted(booking.pk)], by=librarian), by=librarian)
    decide(claim, Verdict("approve"), by=town.actor("assessor"))
    assert Account.objects.get(school=town.kring).spent == Decimal("250.00")

    # The house makes the invoice by itself, exactly once.
    assert drain() == 3, "number, files, and the letter with both to the library"
    assert drain() == 0
    invoice = Invoice.objects.get(claim=claim)
    assert (invoice.status, invoice.number[-5:], str(invoice.gross_amount)) == ("sent", "00001", "250.00")

    # One person prepares the payment, another releases it; then the bank pays.
    _pay(town)
    drain()  # the library hears of it
    claim.refresh_from_db()
    invoice.refresh_from_db()
    assert (claim.status, invoice.status, invoice.paid_on) == ("settled", "paid", TODAY)

    # The table for the state, the ledger and the paid claims say the same.
    table = sisa_table(town.municipality, TODAY.year)
    assert {row.goal: str(row.year) for row in table.rows if row.year} == {"talent": "250.00"}
    assert table.total == total_of(Claim.objects.filter(status="settled"))
    assert table.total == Account.objects.aggregate(total=Sum("spent"))["total"]
    assert verify() == []
    assert not due().exists()


def test_a_year_in_which_not_everything_goes_well(town: Town):
    """Declined, withdrawn, disputed, partly approved, four eyes: at the end every cent is where it belongs."""
    librarian, school = town.actor("librarian"), town.actor("coordinator")
    made = cast.offer(town, price=Decimal("100.00"), capacity=40)

    bookings.decline(cast.booking(town, made, units=3), reason="Die week niet", by=librarian)
    bookings.withdraw(cast.booking(town, made, units=2), by=school)
    bookings.cancel(cast.booking(town, made, status="confirmed", units=2), reason="Studiedag", by=school)
    assert _budget(town) == "3000.00"

    disputed = cast.booking(town, made, status="delivered", units=4)
    bookings.dispute(disputed, reason="Er waren maar drie groepen", by=school)
    bookings.deliver(disputed, date=TODAY, sessions=3, pupils_reached=40, by=librarian)
    bookings.accept(disputed, by=school)

    large = cast.booking(town, made, status="accepted", units=12)
    assert _budget(town) == "1400.00"

    claim = cast.claim(town, disputed, large)
    first, second = claim.lines.order_by("position")
    three = LineVerdict(first.pk, Decimal("300.00"), "Drie groepen, geen vier")
    decide(claim, Verdict("approve", lines=[three]), by=town.actor("assessor"))
    assert (claim.status, _todo(town, "assessor2")) == ("submitted", ["decide_claim"])
    decide(claim, Verdict("approve"), by=town.actor("assessor2"))
    assert (claim.status, str(claim.sanctioned)) == ("approved", "1500.00")
    assert second.amount == Decimal("1200.00")
    assert _budget(town) == "1500.00", "the group that did not come can be chosen again"

    drain()
    _pay(town)
    assert sisa_table(town.municipality, TODAY.year).total == Decimal("1500.00")
    assert Offer.objects.get(pk=made.pk).taken == 16
    assert Booking.objects.exclude(reserved=0).count() == 0
    assert verify() == []


def test_two_municipalities_on_one_installation_see_nothing_of_each_other(town: Town):
    other = cast.build_town("Elders", "97")
    for place in (town, other):
        cast.approved(place)
    drain()
    for place in (town, other):
        _pay(place)
        assert sisa_table(place.municipality, TODAY.year).total == Decimal("250.00")
        assert Invoice.objects.get(municipality=place.municipality).number.endswith(f"{TODAY.year}-00001")
    assert _todo(other, "officer") == []
    assert verify() == []
