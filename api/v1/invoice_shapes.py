"""How invoices, their lines, and the deeds on them look."""

from __future__ import annotations

from rest_framework import serializers

from api.conventions.filters import Filters, Since, ids, words
from api.conventions.shapes import Day, Euros, Id, Ref, Rows, Shape, Text, Whole, Word
from portal.invoices.accepting_states import STATUSES as ANSWERS
from portal.invoices.states import KINDS, STATUSES

MOST_LINES = 200


class NumberedShape(Shape):
    """A credit note by its number."""

    id = Id()
    number = serializers.CharField()
    gross_amount = Euros()


class AcceptanceShape(Shape):
    """What the provider says of it. Silence accepts it (`silent`) after `until`, which is there once it was sent."""

    status = serializers.ChoiceField(ANSWERS)
    until = serializers.DateField(allow_null=True)
    silent = serializers.BooleanField()
    objection = serializers.CharField()
    objected_on = serializers.DateField(allow_null=True)
    answer = serializers.CharField()


class InvoiceShape(Shape):
    """An invoice. `toPay` is what is paid of it: less what was credited or set off. Of a credit note `toRecover` is
    what the payer has still to get back. `acceptance` is there when the municipality wrote it.
    """

    id = Id()
    number = serializers.CharField()
    kind = serializers.ChoiceField(KINDS)
    status = serializers.ChoiceField(STATUSES)
    claim = Id(source="claim_id")
    provider = Ref()
    issued_on = serializers.DateField()
    due_on = serializers.DateField()
    paid_on = serializers.DateField(allow_null=True)
    net_amount = Euros()
    vat_amount = Euros()
    gross_amount = Euros()
    credited_amount = Euros()
    set_off = Euros()
    to_pay = Euros()
    credits = Id(source="credits_id", allow_null=True)
    credit_notes = NumberedShape(many=True)
    reason = serializers.CharField()
    to_recover = Euros()
    acceptance = AcceptanceShape(allow_null=True)
    sent_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class InvoiceLineShape(Shape):
    """A line of an invoice, by the number that a credit note names; `left` is what was not credited yet."""

    line = serializers.IntegerField()
    description = serializers.CharField()
    quantity = serializers.CharField()
    unit_price = Euros()
    amount = Euros()
    left = Euros()


class InvoiceLinesShape(Shape):
    """The lines of an invoice, in their order."""

    results = InvoiceLineShape(many=True)


class CreditLine(Shape):
    """A line of the invoice and how much of it, without VAT, is credited."""

    line = Whole(least=1, most=9999)
    amount = Euros()


class NewCreditNote(Shape):
    """Why, and which lines (all that is left, when none are named). `remainder`: the money goes back to the account
    (`release`), or stays reserved for the booking so that it can be claimed again (`keep`).
    """

    reason = Text(max_length=500)
    lines = Rows(CreditLine(), least=1, most=MOST_LINES, required=False)
    remainder = Word(("release", "keep"), required=False, default="release")


class NewRecovery(Shape):
    """How money that was paid too much comes back: `returned` (`on` a day), or `set_off` (`against` an invoice)."""

    how = Word(("returned", "set_off"))
    on = Day(required=False)
    against = Id(required=False)


class InvoiceFilters(Filters):
    """Invoices by what they are about."""

    status = words([code for code, _label in STATUSES])
    kind = words([code for code, _label in KINDS])
    acceptance = words([code for code, _label in ANSWERS], "acceptance__status")
    claim = ids("claim")
    provider = ids("provider")
    issued_after = Since("issued_on")
    issued_before = Since("issued_on", "lte")
