"""The operations on vouchers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from portal.vouchers.models import Voucher
from tests import cast
from tests.api.operation import Operation, below
from tests.cast import Town
from tests.portal.vouchers.handed_out import booked, issued, used


def _terms(town: Town) -> dict[str, Any]:
    until = timezone.localdate() + timedelta(days=20)
    return {"offer": str(cast.offer(town, unit="pupil").pk), "validUntil": until.isoformat()}


def _use(town: Town) -> dict[str, Any]:
    voucher = Voucher.objects.filter(status="issued").first() or issued(town)[0]
    return {"code": voucher.code, "usedOn": timezone.localdate().isoformat()}


OPERATIONS: dict[str, Operation] = {
    "post /voucher-terms": Operation("librarian", lambda town: "voucher-terms", _terms, references=("offer",)),
    "post /voucher-uses": Operation("librarian", lambda town: "voucher-uses", _use),
    "post /vouchers/{id}/returns": Operation(
        "librarian", below("vouchers", used, "returns"), lambda town: {"reason": "Twee keer gescand"}
    ),
    "post /bookings/{id}/vouchers": Operation("coordinator", below("bookings", booked, "vouchers")),
}
