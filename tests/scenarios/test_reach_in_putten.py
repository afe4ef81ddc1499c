"""A municipality accounts for whom it reaches: all children, and first those who need it (the plan of Putten, 2023).

About 3,915 pupils of whom 11 % belong to the target group; an offer of the municipality for which schools enrol, so
that it keeps sight of who takes part, at what cost and for which goal.
"""

from __future__ import annotations

from decimal import Decimal

from catalogue.offers.models import Offer
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import School
from portal.bookings import actions as bookings
from tests import cast
from tests.api.client import Api
from tests.cast import Town
from tests.frontend.visitor import Visitor

COUNTS = {"De Kring": (215, 65), "De Linde": (500, 40), "Dorpscollege": (3200, 326)}


def _took_part(town: Town, made: Offer, school: School, who: str, groups: int, reached: int) -> None:
    pupils = max(reached, 1)
    row = bookings.book(school, made, units=groups, pupils=pupils, by=town.actor(who))
    bookings.confirm(row, by=town.actor("librarian"))
    bookings.deliver(
        row, date=row.created_at.date(), sessions=groups, pupils_reached=reached, by=town.actor("librarian")
    )


def test_participants_cost_goal_and_target_group_of_each_activity(town: Town):
    for school in (town.kring, town.linde, town.college):
        pupils, target = COUNTS[school.name]
        organisations.count_pupils(
            School.objects.get(pk=school.pk), reference_date=cast.COUNTED_ON, pupils=pupils, target_pupils=target,
            source="test", by=town.actor("officer"),
        )  # fmt: skip
    assert sum(pupils for pupils, _target in COUNTS.values()) == 3915

    language = cast.offer(town, title="Taalmaatjes", target_groups=["nt2"], price=Decimal("100.00"))
    resilience = cast.offer(town, title="Weerbaarheid", target_groups=["all", "youth_care"], price=Decimal("50.00"))
    _took_part(town, language, town.kring, "coordinator", 2, 44)
    _took_part(town, resilience, town.kring, "coordinator", 3, 61)
    _took_part(town, resilience, town.linde, "other_coordinator", 1, 3)

    report = Api(town, "controller").get("reports/reach").json()
    assert report["targetPercent"] == "11.0"
    first, second = report["results"]
    assert (first["offer"]["title"], first["goal"], first["targetGroups"]) == ("Taalmaatjes", "talent", ["nt2"])
    assert (first["groups"], first["pupils"], first["cost"]) == (2, 44, "200.00")
    assert first["targetPercent"] == "30.2", "65 of the 215 pupils of De Kring: more than the 11 % of the municipality"
    assert (second["groups"], second["pupils"], second["cost"], second["targetPercent"]) == (4, 64, "200.00", "14.7")
    assert [(each["school"]["name"], each["groups"], each["pupils"]) for each in second["schools"]] == [
        ("De Kring", 3, None), ("De Linde", 1, None),
    ], "three pupils at De Linde: hidden, and the other one with them"  # fmt: skip

    only_nt2 = Api(town, "officer").get("reports/reach", {"targetGroup": "nt2"}).json()
    assert [row["offer"]["title"] for row in only_nt2["results"]] == ["Taalmaatjes"]

    page = Visitor(town, "officer").open("/municipality/reach")
    assert "Van alle leerlingen in de gemeente hoort 11,0% bij de doelgroep" in page.text
    rows = page.all("//tbody/tr")
    assert any("Taalmaatjes" in row and "44" in row and "€ 200" in row and "30,2%" in row for row in rows)
    assert any("De Linde" in row and "verborgen" in row for row in rows)
    assert "Weerbaarheid" not in Visitor(town, "officer").open("/municipality/reach?group=nt2").text
