"""One column for everything that an offer says: a new field of an offer cannot be forgotten here."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from catalogue.errors import Invalid
from catalogue.imports.columns import BY_KEY, NOT_IN_A_TABLE, SAID, columns_for, resolve
from catalogue.lifecycle import Moving
from catalogue.offers.models import Revision

OF_THE_OFFER = {"kind", "goal"}
OF_THE_HOUSE = {field.name for field in Moving._meta.get_fields()} | {"status", "offer", "number"}


def test_every_field_of_a_revision_has_a_column_or_a_reason():
    fields = {field.name for field in [*Revision._meta.concrete_fields, *Revision._meta.many_to_many]}
    columns = {column.key for column in SAID}
    assert columns - OF_THE_OFFER == fields - OF_THE_HOUSE - set(NOT_IN_A_TABLE)
    assert set(NOT_IN_A_TABLE).isdisjoint(columns)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_two_columns_share_a_name(language: str):
    with override(language):
        names = [name for column in columns_for(True) for name in {each.casefold() for each in column.names}]
        assert len(set(names)) == len(names)


def test_a_column_is_known_by_its_name_in_both_languages_and_in_the_api():
    for header in (
        ["Kleinste groep", "Uw kenmerk"],
        ["smallest GROUP", "Your reference"],
        ["minGroupSize", "reference"],
    ):
        assert [column.key for column in resolve(header, False)] == ["min_group_size", "reference"]


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        (["Uw kenmerk", "Titel", "Kleur"], ["unknown_column"]),
        (["Uw kenmerk", "Titel", "Title"], ["duplicate_column"]),
        (["Titel"], ["missing_column"] * 4),
        (["Uw kenmerk", "KvK-nummer"], ["unknown_column"]),
    ],
)
def test_a_header_that_cannot_be_used_is_named_column_by_column(header: list[str], codes: list[str]):
    with pytest.raises(Invalid) as refused:
        resolve(header, False)
    assert [fault.code for fault in refused.value.faults] == codes


def test_the_municipality_says_whose_offers_they_are():
    with pytest.raises(Invalid, match="KvK"):
        resolve(["Uw kenmerk", "Titel"], True)
    assert all(BY_KEY[key] in columns_for(True) for key in ("kvk", "provider"))
