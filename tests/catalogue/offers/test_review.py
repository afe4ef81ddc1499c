"""From draft to published, and back for changes: the municipality decides what stands in the catalogue."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue.actor import ANYONE
from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.queries import history_of
from catalogue.offers import actions as offers
from catalogue.offers.models import Listing
from catalogue.offers.queries import to_review, visible_to
from tests import cast
from tests.cast import Town


def test_a_submitted_offer_waits_for_the_officer_and_is_public_once_published(town: Town):
    made = cast.offer(town, publish=False)
    offers.submit(made, by=town.actor("librarian"))
    assert list(to_review(town.actor("officer"))) == [made]
    assert made not in visible_to(ANYONE)
    offers.publish(made, by=town.actor("officer"))
    assert made in visible_to(ANYONE)
    assert not to_review(town.actor("officer")).exists()
    assert (made.revision.status, made.draft, made.capacity) == ("approved", None, 20)


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"summary": ""}, "#/summary"),
        ({"description": "  "}, "#/description"),
        ({"themes": []}, "#/themes"),
        ({"min_units": 5, "max_units": 2}, "#/maxUnits"),
        ({"min_group_size": 30, "max_group_size": 10}, "#/maxGroupSize"),
        ({"starts_on": "2027-05-01", "ends_on": "2027-04-01"}, "#/endsOn"),
        ({"sectors": ["VO"], "year_groups": ["5"]}, "#/yearGroups"),
        ({"evidence_months": 3}, "#/evidenceUrl"),
        ({"cancel_late_percent": 50}, "#/cancelFreeDays"),
        ({"entitlement_units": 2, "entitlement_period": "term"}, "#/entitlementUnits"),
        ({"kind": "fixed", "entitlement_per_pupils": 25}, "#/entitlementUnits"),
    ],
)
def test_what_is_missing_is_said_before_it_can_be_submitted(town: Town, said: dict[str, Any], where: str):
    made = cast.offer(town, publish=False, **said)
    with pytest.raises(Invalid) as invalid:
        offers.submit(made, by=town.actor("librarian"))
    assert [fault.location for fault in invalid.value.faults] == [where]
    made.refresh_from_db()
    assert made.status == "draft"


def test_an_offer_goes_back_with_a_reason_and_comes_again(town: Town):
    made = cast.offer(town, publish=False)
    librarian, officer = town.actor("librarian"), town.actor("officer")
    offers.submit(made, by=librarian)
    with pytest.raises(Invalid):
        offers.return_for_changes(made, reason=" ", by=officer)
    offers.return_for_changes(made, reason="Voor welke groepen?", by=officer)
    assert made.status == "returned"
    assert history_of(made.pk).last().because == "Voor welke groepen?"
    offers.edit(made, year_groups=["7"], by=librarian)
    offers.submit(made, by=librarian)
    offers.publish(made, by=officer)
    assert made.status == "published"


def test_a_draft_cannot_be_published_past_the_provider(town: Town):
    with pytest.raises(Refused) as refused:
        offers.publish(cast.offer(town, publish=False), by=town.actor("officer"))
    assert refused.value.code == "wrong_state"


@pytest.mark.parametrize("who", ["librarian", "assessor", "finance", "controller", "admin", "coordinator"])
def test_only_an_officer_reviews(town: Town, who: str):
    made = cast.offer(town, publish=False)
    offers.submit(made, by=town.actor("librarian"))
    with pytest.raises(Forbidden):
        offers.publish(made, by=town.actor(who))
    with pytest.raises(Forbidden):
        offers.return_for_changes(made, reason="nee", by=town.actor(who))


def test_a_withdrawn_offer_leaves_the_catalogue_and_the_index(town: Town):
    made = cast.offer(town)
    assert Listing.objects.filter(offer=made).exists()
    offers.withdraw(made, by=town.actor("librarian"))
    assert made not in visible_to(ANYONE)
    assert not Listing.objects.filter(offer=made).exists()
    with pytest.raises(Forbidden):
        offers.withdraw(made, by=town.actor("librarian"))


def test_the_officer_may_withdraw_but_another_provider_may_not(town: Town):
    made = cast.offer(town)
    with pytest.raises(Forbidden):
        offers.withdraw(made, by=town.actor("musician"))
    assert offers.withdraw(made, reason="Gestopt", by=town.actor("officer")).status == "withdrawn"
