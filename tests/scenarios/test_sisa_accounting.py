"""SiSa (DOMAIN § 7 row 36, acceptance § 2.3): once a year, per goal, extra rent and civil servants apart, and final.

Items (i) to (vi) of the acceptance, each as a story of Bloemendorp with the money of NPO.
"""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import Invalid, Refused
from catalogue.money import ZERO, euros
from catalogue.sheets import as_csv, as_xlsx, read
from portal.accountability import signing
from portal.accountability.counting import Counted, woven
from portal.accountability.filling import from_json, sheet_of
from portal.accountability.models import SisaForm
from portal.accountability.queries import lines_behind, sisa_table
from portal.accountability.standing import repayments_of
from portal.bookings import actions as bookings
from portal.budgets.queries import verify
from portal.claims.decisions import Verdict, decide
from portal.claims.models import Claim
from portal.payments import actions as payments
from portal.payments.due import due
from tests import cast
from tests.cast import Town
from tests.portal.accountability import years
from tests.portal.accountability.years import figures, on, paid, signed

# (i) The years together are the cumulative figure, to the cent.

amounts = st.integers(1, 10**6).map(euros)
changes = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 10**6)), max_size=12)


@given(st.lists(st.tuples(st.integers(2022, 2026), amounts), max_size=12), st.lists(changes, min_size=5, max_size=5))
def test_years_and_corrections_add_up_whatever_is_paid_credited_or_returned(
    claims: list[tuple[int, Decimal]], each_year: list[list[tuple[int, int]]]
):
    """Every year some claims change (less is left of them, or nothing) after which its table is signed."""
    now = {UUID(int=number): _line(number, year, amount) for number, (year, amount) in enumerate(claims)}
    said: list[Counted] = []
    for year, changed in zip(range(2022, 2027), each_year, strict=True):
        known = [each for each in now.values() if each.year <= year]
        for place, left in changed:
            if place < len(known):
                line = known[place]
                now[line.line] = _line(line.line.int, line.year, min(now[line.line].amount, euros(left)))
        real = [each for each in now.values() if each.amount and each.year <= year]
        table = woven(said, real, year - 1)
        assert table[: len(said)] == said, "what was signed stays"
        said = [each for each in table if each.year <= year]
        assert sum((each.amount for each in said), ZERO) == sum((each.amount for each in real), ZERO)


def _line(number: int, year: int, amount: Decimal) -> Counted:
    return Counted(year, UUID(int=number), amount, date(year, 3, 1), None, None, correction=False)


@pytest.mark.parametrize("seed", range(3))
def test_the_same_with_real_claims_invoices_and_banks(town: Town, seed: int):
    """Four years of claims, credit notes, returned payments and payments again, each year signed after them."""
    chance, until, said = random.Random(seed), ZERO, dict[int, tuple[str, str, str]]()
    years.npo(town)
    for year in range(2022, 2026):
        made = [paid(town, year, goal=chance.choice("acfg")) for _ in range(chance.randint(1, 2))]
        for claim in chance.sample(made, 1):
            _something_happens(town, Claim.objects.get(pk=claim.pk), year, chance)
        if year > 2022:
            _something_happens(town, _settled_before(year, chance), year, chance)
        signed(town, year)
        said[year] = figures(town, year)
        table = sisa_table(town.municipality, year)
        until += table.total + table.correction
        assert table.cumulative == until
        assert all(figures(town, known) == before for known, before in said.items()), "no signed figure moves"
    lines = Claim.objects.filter(status="settled").values_list("lines__sanctioned_amount", "lines__credited")
    assert until == sum((granted - credited for granted, credited in lines), ZERO)
    assert verify() == []


def _settled_before(year: int, chance: random.Random) -> Claim | None:
    rows = list(Claim.objects.filter(status="settled", paid_on__year__lt=year).order_by("paid_on", "pk"))
    return chance.choice(rows) if rows else None


def _something_happens(town: Town, claim: Claim | None, year: int, chance: random.Random) -> None:
    kind = chance.choice(["credit", "return", "paid again", "nothing"])
    if claim is None or claim.status != "settled" or kind == "nothing":
        return
    if kind == "credit":
        most = claim.lines.get().net
        years.credited(town, claim, year, str(min(most, Decimal(chance.randint(1, 12500)).scaleb(-2))))
    else:
        years.returned(town, claim, year, again=kind == "paid again")


# (ii) A correction of an earlier year moves the cumulative figure only.


def test_a_credit_note_after_signing_is_a_correction_in_the_next_table(town: Town):
    years.npo(town)
    claim = paid(town, 2022, units=2)
    made = signed(town, 2022)
    before = sheet_of(from_json(made.forms), year=2022)
    years.credited(town, claim, 2023, "25.50")
    paid(town, 2023)
    assert figures(town, 2022) == ("250.00", "0.00", "250.00")
    assert figures(town, 2023) == ("125.00", "-25.50", "349.50")
    assert figures(town, 2024) == ("0.00", "0.00", "349.50"), "told once, in the first table after the signed ones"
    signed(town, 2023)
    assert figures(town, 2023) == ("125.00", "-25.50", "349.50")
    made.refresh_from_db()
    assert list(sheet_of(from_json(made.forms), year=2022).rows) == list(before.rows)


def test_a_payment_that_comes_back_after_signing_does_not_count_until_it_is_paid_again(town: Town):
    years.npo(town)
    claim = paid(town, 2022)
    signed(town, 2022)
    years.returned(town, claim, 2023)
    assert figures(town, 2022) == ("125.00", "0.00", "125.00")
    assert figures(town, 2023) == ("0.00", "-125.00", "0.00")
    signed(town, 2023)
    with on(2024, 7):
        years.pay(town)
    assert figures(town, 2024) == ("125.00", "0.00", "125.00")


def test_before_it_is_signed_a_table_follows_what_happens(town: Town):
    years.npo(town)
    claim = paid(town, 2022)
    years.closed(town, 2022)
    years.returned(town, claim, 2023, again=True)
    assert figures(town, 2022) == ("0.00", "0.00", "0.00")
    assert figures(town, 2023) == ("125.00", "0.00", "125.00")


def test_what_was_signed_keeps_its_grant_when_money_comes_back(town: Town):
    """€ 300 of OAB paid first; a credit note on it does not pull a later class from NPO to OAB."""
    oab, npo = years.oab_and_npo(town)
    first = years.paid(town, 2026, goal="taal", units=2, month=11)
    years.paid(town, 2026, goal="taal", units=2, month=12)
    assert years.per_code(town, 2026) == {"D8": "300.00", "D14": "200.00"}
    years.signed(town, 2026, answers=years.ANSWERS)
    years.credited(town, first, 2027, "100.00")
    assert years.per_code(town, 2026) == {"D8": "300.00", "D14": "200.00"}
    rows = {row.sisa_code: row.correction for row in sisa_table(town.municipality, 2027).rows if row.correction}
    assert rows == {"D8": Decimal("-100.00")}
    assert (oab.amount, npo.amount) == (Decimal("300.00"), Decimal("3700.00"))


# (iii) Extra rent and civil servants are in no figure of the measures.


def test_rent_and_civil_servants_are_boxes_of_their_own(town: Town):
    years.npo(town)
    for goal, units in (("a", 1), ("c", 1), ("f", 2), ("g", 3)):
        paid(town, 2024, goal=goal, units=units)
    made = signed(town, 2024)
    boxes = {box.number: box.value for form in from_json(made.forms) for box in form.boxes}
    assert boxes == {
        "D14/01": "250.00", "D14/02": "250.00", "D14/03": "375.00", "D14/04": "0.00", "D14/05": "0.00",
        "D14/06": "875.00", "D14/07": "Nee",
    }  # fmt: skip


# (iv) The export has the labels, controls, numbers and order of the form that is loaded for the year.


def test_the_export_is_the_loaded_form(town: Town):
    years.npo(town)
    paid(town, 2022)
    form = SisaForm.objects.get(code="D14", year=2021)
    form.indicators.filter(number="D14/02").update(label="Zoals het in de bijlage staat", position=90)
    made = signed(town, 2022)
    rows = [list(row) for row in sheet_of(from_json(made.forms), year=2022).rows]
    asked = list(form.indicators.order_by("position"))
    assert [each.number for each in asked][-1] == "D14/02" and len(asked) == 6
    assert rows[0][:5] == ["OCW", "D14", form.name, form.legal_reference, "Gemeenten"]
    assert rows[0][5:] == [each.label for each in asked]
    assert rows[1][5:] == [f"Aard controle {each.control}" for each in asked]
    assert rows[2][5:] == [f"Indicator: {each.number}" for each in asked]
    assert rows[3][5:] == [Decimal("125.00"), ZERO, ZERO, Decimal("125.00"), "Nee", ZERO]
    for content, name in ((as_xlsx(sheet_of(from_json(made.forms), year=2022)), "sisa.xlsx"),
                          (as_csv(sheet_of(from_json(made.forms), year=2022)), "sisa.csv")):  # fmt: skip
        kept = read(content, name)
        lines = [[str(cell) for cell in row] for row in kept.rows]
        assert lines[0][5:] == rows[0][5:] and lines[2][5:] == rows[2][5:]
    form.indicators.filter(number="D14/01").update(label="Later anders")
    made.refresh_from_db()
    assert from_json(made.forms)[0].boxes[0].label == asked[0].label, "what was signed keeps its labels"


def test_a_later_year_has_the_form_of_then(town: Town):
    years.npo(town)
    paid(town, 2022)
    paid(town, 2023)
    boxes = {year: len(from_json(signed(town, year).forms)[0].boxes) for year in (2022, 2023)}
    assert boxes == {2022: 6, 2023: 7}, "“Correctie besteding (jaar T-1)” came in 2023"


# (v) After “Eindverantwoording: Ja” the ledger of the regulation is closed, and the rest goes back.


def test_after_the_final_account_nothing_is_booked_approved_or_paid_of_it(town: Town):
    grant = years.npo(town)
    years.received(town, grant)
    first = paid(town, 2025)
    years.closed(town, 2025)
    with on(2026, 2), pytest.raises(Refused) as refused:
        signing.prepare(town.municipality, year=2025, final=["NPO"], by=town.actor("controller"))
    assert refused.value.code == "grants_open"
    years.settled(town, grant, 2026)
    with on(2026, 10):
        made = signing.prepare(town.municipality, year=2025, final=["NPO"], by=town.actor("controller"))
        signing.sign(made, by=town.actor("finance"))
    assert repayments_of(town.municipality.pk) == {"NPO": Decimal("66958.35")}

    # The bank sends the only payment back: that is a fact. It is not paid again, and goes back with the rest.
    years.returned(town, first, 2026, month=11)
    with on(2026, 12):
        [row] = due(town.actor("finance"))
        assert "NPO" in row.hold and "2025" in row.hold
        with pytest.raises(Refused) as refused:
            payments.prepare(by=town.actor("finance"))
        assert refused.value.code == "nothing_to_pay"
        with pytest.raises(Invalid):
            payments.prepare(invoices_wanted=[row.id], by=town.actor("finance"))
        with pytest.raises(Refused) as refused:
            cast.booking(town, cast.offer(town, goal="a"))
        assert refused.value.code == "grant_closed"
        with pytest.raises(Refused) as refused:
            years.grant_of_npo(town)
        assert refused.value.code == "regulation_closed" and "2025" in refused.value.sentence
    assert figures(town, 2025) == ("125.00", "0.00", "125.00")
    assert figures(town, 2026) == ("0.00", "-125.00", "0.00")
    assert repayments_of(town.municipality.pk) == {"NPO": Decimal("67083.35")}


def test_without_a_plan_the_regulation_of_the_goal_is_asked(town: Town):
    """Own money that no grant of a plan pays: after the final account it is neither booked nor approved."""
    year = timezone.localdate().year
    before = cast.offer(town)
    paid_now = cast.booking(town, before, status="accepted", units=1)
    years.delivered_and_paid(town, paid_now)
    waiting = cast.booking(town, before, status="accepted", units=1)
    years.closed(town, year)
    with on(year + 1, 2):
        with pytest.raises(Refused) as refused:
            signing.prepare(town.municipality, year=year, final=["LOKAAL"], by=town.actor("controller"))
        assert refused.value.code == "still_committed"
    years.final_anyway(town, "LOKAAL", year)
    claim = cast.claim(town, waiting)
    with pytest.raises(Refused) as refused:
        decide(claim, Verdict("approve"), by=town.actor("assessor"))
    assert refused.value.code == "regulation_closed"
    with pytest.raises(Refused) as refused:
        bookings.book(town.kring, before, units=1, pupils=20, by=town.actor("coordinator"))
    assert refused.value.code == "regulation_closed"
    assert verify() == []


# (vi) Each euro traces to a paid claim with its goal.


def test_every_figure_opens_the_claims_behind_it(town: Town):
    years.npo(town)
    claim = paid(town, 2022, units=2)
    paid(town, 2022, goal="f")
    signed(town, 2022)
    years.credited(town, claim, 2023, "50.00")
    for year in (2022, 2023):
        for row in sisa_table(town.municipality, year).rows:
            for figure in ("year", "correction", "cumulative"):
                behind = lines_behind(town.municipality, year, goal=row.goal, regulation=row.regulation, figure=figure)
                assert behind.total == getattr(row, figure)
                assert all(each.line.goal.code == row.goal and each.line.claim.invoices.exists() for each in behind)
    [less] = lines_behind(town.municipality, 2023, goal="a", regulation="NPO", figure="correction")
    assert (less.line.claim, less.share) == (claim, Decimal("-50.00"))
