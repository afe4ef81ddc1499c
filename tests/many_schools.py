"""A town with many schools, for what must cost the same however many there are."""

from __future__ import annotations

from datetime import date

from catalogue.organisations.models import PupilCount, School
from tests.cast import Town

COUNTED = date(2024, 10, 1)


def many_schools(town: Town, number: int) -> None:
    """So many more schools in Bloemendorp, each with a count that is masked and one that is shown."""
    schools = School.objects.bulk_create(
        School(
            municipality=town.municipality, board=town.board, name=f"School {at}", sector="PO", registered=True,
            location_code=f"{10 + at // 100}X{chr(65 + at % 100 // 10)}{at % 10:02}",
        )
        for at in range(number)
    )  # fmt: skip
    PupilCount.objects.bulk_create(
        PupilCount(school=school, reference_date=day, pupils=pupils, masked=pupils is None, source="DUO")
        for school in schools
        for day, pupils in ((COUNTED, None), (date(2025, 10, 1), 200))
    )
