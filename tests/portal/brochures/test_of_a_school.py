"""The brochure of one school: its budget with what is left, its fixed offer, and what it can choose. Of nobody else."""

from __future__ import annotations

from decimal import Decimal

from catalogue.brochure import pages
from portal.brochures.queries import programme_of, schools_of, subject_of
from tests import cast
from tests.cast import Town


def test_it_says_what_is_left_of_the_budget(town: Town):
    cast.booking(town, units=2)  # € 250 of the € 3,000 of De Kring
    budget = pages.printed(subject_of(town.programme, town.kring, "nl"))["school"]["budgets"][0]
    assert dict(budget["figures"]) == {
        name: f"€\N{NO-BREAK SPACE}{amount}"
        for name, amount in (("Toegekend", "3.000"), ("Besteed", "0"), ("Gereserveerd", "250"), ("Over", "2.750"))
    }
    assert budget["left"] == "€\N{NO-BREAK SPACE}2.750"
    assert sum(part["share"] for part in budget["parts"]) in range(999, 1001)


def test_it_has_only_what_is_for_its_kind_of_school(town: Town):
    cast.offer(town, title="Voor de basisschool", sectors=["PO"])
    cast.offer(town, title="Voor iedereen", sectors=[])
    cast.offer(town, title="Voor het voortgezet", sectors=["VO"], year_groups=["vo1"])
    printed = pages.printed(subject_of(town.programme, town.kring, "nl"))
    titles = {entry["title"] for chapter in printed["chapters"] for entry in chapter["entries"]}
    assert titles == {"Voor de basisschool", "Voor iedereen"}


def test_its_fixed_offer_stands_on_its_own_page_with_where_to_read_about_it(town: Town):
    free = {"kind": "fixed", "price": Decimal("0.00")}
    cast.offer(town, title="Schoolmaatschappelijk werk", entitlement_units=4, entitlement_period="year", **free)
    cast.offer(town, title="Trommelen")
    cast.offer(town, title="Ouderavond", **free)
    printed = pages.printed(subject_of(town.programme, town.kring, "nl"))
    agreed, fixed = printed["school"]["entitlements"]
    assert (fixed["title"], fixed["words"]) == (
        "Schoolmaatschappelijk werk", "4 groepen per schooljaar; nu nog 4 te plannen",
    )  # fmt: skip
    assert (agreed["title"], agreed["words"]) == ("Ouderavond", "in overleg met de aanbieder")
    assert fixed["key"] in {entry["key"] for chapter in printed["chapters"] for entry in chapter["entries"]}


def test_the_school_its_board_and_its_municipality_may_have_it(town: Town):
    may = [who for who in town.membership if schools_of(town.actor(who), town.programme).filter(pk=town.kring.pk)]
    assert may == [
        "teacher", "coordinator", "director", "board", "officer", "assessor", "assessor2", "finance", "finance2",
        "controller", "admin",
    ]  # fmt: skip


def test_a_school_chooses_from_the_programme_that_it_has_a_budget_in(town: Town):
    assert programme_of(town.kring) == town.programme


def test_what_is_planned_is_taken_off_what_is_left(town: Town):
    row = cast.offer(town, kind="fixed", price=Decimal("0.00"), entitlement_units=4, entitlement_period="year")
    cast.booking(town, row, units=3)
    printed = pages.printed(subject_of(town.programme, town.kring, "en"))
    assert printed["school"]["entitlements"][0]["words"] == "4 groups per school year; 1 left to plan now"
