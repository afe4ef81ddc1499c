"""Granting a board its maximum, dividing more and booking at the same moment: never more than the maximum."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest

from portal.bookings import actions as bookings
from portal.budgets.models import Account, Ceiling
from portal.budgets.queries import verify
from portal.funding import actions as funding
from portal.funding.models import Split
from portal.subsidies import actions as subsidies
from portal.subsidies.actions.schemes import Room
from portal.subsidies.models import BoardGrant, Scheme, SchemeCeiling
from tests import cast
from tests.cast import COUNTED_ON, Town
from tests.concurrency.crowd import at_once
from tests.portal.subsidies import schemes
from tests.portal.subsidies.granted import granted, proposed

pytestmark = [pytest.mark.slow, pytest.mark.databases]
EXPECTED = {"done", "stale", "above_board_grant"}


def _drafts(town: Town, *thousands: int) -> list[Split]:
    officer = town.actor("officer")
    return [
        funding.propose_split(
            town.programme, pot=Decimal(f"{each}000.00"), per_school=Decimal("1000.00"), reference_date=COUNTED_ON,
            by=officer,
        )
        for each in thousands
    ]  # fmt: skip


def _adopting(town: Town, drafts: list[Split]) -> list[partial[Split]]:
    officer = town.actor("officer")
    return [partial(funding.adopt_split, Split.objects.get(pk=each.pk), by=officer) for each in drafts]


def _divided() -> Decimal:
    return sum(Account.objects.filter(school__isnull=False).values_list("granted", flat=True), Decimal(0))


def test_a_maximum_and_divisions_above_it_at_once(real_town: Town):
    """Whoever comes first: either the grant is refused, or every division above € 14,000 is."""
    grant, drafts = proposed(real_town, "14000.00"), _drafts(real_town, 14, 15, 16)
    confirm = partial(subsidies.confirm_board_grant, BoardGrant.objects.get(pk=grant.pk), by=real_town.actor("finance"))
    outcomes = at_once([confirm, *_adopting(real_town, drafts)])
    assert set(outcomes) <= EXPECTED
    grant.refresh_from_db()
    for ceiling in Ceiling.objects.all():
        assert (grant.status, ceiling.granted) == ("granted", _divided())
        assert ceiling.granted <= Decimal("14000.00")
    assert grant.status == "granted" or outcomes["above_board_grant"], "a lower division may come after the refusal"
    assert verify() == []


def test_lowering_dividing_and_booking_at_once(real_town: Town):
    grant, offer = granted(real_town, "16000.00"), cast.offer(real_town)
    drafts, coordinator = _drafts(real_town, 14, 15, 16, 17), real_town.actor("coordinator")
    lower = partial(
        subsidies.lower_board_grant, BoardGrant.objects.get(pk=grant.pk), to=Decimal("15000.00"), reason="Minder",
        by=real_town.actor("officer"),
    )  # fmt: skip
    book = partial(bookings.book, real_town.kring, offer, units=2, pupils=40, by=coordinator)
    outcomes = at_once([lower, book, book, *_adopting(real_town, drafts)])
    assert set(outcomes) <= EXPECTED | {"alike"}
    ceiling = Ceiling.objects.get()
    grant.refresh_from_db()
    assert ceiling.maximum == grant.maximum
    assert ceiling.granted == _divided() <= ceiling.maximum
    assert verify() == []


def test_applications_at_once_never_get_more_than_the_ceiling(real_town: Town):
    scheme = schemes.adopted(real_town, ceilings=[Room("PO", Decimal("2000.00"))])
    outcomes = at_once([partial(schemes.applied, real_town, Scheme.objects.get(pk=scheme.pk)) for _each in range(5)])
    assert outcomes == {"done": 2, "ceiling_reached": 3}
    assert SchemeCeiling.objects.get().granted == Decimal("1800.00")
