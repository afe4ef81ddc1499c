"""A provider takes part in a municipality when that municipality admitted it."""

from __future__ import annotations

import pytest

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.lifecycle import move
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import Admission
from catalogue.organisations.queries import providers
from tests import cast
from tests.cast import OPERATOR, Town

SPORT = {
    "name": "Sportclub", "kvk": "98000009", "vat_status": "none", "iban": "NL44RABO0123456789",
    "account_name": "Sportclub",
}  # fmt: skip


def test_an_invited_provider_is_public_once_it_is_admitted(town: Town):
    sport = organisations.add_provider(**SPORT, by=town.actor("officer"))
    admission = organisations.invite(town.municipality, sport, by=town.actor("officer"))
    assert sport not in providers()
    organisations.admit(admission, by=town.actor("officer"))
    assert sport in providers()


def test_a_provider_is_invited_once(town: Town):
    with pytest.raises(Invalid):
        organisations.invite(town.municipality, town.library, by=town.actor("officer"))


def test_nobody_is_admitted_twice(town: Town):
    with pytest.raises(Refused) as refused:
        organisations.admit(Admission.objects.get(provider=town.library), by=town.actor("officer"))
    assert refused.value.code == "wrong_state"


@pytest.mark.parametrize("who", ["librarian", "coordinator", "controller", "assessor", "finance", "board"])
def test_only_an_officer_or_administrator_admits(town: Town, who: str):
    with pytest.raises(Forbidden):
        organisations.invite(town.municipality, town.library, by=town.actor(who))
    with pytest.raises(Forbidden):
        organisations.add_provider(**SPORT, by=town.actor(who))


def test_a_suspended_provider_writes_no_offers_until_it_is_admitted_again(town: Town):
    admission = Admission.objects.get(provider=town.library)
    move(admission, "suspended", by=OPERATOR)
    with pytest.raises(Forbidden) as forbidden:
        cast.offer(town)
    assert forbidden.value.code == "not_admitted"
    organisations.admit(admission, by=town.actor("officer"))
    assert cast.offer(town).status == "published"
