"""What may be paid: the rules with their sources, and a later one of the municipality itself."""

from __future__ import annotations

from catalogue.programmes.models import EligibilityRule
from tests.cast import Town
from tests.frontend.visitor import Visitor

RULES = "/municipality/review/rules"


def test_every_rule_stands_there_with_its_source_and_whether_it_counts(town: Town):
    page = Visitor(town, "controller").open(RULES)
    rows = page.all("//tbody/tr")
    assert len(rows) == EligibilityRule.objects.count()
    (earlier, later) = [row for row in rows if row.startswith("Materialen")]
    assert "16 september 2021" in earlier and "telt vandaag niet" in earlier
    assert "21 september 2021" in later and "telt vandaag niet" not in later
    assert page.all("//main//form") == []


def test_the_officer_adds_a_later_rule_with_a_source(town: Town):
    visitor = Visitor(town, "officer")
    page = visitor.open(RULES)
    filled = {"case": "theme_park", "scope": "LOKAAL/talent", "verdict": "yes", "valid_from": "2026-11-01"}
    refused = visitor.press(page, "Voeg deze regel toe", **filled, source="", explanation="Uit eigen geld.")
    assert refused.status == 400 and "Uit eigen geld." in refused.text
    done = visitor.press(refused, "Voeg deze regel toe", source="Collegebesluit van 1 november 2026")
    (made,) = [row for row in done.all("//tbody/tr") if "Collegebesluit" in row]
    assert "LOKAAL / talent eigen regel mag betaald worden" in made
    rule = EligibilityRule.objects.get(municipality=town.municipality)
    assert (rule.regulation.code, rule.goal, rule.label) == ("LOKAAL", "talent", "Uitstapje naar een pretpark")


def test_the_page_costs_the_same_however_many_rules(town: Town):
    visitor = Visitor(town, "officer")
    before = visitor.statements(lambda: visitor.open(RULES))
    for number in range(3):
        EligibilityRule.objects.create(
            case=f"pony{number}", label="Pony", verdict="no", valid_from="2026-01-01", source="proef"
        )
    assert visitor.statements(lambda: visitor.open(RULES)) == before
