"""A thin Django line: what booking and a catalogue list cost without REST framework, journal, rules or revisions.

Not an alternative, but a measure: the least that Django and the database need for the same effect.
"""

from __future__ import annotations

import json
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, JsonResponse

from catalogue.money import in_cents
from catalogue.offers.models import Offer
from portal.bookings.models import Booking
from portal.budgets.models import Account, Entry
from portal.people.queries import token_of


def book(request: HttpRequest) -> JsonResponse:
    """Places, money and a row in one transaction: six statements and no questions asked."""
    given = json.loads(request.body)
    token = token_of(request.headers["Authorization"].removeprefix("Bearer "))
    assert token is not None
    school = token.membership.school_id
    offer = Offer.objects.select_related("revision").get(pk=UUID(given["offer"]))
    assert offer.revision is not None
    amount: Decimal = offer.revision.price * given["units"]
    with transaction.atomic():
        Offer.objects.filter(pk=offer.pk).update(taken=F("taken") + given["units"])
        account = Account.objects.get(programme=offer.programme_id, school=school)
        Account.objects.filter(pk=account.pk, granted__gte=F("reserved") + F("spent") + in_cents(amount)).update(
            reserved=F("reserved") + in_cents(amount)
        )
        booking = Booking.objects.create(
            status="requested", municipality_id=offer.municipality_id, school_id=school, provider_id=offer.provider_id,
            offer=offer, revision=offer.revision, account=account, units=given["units"], pupils=given["pupils"],
            quantity=given["units"], amount=amount, reserved=amount,
        )  # fmt: skip
        Entry.objects.create(
            account=account, kind="reserve", amount=amount, cause="booking", cause_id=booking.pk, by="thin"
        )
    return JsonResponse({"id": str(booking.pk), "status": booking.status, "amount": str(amount)}, status=201)


def offers(_request: HttpRequest) -> JsonResponse:
    """The first page of the catalogue, with how many there are in all."""
    rows = Offer.objects.filter(status="published")
    page = rows.select_related("revision", "provider").order_by("revision__title")[:25]
    results = [
        {"id": str(row.pk), "title": row.text.title, "provider": row.provider.name, "price": str(row.text.price)}
        for row in page
    ]
    return JsonResponse({"count": rows.count(), "results": results})
