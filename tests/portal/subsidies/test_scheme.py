"""A grants scheme from a form: a text to adopt, and decisions within its ceiling, each with a letter."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.organisations import actions as organisations
from portal.letters.models import Letter
from portal.subsidies import actions as subsidies
from portal.subsidies import queries
from portal.subsidies.actions.schemes import Room, Window
from portal.subsidies.models import SchemeCeiling
from portal.subsidies.regulation import grantable, pdf_of_scheme, text_of_scheme
from tests.cast import OPERATOR, Town
from tests.portal.subsidies.schemes import adopted, applied, drafted, waiting


def _said(content: dict[str, object]) -> str:
    return str(content).replace("\\xa0", " ").replace("\N{NO-BREAK SPACE}", " ")


def test_the_text_says_every_rule(town: Town):
    said = _said(text_of_scheme(drafted(town)))
    for words in (
        "Subsidieregeling Nationaal Programma Onderwijs", "Zomerschool", "Sport en bewegen", "100%", "€ 20.000,00",
        "Primair onderwijs: € 200.810,00", "Voortgezet onderwijs: € 69.120,00", "op volgorde van binnenkomst",
        "1 augustus 2022 tot en met 31 juli 2023", "artikel 4:23, eerste lid", "binnen 8 weken", "Bloemendorp",
    ):  # fmt: skip
        assert words in said, words
    assert pdf_of_scheme(drafted(town)).startswith(b"%PDF")


def test_a_draft_changes_and_an_adopted_text_does_not(town: Town):
    scheme, officer = drafted(town), town.actor("officer")
    parts = {"ceilings": [Room("Alle", Decimal(1000))], "periods": [Window(date(2026, 1, 1), date(2026, 2, 1))]}
    subsidies.change_scheme(scheme, by=officer, name="Regeling B", **parts)
    before = text_of_scheme(subsidies.adopt_scheme(scheme, by=officer))
    town.municipality.name = "Anders"
    scheme.municipality.name = "Anders"
    assert text_of_scheme(scheme) == before and "Regeling B" in before["subject"]
    with pytest.raises(Refused) as refused:
        subsidies.change_scheme(scheme, by=officer, name="Regeling C", **parts)
    assert refused.value.code == "wrong_state"


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"ceilings": []}, "#/ceilings"), ({"periods": []}, "#/periods"), ({"share_percent": 101}, "#/sharePercent"),
        ({"ceilings": [Room("PO", Decimal(0))]}, "#/ceilings/0/amount"), ({"name": ""}, "#/name"),
        ({"periods": [Window(date(2026, 2, 1), date(2026, 1, 1))]}, "#/periods/0/closesOn"),
        ({"most_per_application": Decimal(0)}, "#/mostPerApplication"),
    ],
)  # fmt: skip
def test_a_wrong_rule_is_named(town: Town, wrong: dict[str, object], where: str):
    with pytest.raises(Invalid) as invalid:
        drafted(town, **wrong)
    assert where in [fault.location for fault in invalid.value.faults]


def test_who_writes_and_who_reads(town: Town):
    with pytest.raises(Forbidden):
        subsidies.adopt_scheme(drafted(town), by=town.actor("controller"))
    assert not queries.schemes_visible_to(town.actor("board")).exists()
    adopted(town)
    assert queries.schemes_visible_to(town.actor("board")).count() == 1
    assert not queries.schemes_visible_to(town.actor("librarian")).exists()


def test_what_an_application_gets(town: Town):
    assert grantable(adopted(town), Decimal("25000.00")) == Decimal("20000.00")
    assert grantable(adopted(town, share_percent=50), Decimal("1000.01")) == Decimal("500.01")


def test_a_small_grant_goes_out_at_once_and_takes_from_the_ceiling(town: Town):
    made = applied(town)
    letter = Letter.objects.get(cause_id=made.pk)
    assert (made.status, letter.kind, letter.board) == ("granted", "scheme_granted", town.board)
    assert SchemeCeiling.objects.get(pk=made.ceiling_id).granted == Decimal("900.00")


def test_above_the_threshold_a_second_person_confirms(town: Town):
    made = waiting(town)
    assert made.status == "proposed" and not Letter.objects.exists()
    with pytest.raises(Refused) as refused:
        subsidies.confirm_application(made, by=town.actor("officer"))
    assert refused.value.code == "four_eyes"
    subsidies.confirm_application(made, by=town.actor("finance"))
    assert made.status == "granted" and Letter.objects.get().kind == "scheme_granted"


def test_the_second_person_may_drop_it(town: Town):
    made = waiting(town)
    with pytest.raises(Invalid):
        subsidies.drop_application(made, reason="", by=town.actor("finance"))
    subsidies.drop_application(made, reason="Dubbel", by=town.actor("finance"))
    assert made.status == "dropped" and not Letter.objects.exists()


def test_a_refusal_says_its_ground_in_the_letter(town: Town):
    made = applied(town, refusal="De activiteit wordt al uit ander geld betaald.")
    letter = Letter.objects.get(cause_id=made.pk)
    assert (made.status, made.amount, letter.kind) == ("refused", Decimal(0), "scheme_refused")
    assert "al uit ander geld betaald" in str(letter.content)


def test_above_the_ceiling_only_a_refusal_is_possible(town: Town):
    scheme = adopted(town, ceilings=[Room("PO", Decimal("1000.00"))])
    applied(town, scheme)
    with pytest.raises(Refused) as refused, transaction.atomic():
        applied(town, scheme, asked="100.01")
    assert refused.value.code == "ceiling_reached" and "€\N{NO-BREAK SPACE}100,00" in refused.value.sentence
    applied(town, scheme, asked="100.00")
    with pytest.raises(IntegrityError), transaction.atomic():
        SchemeCeiling.objects.update(granted=Decimal("1000.01"))


def test_wrong_applications_are_named(town: Town):
    scheme, other = adopted(town), adopted(town)
    elsewhere = organisations.add_board(name="Elders", number="11111", by=OPERATOR)
    for wrong, where in (
        ({"board": elsewhere}, "#/board"), ({"ceiling": other.ceilings.all()[0]}, "#/ceiling"),
        ({"activity": "Schoolreis"}, "#/activity"), ({"received_on": date(2021, 1, 1)}, "#/receivedOn"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as invalid:
            applied(town, scheme, **wrong)
        assert [fault.location for fault in invalid.value.faults] == [where]
    assert applied(town, scheme, received_on=date(2021, 1, 1), refusal="Te vroeg").status == "refused"
    with pytest.raises(Refused):
        applied(town, drafted(town))
