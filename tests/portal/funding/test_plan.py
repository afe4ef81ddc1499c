"""The budget plan equals the grants to the cent; its lines are accounts, and money moves between them with a reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.money import ZERO
from portal.budgets.models import Account
from portal.budgets.queries import verify
from portal.funding import actions as funding
from portal.funding.models import BudgetPlan, PlanLine, PlanMove
from portal.funding.queries import findings
from tests import cast
from tests.cast import Town
from tests.portal.funding.planned import LINES, grant, lines, move, plan


def _held() -> dict[str, str]:
    return {each.line: str(each.granted) for each in Account.objects.filter(school__isnull=True)}


def test_adopting_makes_every_line_an_account(town: Town):
    """The schools have their € 13,000 already: nothing is left on the choice line."""
    plan(town)
    assert _held() == {"fixed": "5000.00", "keuzebudget": "0.00", "onvoorzien": "2000.00"}
    assert verify() == []


@pytest.mark.parametrize(
    ("reserve", "words"), [("1999.99", "heeft nog geen post"), ("2000.01", "meer dan de uitkering")]
)
def test_a_cent_too_little_or_too_much_is_refused(town: Town, reserve: str, words: str):
    rows = [*LINES[:2], ("Onvoorzien", "reserve", reserve)]
    made = funding.draft_plan(town.programme, lines=lines(grant(town), *rows), by=town.actor("officer"))
    assert [each.code for each in findings(made)] == ["plan_unbalanced"]
    with pytest.raises(Refused) as refused:
        funding.adopt_plan(made, by=town.actor("officer"))
    assert refused.value.code == "plan_unbalanced" and words in refused.value.sentence


def test_a_new_version_takes_the_place_of_the_last_and_books_the_difference(town: Town):
    paid_by = grant(town)
    first = plan(town, paid_by=paid_by)
    rows = [("Vast aanbod", "fixed_offers", "4000.00"), LINES[1], ("Feest", "communication", "3000.00")]
    second = funding.draft_plan(town.programme, lines=lines(paid_by, *rows), by=town.actor("officer"))
    funding.adopt_plan(second, by=town.actor("officer"))
    assert _held() == {"fixed": "4000.00", "keuzebudget": "0.00", "onvoorzien": "0.00", "feest": "3000.00"}
    assert BudgetPlan.objects.get(pk=first.pk).status == "superseded" and second.number == 2
    assert verify() == []


def test_a_version_that_holds_less_than_the_schools_have_is_refused(town: Town):
    rows = [("Vast aanbod", "fixed_offers", "8000.00"), ("Keuzebudget", "choice", "12000.00")]
    made = funding.draft_plan(town.programme, lines=lines(grant(town), *rows), by=town.actor("officer"))
    with pytest.raises(Refused) as refused:
        funding.adopt_plan(made, by=town.actor("officer"))
    assert refused.value.code == "budget_exhausted"


def test_a_grant_that_pays_two_programmes_is_used_once(town: Town):
    """The plan of the next year may only use what this one leaves of the grant."""
    paid_by = grant(town)
    plan(town, paid_by=paid_by)
    other = cast.build_town(name="Elders", digits="97").programme
    other.municipality, other.municipality_id = town.municipality, town.municipality.pk
    other.save(update_fields=["municipality"])
    made = funding.draft_plan(
        other, lines=lines(paid_by, ("Vast aanbod", "fixed_offers", "0.01")), by=town.actor("officer")
    )
    assert "€ 0,01 meer" in findings(made)[0].detail.replace("\N{NO-BREAK SPACE}", " ")


def test_a_split_divides_what_the_choice_line_holds(town: Town):
    plan(town)
    cast_split = {"pot": Decimal("13000.01"), "per_school": ZERO, "reference_date": cast.COUNTED_ON}
    draft = funding.propose_split(town.programme, by=town.actor("officer"), **cast_split)
    with pytest.raises(Refused) as refused:
        funding.adopt_split(draft, by=town.actor("officer"))
    assert refused.value.code == "budget_exhausted" and "Keuzebudget" in refused.value.sentence
    less = funding.propose_split(town.programme, by=town.actor("officer"), **cast_split | {"pot": Decimal("12000.00")})
    funding.adopt_split(less, by=town.actor("officer"))
    assert _held()["keuzebudget"] == "1000.00" and verify() == []


def test_money_moves_at_once_up_to_the_threshold(town: Town):
    made = plan(town)
    assert move(town, made, "1000.00").status == "effected"
    assert _held() == {"fixed": "6000.00", "keuzebudget": "0.00", "onvoorzien": "1000.00"}
    assert sum(made.lines.values_list("amount", flat=True), ZERO) == Decimal("20000.00")


def test_above_the_threshold_it_waits_for_a_second_person(town: Town):
    waiting = move(town, plan(town))
    assert waiting.status == "proposed" and _held()["onvoorzien"] == "2000.00"
    with pytest.raises(Refused) as refused:
        funding.confirm_move(waiting, by=town.actor("officer"))
    assert refused.value.code == "four_eyes"
    funding.confirm_move(waiting, by=town.actor("finance"))
    assert _held() == {"fixed": "6500.00", "keuzebudget": "0.00", "onvoorzien": "500.00"}
    with pytest.raises(Refused) as again:
        funding.confirm_move(PlanMove.objects.get(pk=waiting.pk), by=town.actor("finance"))
    assert again.value.code == "wrong_state" and verify() == []


def test_who_does_not_agree_says_why(town: Town):
    waiting = move(town, plan(town))
    with pytest.raises(Invalid):
        funding.refuse_move(waiting, reason=" ", by=town.actor("finance"))
    funding.refuse_move(waiting, reason="Wacht op de raad.", by=town.actor("finance"))
    assert waiting.status == "refused" and _held()["onvoorzien"] == "2000.00"


def test_what_is_not_left_does_not_move(town: Town):
    made = plan(town)
    with pytest.raises(Refused) as refused:
        funding.confirm_move(move(town, made, "2000.01"), by=town.actor("finance"))
    assert refused.value.code == "budget_exhausted" and "€ 2.000,00" in refused.value.sentence.replace("\xa0", " ")


def test_money_stays_within_its_grant(town: Town):
    paid_by, other = grant(town), grant(town, "100.00", regulation="OAB")
    made = funding.draft_plan(
        town.programme, lines=[*lines(paid_by), *lines(other, ("Taal", "other", "100.00"))], by=town.actor("officer")
    )
    funding.adopt_plan(made, by=town.actor("officer"))
    with pytest.raises(Refused) as refused:
        funding.propose_move(
            made, origin=made.lines.get(name="Taal"), target=made.lines.get(kind="reserve"), amount=Decimal(1),
            reason="Anders", by=town.actor("officer"),
        )  # fmt: skip
    assert refused.value.code == "other_grant"


def test_money_that_waits_for_consent_is_not_spent_before(town: Town):
    """Putten: € 1,400 only after the LEA agreed (DOMAIN § 7 row 17)."""
    rows = [("Scholing", "fixed_offers", "1400.00"), LINES[1], ("Rest", "reserve", "5600.00")]
    made = funding.draft_plan(
        town.programme,
        lines=[
            line | ({"consent_of": "LEA"} if line["kind"] == "fixed_offers" else {})
            for line in lines(grant(town), *rows)
        ],
        by=town.actor("officer"),
    )
    funding.adopt_plan(made, by=town.actor("officer"))
    fixed = cast.offer(town, kind="fixed")
    with pytest.raises(Refused) as refused:
        cast.booking(town, fixed)
    assert refused.value.code == "consent_first" and "LEA" in refused.value.sentence
    line = PlanLine.objects.get(plan=made, kind="fixed_offers")
    funding.record_consent(line, on=date(2026, 11, 1), words="Verslag LEA, punt 4", by=town.actor("officer"))
    assert cast.booking(town, fixed).reserved == Decimal("250.00")
    assert Account.objects.get(line="fixed").available == Decimal("1150.00")


def test_a_fixed_offer_is_paid_by_the_line_of_its_theme(town: Town):
    paid_by = grant(town)
    themed = [
        {"name": "Zorg", "kind": "fixed_offers", "amount": Decimal("3000.00"), "grant": paid_by, "theme": town.care},
        {
            "name": "Talent",
            "kind": "fixed_offers",
            "amount": Decimal("2000.00"),
            "grant": paid_by,
            "theme": town.talent,
        },
    ]
    made = funding.draft_plan(town.programme, lines=[*lines(paid_by, *LINES[1:]), *themed], by=town.actor("officer"))
    funding.adopt_plan(made, by=town.actor("officer"))
    cast.booking(town, cast.offer(town, kind="fixed"))  # of the theme Talent
    reserved = {each.line: each.reserved for each in Account.objects.filter(line__in=("zorg", "talent"))}
    assert reserved == {"zorg": ZERO, "talent": Decimal("250.00")}


@pytest.mark.parametrize(
    ("change", "location"),
    [
        ({"kind": "choice"}, "#/lines/2/kind"),
        ({"amount": Decimal("-1.00")}, "#/lines/2/amount"),
        ({"name": ""}, "#/lines/2/name"),
        ({"code": "fixed"}, "#/lines/2/code"),
    ],
)
def test_a_wrong_line_is_named(town: Town, change: dict[str, object], location: str):
    rows = lines(grant(town))
    rows[2] |= change
    with pytest.raises(Invalid) as invalid:
        funding.draft_plan(town.programme, lines=rows, by=town.actor("officer"))
    assert location in [fault.location for fault in invalid.value.faults]


@pytest.mark.parametrize("who", ["coordinator", "librarian", "assessor", "finance", "controller", "admin"])
def test_only_an_officer_plans(town: Town, who: str):
    with pytest.raises(Forbidden):
        funding.draft_plan(town.programme, lines=lines(grant(town)), by=town.actor(who))
