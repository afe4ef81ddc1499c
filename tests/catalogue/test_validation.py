"""Input that is wrong names every wrong field at once, as the API writes it."""

from __future__ import annotations

import pytest

from catalogue.errors import Invalid
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import Provider
from catalogue.validation import pointer
from tests.cast import OPERATOR

PROVIDER = {
    "name": "Sportclub", "kvk": "98000009", "vat_status": "none", "vat_id": "", "iban": "NL44RABO0123456789",
    "account_name": "Sportclub",
}  # fmt: skip


def test_a_field_is_named_as_a_json_pointer():
    assert pointer("own_contribution") == "#/ownContribution"
    assert pointer("title") == "#/title"


@pytest.mark.django_db
def test_all_faults_are_told_at_once_and_nothing_is_written():
    with pytest.raises(Invalid) as found:
        organisations.add_provider(**PROVIDER | {"iban": "NL00", "kvk": "12", "name": ""}, by=OPERATOR)
    assert {fault.location for fault in found.value.faults} == {"#/iban", "#/kvk", "#/name"}
    assert not Provider.objects.exists()


@pytest.mark.django_db
def test_a_rule_over_two_fields_is_told_too():
    with pytest.raises(Invalid) as found:
        organisations.add_provider(**PROVIDER | {"vat_status": "standard"}, by=OPERATOR)
    assert [fault.location for fault in found.value.faults] == ["#"]


@pytest.mark.django_db
def test_the_same_number_twice_is_a_fault_of_the_field():
    organisations.add_provider(**PROVIDER, by=OPERATOR)
    with pytest.raises(Invalid) as found:
        organisations.add_provider(**PROVIDER, by=OPERATOR)
    assert [(fault.location, fault.code) for fault in found.value.faults] == [("#/kvk", "unique")]
