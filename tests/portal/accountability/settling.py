"""A grant of € 5,000 whose term ended yesterday, of which all came in and nothing was spent."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from portal.accountability import actions as accountability
from portal.accountability.models import GrantSettlement
from portal.funding import actions as funding
from portal.funding.actions.grants import Terms
from portal.funding.models import Grant
from tests.cast import Town
from tests.portal.funding.planned import grant


def ended(town: Town) -> Grant:
    """No plan uses it, so that its settlement always waits for a second person."""
    yesterday = timezone.localdate() - timedelta(days=1)
    made = grant(town, "5000.00", spend_until=yesterday, instalments=Terms(4, yesterday, first_holds=4))
    return funding.receive(made, month=yesterday, on=yesterday, by=town.actor("finance"))


def proposed(town: Town) -> GrantSettlement:
    """Prepared by finance."""
    return accountability.settle_grant(ended(town), reason="Eindverantwoording", by=town.actor("finance"))
