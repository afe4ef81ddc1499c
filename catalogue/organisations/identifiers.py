"""Checks of the identifiers of the field, as model validators. Formats: DOMAIN § 5, python-stdnum where it has them."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum import iban as _iban
from stdnum.nl import brin as _brin
from stdnum.nl import btw as _btw
from stdnum.nl import postcode as _postcode


def _fails(value: str, expected: str) -> ValidationError:
    return ValidationError(
        _("Found “%(found)s”; expected %(expected)s."), params={"found": value, "expected": expected}
    )


def written_kvk(value: str) -> str:
    """A KvK number as it is kept: without blanks and dots, and with the zero that spreadsheets take from its front."""
    number = re.sub(r"[\s.-]", "", value)
    return f"0{number}" if re.fullmatch(r"[0-9]{7}", number) else number


def written_iban(value: str) -> str:
    """An IBAN as it is kept: in capitals, without blanks, dots and dashes."""
    return re.sub(r"[\s.-]", "", value).upper()


def written_vat_id(value: str) -> str:
    """A Dutch VAT id as it is kept: in capitals, without blanks, dots and dashes, with NL before it."""
    number = re.sub(r"[\s.-]", "", value).upper()
    return f"NL{number}" if re.fullmatch(r"[0-9]{9}B[0-9]{2}", number) else number


def written_postcode(value: str) -> str:
    """A postcode as it is kept: `3601 ab` → `3601 AB`; what is no postcode stays as it was."""
    number = re.sub(r"\s", "", value).upper()
    return f"{number[:4]} {number[4:]}" if re.fullmatch(r"[0-9]{4}[A-Z]{2}", number) else value.strip()


def is_iban(value: str) -> None:
    """An IBAN of any country with a right check number, written without blanks.

    Whether the bank exists is not looked up: lists of banks age, and a right account would be refused.
    """
    if not _iban.is_valid(value, check_country=False) or _iban.compact(value) != value:
        raise _fails(value, _("a valid IBAN without blanks"))


def is_kvk(value: str) -> None:
    """A number of the Dutch trade register: 8 digits (no check digit exists)."""
    if not re.fullmatch(r"[0-9]{8}", value):
        raise _fails(value, _("8 digits, leading zeros included"))


def is_oin(value: str) -> None:
    """An organisation identification number (OIN): 20 digits."""
    if not re.fullmatch(r"\d{20}", value):
        raise _fails(value, _("20 digits"))


def is_vat_id(value: str) -> None:
    """A Dutch VAT identification number (btw-id)."""
    if not _btw.is_valid(value):
        raise _fails(value, _("a Dutch VAT id such as NL123456789B01"))


def is_location_code(value: str) -> None:
    """BRIN and site of a school: 2 digits, 2 letters, 2 digits."""
    if not re.fullmatch(r"\d{2}[A-Z]{2}\d{2}", value) or not _brin.is_valid(value):
        raise _fails(value, _("a location code such as 12AB00"))


def is_board_number(value: str) -> None:
    """The number of a competent authority (bevoegd gezag): 5 digits."""
    if not re.fullmatch(r"\d{5}", value):
        raise _fails(value, _("5 digits"))


def is_cbs_code(value: str) -> None:
    """The code of Statistics Netherlands for a municipality: GM and 4 digits."""
    if not re.fullmatch(r"GM\d{4}", value):
        raise _fails(value, _("GM and 4 digits, such as GM1904"))


def is_postcode(value: str) -> None:
    """A Dutch postcode, with or without the blank."""
    if not _postcode.is_valid(value):
        raise _fails(value, _("a postcode such as 3601 AB"))


def is_phone(value: str) -> None:
    """A telephone number: 8 to 15 digits, with blanks, dashes, brackets and a plus as people write them."""
    if not re.fullmatch(r"\+?[\d ()-]+", value) or not 8 <= len(re.sub(r"\D", "", value)) <= 15:
        raise _fails(value, _("a telephone number such as 030 123 45 67"))


def is_latitude(value: float) -> None:
    """Degrees north within the Kingdom in Europe, so that swapped or mistyped coordinates are noticed."""
    if not 50.5 <= value <= 53.8:
        raise _fails(str(value), _("a latitude in the Netherlands, such as 52.13"))


def is_longitude(value: float) -> None:
    """Degrees east within the Kingdom in Europe."""
    if not 3.2 <= value <= 7.4:
        raise _fails(str(value), _("a longitude in the Netherlands, such as 5.04"))
