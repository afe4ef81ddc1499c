"""Vouchers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from catalogue.lifecycle import Moving
from portal.vouchers import actions as vouchers
from portal.vouchers import states
from portal.vouchers.models import PaidByUse
from tests.cast import Town
from tests.portal.vouchers.handed_out import booked, issued

if TYPE_CHECKING:
    from tests.house.rounds import Things

API = """
GET    voucher-terms                        -             signed-in
POST   voucher-terms                        -             librarian musician
GET    voucher-terms/<uuid:id>              voucher-terms  schools library town-hall
GET    vouchers                             -             signed-in
GET    vouchers/<uuid:id>                   voucher       kring library town-hall
POST   vouchers/<uuid:id>/returns           voucher       library
POST   voucher-uses                         -             providers
POST   bookings/<uuid:id>/vouchers          voucher-booking  decides
"""
PAGES = """
GET  school/bookings/<uuid:pk>/vouchers     voucher-booking  kring
POST school/bookings/<uuid:pk>/vouchers/issue  voucher-booking  decides
GET  provider/vouchers                      -             providers
POST provider/vouchers/use                  -             providers
POST provider/vouchers/open                 -             providers
POST provider/vouchers/<uuid:pk>/take-back  voucher       library
"""
WORDS = {"voucher": states}


def furnish(town: Town, things: Things) -> dict[str, Any]:
    """A booking that is paid by use, and a voucher that was used."""
    row = issued(town)[0]
    vouchers.use(row.code, used_on=timezone.localdate(), by=town.actor("librarian"))
    terms = PaidByUse.objects.get(offer=row.booking.offer_id)
    return {"voucher": row.pk, "voucher-terms": terms.pk, "voucher-booking": booked(town).pk}


def bodies(town: Town, things: Things) -> dict[str, dict[str, Any]]:
    """What is sent to its doors."""
    day = timezone.localdate().isoformat()
    soon = (timezone.localdate() + timedelta(days=9)).isoformat()
    return {
        "v1/voucher-terms": {"offer": str(things["offer"]), "validUntil": soon},
        "v1/voucher-uses": {"code": "AAA-AAA-AAA", "usedOn": day},
        "vouchers/<uuid:id>/returns": {"reason": "Twee keer gescand"},
        "vouchers/use": {"code": "AAA-AAA-AAA", "used_on": day},
        "vouchers/open": {"offer": str(things["offer"]), "valid_until": soon},
    }


READERS = {"vouchers": "coordinator", "voucher-terms": "librarian"}


def another(town: Town) -> dict[str, Any]:
    """An offer that is paid by use, with vouchers."""
    issued(town, pupils=1)
    return {}


def moving(town: Town) -> dict[str, Moving]:
    """A voucher."""
    return {"voucher": issued(town)[0]}
