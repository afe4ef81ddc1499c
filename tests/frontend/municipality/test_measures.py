"""Measures in pages: who does what when, their phases, what changed; and two versions of the plan side by side."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from portal.funding import actions as funding
from portal.funding.models import BudgetPlan, Measure
from tests import cast
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.funding import planned

PHASES = [
    {"phase": "prepare", "from": "2026-Q3", "until": "2026-Q3"},
    {"phase": "trial", "from": "2026-Q4", "until": "2027-Q1"},
    {"phase": "full", "from": "2027-Q1", "until": "2027-Q3"},
]


def test_an_officer_writes_a_measure_down_and_sees_it_on_the_timeline(town: Town):
    officer = Visitor(town, "officer")
    new = officer.open("/municipality/measures/add")
    wrong = officer.press(new, "Leg deze maatregel vast", name="Spreekuur", cost="2.600", start="2026-Q4")
    assert wrong.status == 400 and "Vul in of dit bedrag eenmalig, per maand of per jaar is" in wrong.text
    page = officer.press(
        wrong, "Leg deze maatregel vast", per="month", theme=str(town.care.pk), lead="gemeente", unit="uur",
        units_per_school_per_month="1,5", schools="15", trial_from="2026-Q4", trial_until="2027-Q1",
    )  # fmt: skip
    made = Measure.objects.get()
    assert page.path == f"/municipality/measures/{made.pk}" and page.title == "Spreekuur"
    assert (made.unit, made.per_year, made.cost) == ("hour", Decimal(270), Decimal(2600))
    assert "1,50 uur per maand × 15 locaties = 270 uur per jaar" in page.text and "€ 31.200 per jaar" in page.text
    shown = officer.open("/municipality/measures")
    assert "proef" in shown.all("//*[name()='svg']//*[name()='text']") and "kwartaal 4 van 2026" in shown.text
    assert town.care.name in shown.all("//h2")


def test_phases_follow_each_other_and_stopping_says_why(town: Town):
    measure, officer = planned.measure(town), Visitor(town, "officer")
    page = officer.open(f"/municipality/measures/{measure.pk}")
    assert "Maak het blijvend" not in page.text, "that does not follow"
    page = officer.press(page, "Probeer het uit", reason="Besluit 12 januari")
    assert "proef" in page.text and "“Besluit 12 januari”" in page.text
    refused = officer.press(page, "Stop deze maatregel voorgoed")
    assert refused.status == 400 and "Schrijf waarom het stopt" in refused.text
    done = officer.press(refused, "Stop deze maatregel voorgoed", reason="Te duur")
    assert "gestopt" in done.text and "Probeer het uit" not in done.buttons()
    assert Measure.objects.get().status == "stopped"


def test_a_change_shows_what_it_was_and_a_stale_page_is_refused(town: Town):
    measure, officer = planned.measure(town), Visitor(town, "officer")
    page = officer.open(f"/municipality/measures/{measure.pk}")
    changed = officer.press(page, "Bewaar deze wijzigingen", lead="welzijn", start="2027-Q1", because="Nieuw besluit")
    (event,) = [each for each in changed.all("//ol[@class='timeline']/li") if "Maatregel gewijzigd" in each]
    assert "gemeente → werd welzijn" in event and "kwartaal 4 van 2026 → werd kwartaal 1 van 2027" in event
    assert "“Nieuw besluit”" in event
    stale = officer.press(page, "Bewaar deze wijzigingen", lead="school")
    assert stale.status == 412 and Measure.objects.get().lead == "welzijn"


def test_others_of_the_town_hall_read_and_nobody_else_sees_it(town: Town):
    measure = planned.measure(town, planning=PHASES)
    controller = Visitor(town, "controller")
    page = controller.open(f"/municipality/measures/{measure.pk}")
    assert page.status == 200 and page.buttons() == []
    assert controller.open("/municipality/measures").buttons() == []
    assert Visitor(town, "coordinator").client.get(f"/municipality/measures/{measure.pk}").status_code == 403


def test_an_empty_page_says_what_will_be_here(town: Town):
    assert "Nog geen maatregel" in Visitor(town, "officer").open("/municipality/measures").text


def test_the_list_is_a_file_too(town: Town):
    planned.measure(town)
    answer = Visitor(town, "finance").client.get("/municipality/measures", {"format": "csv"})
    assert "Inloopspreekuren" in answer.content.decode("utf-8-sig")


def test_the_pages_cost_the_same_for_one_measure_and_for_many(town: Town):
    planned.plan(town)
    planned.measure(town, planning=PHASES)
    officer = Visitor(town, "officer")
    paths = ("/municipality/measures", "/municipality/plan")
    one = [officer.statements(lambda path=path: officer.open(path)) for path in paths]  # type: ignore[misc]  # bound now
    for theme in (town.talent, town.care, None):
        for _number in range(3):
            planned.measure(town, theme=theme, planning=PHASES)
    assert [officer.statements(lambda path=path: officer.open(path)) for path in paths] == one  # type: ignore[misc]  # as above


def test_the_plan_shows_what_is_under_each_line_and_where_it_contradicts_itself(town: Town):
    planned.measure(town, line="onvoorzien")
    planned.plan(town)
    page = Visitor(town, "finance").open("/municipality/plan")
    assert "van onderop € 31.200" in page.text and "verschil −€ 29.200" in page.text
    assert "kost € 31.200,00: € 29.200,00 meer dan de € 2.000,00 van de post" in page.text


def test_a_new_version_keeps_the_basis_and_says_why(town: Town):
    paid_by, officer = planned.grant(town), Visitor(town, "officer")
    planned.plan(town, paid_by=paid_by)
    basis = {"line-0-basis_units": "2", "line-0-basis_unit": "uur", "line-0-basis_per": "week",
             "line-0-basis_sites": "15", "line-0-basis_years": "1"}  # fmt: skip
    new = officer.open("/municipality/plan/new")
    wrong = officer.press(new, "Bewaar deze versie", **basis)
    assert wrong.status == 400 and "hoeveel weken" in wrong.text
    kept = officer.press(wrong, "Bewaar deze versie", reason="Na de proef", **{"line-0-basis_weeks": "40"})
    assert "Na de proef" in kept.text
    second = BudgetPlan.objects.get(number=2)
    first_line = second.lines.all()[0]
    assert first_line.basis == {
        "unit": "hour", "units": "2", "per": "week", "sites": 15, "weeks": 40, "years": 1, "rate": None}  # fmt: skip
    officer.press(officer.open("/municipality/plan/new"), "Bewaar deze versie")
    assert BudgetPlan.objects.get(number=3).lines.all()[0].basis == first_line.basis


def test_two_versions_side_by_side(town: Town):
    paid_by, officer = planned.grant(town), Visitor(town, "officer")
    planned.plan(town, paid_by=paid_by)
    assert officer.client.get("/municipality/plan/compare").status_code == 409, "there is only one"
    rows = [("Vast aanbod", "fixed_offers", "6500.00"), planned.LINES[1], ("Feest", "communication", "500.00")]
    funding.draft_plan(
        town.programme, lines=planned.lines(paid_by, *rows), by=town.actor("officer"), reason="Meer vraag"
    )
    page = officer.press(officer.open("/municipality/plan", version=2), "Zet ze naast elkaar")
    assert page.status == 200 and page.title == "Wat veranderde van versie 1 naar versie 2?"
    lines = page.all("//tbody/tr")
    assert any("Vast aanbod" in line and "+ € 1.500,00" in line for line in lines)
    assert any("Onvoorzien" in line and "vervallen" in line and "−€ 2.000,00" in line for line in lines)
    assert any("Feest" in line and "nieuwe post" in line for line in lines) and any("gelijk" in line for line in lines)
    assert "“Meer vraag”" in page.text and "Begroting vastgesteld" in page.text
    assert officer.client.get("/municipality/plan/compare", {"before": 1, "after": 9}).status_code == 404


def test_the_progress_report_of_a_year(town: Town):
    officer = Visitor(town, "officer")
    assert "Nog geen rapportage" in officer.open("/municipality/progress").text
    planned.plan(town)
    planned.measure(town, lead="")
    cast.approved(town)
    page = Visitor(town, "controller").open("/municipality/progress", year=date.today().year)
    assert page.title == f"Hoe ver zijn we in {date.today().year}?" and "€ 250,00" in page.text
    assert "Uitgevoerd op 1 school: 2 bijeenkomsten, 48 keer deed een leerling mee" in page.text
    assert "Inloopspreekuren" in page.text and "heeft geen regie" in page.text
    one = officer.statements(lambda: officer.open("/municipality/progress"))
    for _number in range(3):
        planned.measure(town, theme=town.talent)
    assert officer.statements(lambda: officer.open("/municipality/progress")) == one
