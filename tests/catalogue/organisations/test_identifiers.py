"""The numbers by which organisations are known: what is accepted, and what is said of the rest."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from catalogue.organisations import identifiers

GOOD = {
    identifiers.is_iban: ["NL91ABNA0417164300", "NL44RABO0123456789"],
    identifiers.is_kvk: ["98000001", "01234567"],
    identifiers.is_oin: ["00000099000000980100"],
    identifiers.is_vat_id: ["NL001234560B01"],
    identifiers.is_location_code: ["98AA00", "12AB01"],
    identifiers.is_board_number: ["98011"],
    identifiers.is_cbs_code: ["GM9801"],
    identifiers.is_postcode: ["3601 AB", "3601AB"],
}
BAD = {
    identifiers.is_iban: ["NL91ABNA0417164301", "NL91 ABNA 0417 1643 00", "", "91"],
    identifiers.is_kvk: ["9800001", "98000001x", "٣٤٥٦٧٨٩١"],
    identifiers.is_oin: ["99", "0" * 21],
    identifiers.is_vat_id: ["NL001234560B", "BE0123456789x"],
    identifiers.is_location_code: ["98AA", "AA9800", "98aa00"],
    identifiers.is_board_number: ["1234", "123456"],
    identifiers.is_cbs_code: ["9801", "GM98"],
    identifiers.is_postcode: ["0000 AA", "3601"],
}


@pytest.mark.parametrize(("check", "value"), [(check, value) for check, values in GOOD.items() for value in values])
def test_good_numbers_pass(check, value: str):
    check(value)


@pytest.mark.parametrize(("check", "value"), [(check, value) for check, values in BAD.items() for value in values])
def test_wrong_numbers_say_what_was_found_and_what_is_expected(check, value: str):
    with pytest.raises(ValidationError) as wrong:
        check(value)
    assert value in wrong.value.messages[0]
