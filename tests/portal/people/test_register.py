"""A provider registers itself: all at once, or nothing; and nobody learns who is here already."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import authenticate

from catalogue.actor import ANYONE
from catalogue.errors import Invalid, Refused
from catalogue.organisations.models import Admission, Invitation, Provider
from portal.people.invitations import invitation_of, invite_newcomer, signature_of
from portal.people.models import Membership, User
from portal.people.registration import EmailKnown, Person, as_kept, faults_of_organisation, register
from tests.cast import PASSWORD, Town

CIRCUS = {
    "name": "Circusschool Kopje Onder", "kind": "culture", "kvk": "8123456", "vat_status": "none", "vat_id": "",
    "iban": "nl91 abna 0417 1643 00", "account_name": "Kopje Onder", "street": "Piste 1", "postcode": "3601ac",
    "city": "Bloemendorp",
}  # fmt: skip
KIM = Person("Kim", "Kim@Kopje.example", PASSWORD)


def _register(town: Town, person: Person = KIM, **fields: Any) -> Membership:
    return register(CIRCUS | fields, person, [town.municipality], by=ANYONE)


def test_organisation_person_role_and_request_are_made_together(town: Town):
    made = _register(town)
    provider = made.organisation
    assert isinstance(provider, Provider)
    assert (provider.kvk, provider.iban, provider.postcode) == ("08123456", "NL91ABNA0417164300", "3601 AC")
    assert made.role == "provider:manager" and made.user.email == "kim@kopje.example"
    assert authenticate(None, email="kim@kopje.example", password=PASSWORD) == made.user
    admission = Admission.objects.get(provider=provider)
    assert (admission.municipality, admission.status) == (town.municipality, "requested")
    assert provider.checked_on is not None and provider.self_billing_agreed_on is None


def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_kept(town: Town):
    before = (Provider.objects.count(), User.objects.count())
    with pytest.raises(Invalid) as invalid:
        register(
            CIRCUS | {"kvk": "123", "iban": "NL00", "name": "", "vat_status": "exempt"},
            Person("", "geen adres", "kim"), [], by=ANYONE,
        )  # fmt: skip
    assert {fault.location for fault in invalid.value.faults} == {
        "#/kvk", "#/iban", "#/name", "#/vatId", "#/person/name", "#/person/email", "#/person/password",
        "#/municipalities",
    }  # fmt: skip
    assert (Provider.objects.count(), User.objects.count()) == before


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [("kvk", "1234567", "01234567"), ("kvk", "12 34.56-78", "12345678"), ("kvk", "123456", "123456"),
     ("iban", "be68 5390 0754 7034", "BE68539007547034"), ("vat_id", "001234560b01", "NL001234560B01"),
     ("vat_id", "nl 0012.34.560.B01", "NL001234560B01"), ("postcode", "3601ab", "3601 AB")],
)  # fmt: skip
def test_numbers_are_kept_as_they_should_have_been_written(field: str, typed: str, kept: str):
    assert as_kept({field: typed}) == {field: kept}


@pytest.mark.parametrize(
    ("fields", "location"),
    [({"kvk": "123456"}, "#/kvk"), ({"kvk": "١٢٣٤٥٦٧٨"}, "#/kvk"), ({"iban": "BE68539007547035"}, "#/iban"),
     ({"vat_status": "none", "vat_id": "NL001234560B01"}, "#/vatId"), ({"vat_status": "standard"}, "#/vatId"),
     ({"vat_status": "exempt", "vat_id": "NL123"}, "#/vatId"), ({"kind": "bank"}, "#/kind")],
)  # fmt: skip
def test_a_number_that_cannot_be_right_is_named_once(db: None, fields: dict[str, str], location: str):
    found = list(faults_of_organisation(as_kept(CIRCUS | fields)))
    assert [fault.location for fault in found] == [location]


def test_a_foreign_bank_account_may_be_given(town: Town):
    assert _register(town, iban="BE68 5390 0754 7034").organisation.iban == "BE68539007547034"


def test_a_known_trade_number_makes_no_second_provider_and_tells_nothing_of_the_first(town: Town):
    with pytest.raises(Invalid) as invalid:
        _register(town, kvk=town.library.kvk)
    (fault,) = invalid.value.faults
    assert (fault.location, fault.code) == ("#/kvk", "known")
    assert "Boekenboom" not in fault.detail and "librarian" not in fault.detail
    assert Provider.objects.filter(kvk=town.library.kvk).count() == 1


def test_a_known_address_makes_nothing(town: Town):
    before = Provider.objects.count()
    with pytest.raises(EmailKnown):
        _register(town, Person("X", "LIBRARIAN@bloemendorp.example", "Regen-op-dak-9"))
    assert Provider.objects.count() == before


def test_an_invitation_counts_once_and_for_its_municipality(town: Town):
    letter = invite_newcomer(
        town.municipality, name="Kopje Onder", email="info@kopje.example", by=town.actor("officer")
    )
    signature = signature_of(letter)
    assert invitation_of(signature) == letter and invitation_of(f"{signature}x") is None
    made = register(CIRCUS, KIM, [], invitation=invitation_of(signature), by=ANYONE)
    assert Admission.objects.get(provider=made.organisation).status == "requested"
    assert invitation_of(signature) is None
    with pytest.raises(Refused) as refused:
        register(
            CIRCUS | {"kvk": "08123457"},
            Person("Jo", "jo@x.example", PASSWORD),
            [],
            invitation=Invitation.objects.get(),
            by=ANYONE,
        )
    assert refused.value.code == "invitation_over"
