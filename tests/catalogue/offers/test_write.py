"""A provider writes an offer: a draft that nobody else sees until it is submitted."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from catalogue.actor import ANYONE
from catalogue.deeds import unit_of_work
from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer, Revision
from catalogue.offers.queries import own, visible_to
from catalogue.organisations.models import ContactPerson, Venue
from tests import cast
from tests.cast import Town


def test_a_new_offer_is_a_draft_of_the_acting_provider(town: Town):
    made = cast.offer(town, publish=False)
    assert (made.status, made.provider, made.municipality) == ("draft", town.library, town.municipality)
    assert (made.text.title, made.text.number, made.text.status) == ("Voorleesuur", 1, "draft")
    assert made.text.price == Decimal("125.00")
    assert list(made.text.themes.all()) == [town.talent]


def test_vat_comes_from_the_provider_and_the_law_of_the_day(town: Town):
    assert cast.offer(town, provider="librarian").text.vat_percent == 0
    assert cast.offer(town, provider="musician").text.vat_percent == Decimal("21.00")


def test_a_draft_is_seen_by_its_provider_alone(town: Town):
    made = cast.offer(town, publish=False)
    assert made in visible_to(town.actor("librarian"))
    assert made in own(town.actor("planner"))
    for who in ("officer", "musician", "coordinator"):
        assert made not in visible_to(town.actor(who))
    assert made not in visible_to(ANYONE)


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"price": Decimal("-1.00")}, "#/price"),
        ({"price": Decimal("1000000.00")}, "#/price"),
        ({"title": "x" * 121}, "#/title"),
        ({"unit": "litre"}, "#/unit"),
        ({"kind": "free"}, "#/kind"),
        ({"min_units": 0}, "#/minUnits"),
        ({"capacity": 0}, "#/capacity"),
        ({"evidence_url": "not a link"}, "#/evidenceUrl"),
        ({"goal": "nonsense"}, "#/goal"),
        ({"themes": [uuid4()]}, "#/themes"),
        ({"sectors": ["PO", "UNI"]}, "#/sectors"),
        ({"year_groups": ["99"]}, "#/yearGroups"),
        ({"menu_areas": ["Z"]}, "#/menuAreas"),
        ({"target_groups": ["rich"]}, "#/targetGroups"),
        ({"cases": ["no_such_case"]}, "#/cases"),
        ({"venue": uuid4()}, "#/venue"),
        ({"contact_person": uuid4()}, "#/contactPerson"),
        ({"image": uuid4()}, "#/image"),
        ({"evidence_strength": 6}, "#/evidenceStrength"),
        ({"cancel_late_percent": 101}, "#/cancelLatePercent"),
        ({"kind": "fixed", "entitlement_units": 2}, "#/entitlementPeriod"),
        ({"kind": "fixed", "entitlement_period": "year"}, "#/entitlementUnits"),
    ],
)
def test_each_wrong_field_is_named_and_nothing_is_written(town: Town, said: dict[str, Any], where: str):
    before = (Offer.objects.count(), Revision.objects.count())
    with pytest.raises(Invalid) as invalid, unit_of_work():
        cast.offer(town, publish=False, **said)
    assert where in {fault.location for fault in invalid.value.faults}
    assert (Offer.objects.count(), Revision.objects.count()) == before


@pytest.mark.parametrize("who", ["officer", "coordinator", "board", "admin"])
def test_only_an_admitted_provider_writes(town: Town, who: str):
    with pytest.raises(Forbidden) as forbidden:
        cast.offer(town, provider=who, publish=False)
    assert forbidden.value.code == "not_admitted"


def test_a_draft_is_changed_in_place(town: Town):
    made = cast.offer(town, publish=False)
    offers.edit(made, title="Voorleesfeest", price=Decimal("130.00"), themes=[town.care.pk], by=town.actor("planner"))
    made.refresh_from_db()
    assert (made.text.title, made.text.price, made.revisions.count()) == ("Voorleesfeest", Decimal("130.00"), 1)
    assert list(made.text.themes.all()) == [town.care]


def test_another_provider_cannot_change_it(town: Town):
    with pytest.raises(Forbidden) as forbidden:
        offers.edit(cast.offer(town), title="Van ons", by=town.actor("musician"))
    assert forbidden.value.code == "not_yours"


def test_nothing_changes_while_the_municipality_looks_at_it(town: Town):
    made = cast.offer(town, publish=False)
    offers.submit(made, by=town.actor("librarian"))
    with pytest.raises(Refused) as refused:
        offers.edit(made, title="Toch anders", by=town.actor("librarian"))
    assert refused.value.code == "wrong_state"


@pytest.mark.parametrize("name", ["venue", "contact_person"])
def test_a_place_and_a_contact_are_chosen_among_the_providers_own(town: Town, name: str):
    rows = {"venue": Venue, "contact_person": ContactPerson}
    more = {"email": "balie@example.org"} if name == "contact_person" else {}
    ours, theirs = (
        rows[name].objects.create(provider=each, name="De zaal", **more) for each in (town.library, town.music)
    )
    assert getattr(cast.offer(town, publish=False, **{name: ours.pk}).text, name) == ours
    with pytest.raises(Invalid):
        cast.offer(town, publish=False, **{name: theirs.pk})


def test_the_kind_can_change_until_schools_know_it(town: Town):
    draft = cast.offer(town, publish=False)
    assert offers.edit(draft, kind="fixed", by=town.actor("planner")).kind == "fixed"
    with pytest.raises(Refused) as refused:
        offers.edit(cast.offer(town), kind="fixed", by=town.actor("planner"))
    assert refused.value.code == "kind_fixed"
