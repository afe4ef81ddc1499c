"""The SiSa table of a year is prepared by one and signed by another; then its rows are kept as they are."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from catalogue.errors import Forbidden, Invalid, Refused, Stale
from catalogue.journal.models import JournalLine
from portal.accountability import loading, signing
from portal.accountability.models import SignedLine, SisaForm, SisaSignature
from portal.accountability.queries import signatures_visible_to, sisa_table
from portal.claims.models import Claim
from portal.funding.models import FinalAccount
from tests import cast
from tests.cast import Town
from tests.portal.accountability import years
from tests.portal.accountability.years import figures, on, paid


@pytest.fixture
def npo(town: Town) -> Town:
    """€ 125 was paid of NPO in 2022, and the books of that year are closed."""
    years.npo(town)
    paid(town, 2022)
    years.closed(town, 2022)
    return town


def _prepare(town: Town, year: int = 2022, who: str = "controller", **said: object) -> SisaSignature:
    with on(2023, 2):
        return signing.prepare(town.municipality, year=year, by=town.actor(who), **said)  # type: ignore[arg-type]


def _refused(town: Town, **said: object) -> str:
    with pytest.raises(Refused) as refused:
        _prepare(town, **said)  # type: ignore[arg-type]
    return refused.value.code


def test_one_prepares_and_another_signs(npo: Town):
    made = _prepare(npo)
    with on(2023, 2):
        with pytest.raises(Refused) as refused:
            signing.sign(made, by=npo.actor("controller"))
        assert refused.value.code == "four_eyes"
        signing.sign(made, by=npo.actor("finance"))
    made.refresh_from_db()
    assert (made.status, made.prepared_by_name, made.signed_by_name) == (
        "signed", npo.actor("controller").label, npo.actor("finance").label,
    )  # fmt: skip
    [line] = made.lines.all()
    assert (line.goal.code, line.amount, line.correction) == ("a", Decimal("125.00"), False)
    events = JournalLine.objects.filter(event__startswith="sisa_signature.").order_by("pk")
    assert [each.event for each in events] == ["sisa_signature.proposed", "sisa_signature.signed"]
    assert events[1].data["sha256"] == made.sha256


@pytest.mark.parametrize("who", ["officer", "assessor", "admin", "coordinator", "librarian", "board"])
def test_only_finance_and_the_controller_sign(npo: Town, who: str):
    with pytest.raises(Forbidden):
        _prepare(npo, who=who)
    made = _prepare(npo)
    for deed in (
        lambda: signing.sign(made, by=npo.actor(who)),
        lambda: signing.refuse(made, reason="x", by=npo.actor(who)),
    ):
        with pytest.raises(Forbidden):
            deed()


def test_a_year_is_over_its_books_are_closed_and_the_years_come_in_order(town: Town):
    years.npo(town)
    paid(town, 2021)
    paid(town, 2022)
    assert _refused(town, year=2023) == "year_runs"
    assert _refused(town, year=2021) == "books_open"
    years.closed(town, 2022)
    assert _refused(town, year=2022) == "earlier_year_first"
    years.signed(town, 2021)
    assert _refused(town, year=2021) == "wrong_state"
    assert _prepare(town, year=2022).status == "proposed"
    assert _refused(town, year=2022) == "wrong_state"


def test_what_changed_after_it_was_prepared_is_not_signed(npo: Town):
    made = _prepare(npo)
    with on(2023, 2):
        years.credited(npo, Claim.objects.get(), 2023, "5.00")
        with pytest.raises(Stale):
            signing.sign(made, by=npo.actor("finance"))
        with pytest.raises(Invalid):
            signing.refuse(made, reason=" ", by=npo.actor("finance"))
        signing.refuse(made, reason="Creditnota", by=npo.actor("finance"))
        again = signing.prepare(npo.municipality, year=2022, by=npo.actor("finance"))
        signing.sign(again, by=npo.actor("controller"))
        with pytest.raises(Refused) as refused:
            signing.refuse(again, reason="Toch niet", by=npo.actor("finance"))
        assert refused.value.code == "wrong_state"
    assert figures(npo, 2022) == ("120.00", "0.00", "120.00")


def test_what_is_signed_cannot_be_written_over(npo: Town):
    years_table = _prepare(npo)
    with on(2023, 2):
        signing.sign(years_table, by=npo.actor("finance"))
    with pytest.raises(TypeError):
        SignedLine.objects.update(amount=Decimal("1.00"))
    with pytest.raises(TypeError):
        SignedLine.objects.all().delete()
    assert signing.verify_signed() == []
    QuerySet(SignedLine).update(amount=Decimal("1.00"))  # somebody with the keys of the database
    assert [each.account for each in signing.verify_signed()] == ["SiSa GM9801 2022"]
    with pytest.raises(IntegrityError), transaction.atomic():
        SisaSignature.objects.create(
            municipality=npo.municipality,
            year=2022,
            status="proposed",
            sha256="x",
            prepared_by="x",
            prepared_by_name="x",
        )


def test_a_form_that_asks_more_than_figures_is_answered_before_it_is_signed(town: Town):
    """D8 asks for the reserve of OAB, which no claim says."""
    years.oab_and_npo(town)
    paid(town, 2026, goal="taal", month=11)
    years.closed(town, 2026)

    def prepare(**said: object) -> SisaSignature:
        with on(2027, 2):
            return signing.prepare(town.municipality, year=2026, by=town.actor("controller"), **said)  # type: ignore[arg-type]

    for answers, codes in (
        ({}, ["required", "required"]),
        (years.ANSWERS | {"D8/99": "1"}, ["unknown"]),
        (years.ANSWERS | {"D8/04": "x" * 301}, ["max_length"]),
    ):
        with pytest.raises(Invalid) as invalid:
            prepare(answers=answers)
        assert [fault.code for fault in invalid.value.faults] == codes
    with pytest.raises(Invalid) as invalid:
        prepare(answers=years.ANSWERS, final=["NPO", "NPO", "XYZ"])
    assert [fault.location for fault in invalid.value.faults] == ["#/final/1", "#/final/2"]
    with on(2027, 2):
        made = signing.sign(prepare(answers=years.ANSWERS | {"D8/04": "12,34"}), by=town.actor("finance"))
    boxes = {box["number"]: box["value"] for form in made.forms for box in form["boxes"]}
    assert (boxes["D8/02"], boxes["D8/04"]) == ("125.00", "12,34")


def test_a_final_regulation_leaves_the_next_tables(town: Town):
    grant = years.npo(town)
    paid(town, 2025)
    years.closed(town, 2025)
    years.settled(town, grant, 2026)
    with on(2026, 10):
        made = signing.prepare(town.municipality, year=2025, final=["NPO"], by=town.actor("controller"))
        signing.sign(made, by=town.actor("finance"))
    final = FinalAccount.objects.get()
    assert (final.regulation.code, final.year) == ("NPO", 2025)
    assert [box["value"] for box in made.forms[0]["boxes"]][-1] == "Ja"
    years.closed(town, 2026)
    with on(2027, 2):
        with pytest.raises(Invalid):
            signing.prepare(town.municipality, year=2026, final=["NPO"], by=town.actor("controller"))
        nothing = signing.prepare(town.municipality, year=2026, by=town.actor("controller"))
        signing.sign(nothing, by=town.actor("finance"))
    assert nothing.forms == []


def test_another_municipality_does_not_see_it(npo: Town):
    made = _prepare(npo)
    other = cast.build_town("Rivierstad", "97")
    assert not signatures_visible_to(other.actor("finance")).exists()
    assert list(signatures_visible_to(npo.actor("officer"))) == [made]
    assert not signatures_visible_to(npo.actor("board")).exists()
    with on(2023, 2), pytest.raises(Forbidden):
        signing.sign(made, by=other.actor("finance"))
    assert sisa_table(other.municipality, 2022).signature is None


def test_forms_are_data_that_can_be_loaded_again(town: Town):
    rows = SisaForm.objects.order_by("code", "year", "indicators__position")
    before = list(rows.values_list("code", "year", "indicators__number"))
    assert loading.load_forms() == 3
    assert list(rows.values_list("code", "year", "indicators__number")) == before
