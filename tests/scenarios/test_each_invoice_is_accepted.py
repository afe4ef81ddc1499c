"""Issue 6: the municipality writes the invoices of the library, which accepts each (Wet OB 1968 art. 35 lid 2).

One invoice is right, of one nobody says anything, one is wrong: it is not paid, credited, claimed anew and paid.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import time_machine
from django.core import mail
from django.utils import timezone

from catalogue.journal.outbox import drain
from portal.bookings.models import Booking
from portal.budgets.models import Account
from portal.budgets.queries import verify
from portal.claims import actions as claims
from portal.invoices.models import Invoice
from portal.payments import actions as payments
from portal.payments.due import due
from portal.payments.models import Payment
from portal.tasks import accept_silent_invoices
from tests import cast
from tests.api.client import Api
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.invoices import notes

WRONG = "Er staat één les te veel op: De Kring kreeg er één"


def _invoiced(town: Town, booking: Booking) -> Invoice:
    mail.outbox.clear()
    return notes.issued(town, booking)


def _pay(town: Town) -> None:
    batch = payments.prepare(by=town.actor("finance"))
    payments.settle(payments.release(batch, by=town.actor("finance2")), by=town.actor("finance"))


def test_accepted_silently_accepted_and_objected_to(town: Town):
    made = cast.offer(town, price=Decimal("100.00"))
    right, silent, wrong = (_invoiced(town, cast.booking(town, made, status="accepted")) for _ in range(3))

    # Each came by e-mail, with the PDF (and the UBL in it) and the UBL.
    (letter,) = [each for each in mail.outbox if each.attachments]
    assert wrong.number in letter.subject and len(letter.attachments) == 2
    assert {row.status for row in Invoice.objects.all()} == {"sent"}

    # The library opens the first one and accepts it in one tap; to the third it objects, from its own program.
    library = Visitor(town, "librarian")
    page = library.press(library.open(f"/provider/invoices/{right.pk}"), "Zij klopt: aanvaarden")
    assert "aanvaard door de aanbieder" in page.text
    said = Api(town, "librarian").post(f"invoices/{wrong.pk}/objections", {"reason": WRONG})
    assert (said.status_code, said.json()["acceptance"]["status"]) == (201, "objected")

    # Finance pays what is not objected to: the list says why the third one waits.
    holds = {each.number: each.hold for each in due(town.actor("finance"))}
    assert holds[right.number] == holds[silent.number] == "" and WRONG in holds[wrong.number]
    _pay(town)
    assert {each.invoice for each in Payment.objects.all()} == {right, silent}

    # It looks, sees that the library is right, and credits the invoice; the money stays with the booking.
    finance = Visitor(town, "finance")
    assert wrong.number in finance.open("/municipality/invoices").text
    form = finance.open(f"/municipality/invoices/{wrong.pk}/credit")
    finance.press(form, "Maak de creditnota", reason="Eén les te veel", remainder="keep")
    drain()
    wrong.refresh_from_db()
    note = Invoice.objects.get(credits=wrong)
    assert (wrong.status, wrong.acceptance.status, wrong.to_pay) == ("credited", "credited", 0)
    assert (note.status, note.acceptance.status, note.to_recover) == ("sent", "waiting", 0)

    # The library claims one lesson; that becomes a new invoice, the next number, and it is paid.
    booking = wrong.claim.lines.get().booking
    librarian = town.actor("librarian")
    anew = claims.claim([claims.Wanted(booking.pk, quantity=Decimal(1))], by=librarian)
    cast.approved(town, claims.submit(anew, by=librarian))
    drain()
    better = Invoice.objects.get(claim=anew)
    assert (better.gross_amount, better.number[-5:]) == (Decimal("100.00"), "00005")
    _pay(town)

    # Of what nobody answered, silence accepts after the days that were agreed.
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        accept_silent_invoices()
    statuses = {each.number[-5:]: (each.acceptance.status, each.acceptance.silent) for each in Invoice.objects.all()}
    assert statuses == {
        "00001": ("accepted", False), "00002": ("accepted", True), "00003": ("credited", False),
        "00004": ("accepted", True), "00005": ("accepted", True),
    }  # fmt: skip
    assert Account.objects.get(school=town.kring).spent == Decimal("500.00") and verify() == []


def test_kept_with_a_reason_and_sent_again(town: Town):
    row = notes.issued(town)
    library = Visitor(town, "librarian")
    library.press(library.open(f"/provider/invoices/{row.pk}"), "Zij klopt niet: betwisten", reason=WRONG)
    drain()
    mail.outbox.clear()

    # The assessor, who decided on the claim, finds it among what waits and says why it is right.
    assessor = Visitor(town, "assessor")
    assert f"/municipality/invoices/{row.pk}" in assessor.open("/municipality").links()
    page = assessor.open(f"/municipality/invoices/{row.pk}")
    assert WRONG in page.text
    assessor.press(page, "Handhaaf deze factuur", reason="De Kring bevestigde twee lessen")
    drain()
    (letter,) = mail.outbox
    assert "De Kring bevestigde twee lessen" in letter.body
    assert due(town.actor("finance"))[0].hold == ""

    # The library lost the first e-mail, has it sent again, and accepts.
    mail.outbox.clear()
    page = library.open(f"/provider/invoices/{row.pk}")
    assert "De Kring bevestigde twee lessen" in page.text
    library.press(page, "Stuur haar opnieuw per e-mail")
    drain()
    (again,) = mail.outbox
    assert again.subject.endswith("(herhaling)") and len(again.attachments) == 2
    library.press(library.open(f"/provider/invoices/{row.pk}"), "Zij klopt: aanvaarden")
    assert Invoice.objects.get().acceptance.status == "accepted"


def test_nothing_can_be_objected_to_once_it_was_accepted(town: Town):
    row = notes.issued(town)
    api = Api(town, "librarian")
    assert api.post(f"invoices/{row.pk}/acceptances").status_code == 201
    answer = api.post(f"invoices/{row.pk}/objections", {"reason": WRONG})
    assert (answer.status_code, answer.json()["code"]) == (409, "wrong_state")
