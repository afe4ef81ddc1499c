"""Schools and pupils from DUO: an officer looks what a file changes, and loads it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from catalogue.journal.outbox import drain
from catalogue.organisations.models import School
from portal.registers import actions as registers
from tests.cast import Town
from tests.catalogue.duo.files import SITES_2026, file, many_sites, site
from tests.frontend.visitor import Visitor
from tests.many_schools import many_schools


def _upload(*rows: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("vestigingen.csv", file(SITES_2026, *rows))


def test_look_first_and_load_then(town: Town):
    visitor = Visitor(town, "officer")
    page = visitor.open("/municipality/registers")
    seen = visitor.press(page, "Bekijk wat er verandert", file=_upload(site("98BA00", "De Nieuwe")))
    assert "De Nieuwe" in seen.text and not School.objects.filter(location_code="98BA00").exists()
    done = visitor.press(seen, "Laad dit bestand")
    assert "Geladen" in done.text and School.objects.filter(location_code="98BA00").exists()
    assert "vestigingen.csv" in visitor.open("/municipality/registers").text


def test_a_wrong_file_is_told_in_words(town: Town):
    visitor = Visitor(town, "officer")
    page = visitor.open("/municipality/registers")
    wrong = visitor.press(page, "Bekijk wat er verandert", file=_upload(site("98BAXX", "De Nieuwe")))
    assert wrong.status == 400 and "98BAXX" in wrong.text


def test_a_controller_reads_and_does_not_load(town: Town):
    assert Visitor(town, "controller").open("/municipality/registers").buttons() == []


def test_a_long_file_shows_how_far_it_is_and_may_be_left(town: Town):
    officer = Visitor(town, "officer")
    page = officer.open("/municipality/registers")
    file_ = SimpleUploadedFile("vestigingen.csv", many_sites(300))
    waits = officer.press(page, "Bekijk wat er verandert", file=file_)
    bar = waits.html.xpath("//progress")[0]
    assert (bar.get("value"), bar.get("max")) == ("0", "300") and "Kijk opnieuw" in waits.text
    address = waits.path
    drain()
    looked = officer.open(address)
    assert not looked.html.xpath("//progress") and "School 0" in looked.text
    assert "School 299" in officer.open(f"{address}?page=6").text
    loading = officer.press(looked, "Laad dit bestand")
    assert loading.html.xpath("//progress")
    drain()
    assert "Geladen op" in officer.open(address).text and School.objects.count() == 303


def test_a_long_file_that_cannot_be_read_says_where(town: Town):
    officer = Visitor(town, "officer")
    page = officer.open("/municipality/registers")
    broken = many_sites(300).replace(b"School 280;Dorpsstraat;1-A;3601 AB", b"School 280;Dorpsstraat;1-A;3601")
    waits = officer.press(page, "Bekijk wat er verandert", file=SimpleUploadedFile("a.csv", broken))
    drain()
    told = officer.open(waits.path)
    assert "Rij 282" in told.text and "3601" in told.text and told.buttons() == []


def test_the_pages_cost_the_same_for_one_school_and_for_three_hundred(town: Town):
    officer = Visitor(town, "officer")

    def costs(number: int) -> list[int]:
        row = registers.bring_in(many_sites(number), "a.csv", by=town.actor("officer"))
        drain()
        addresses = ("/municipality/registers", f"/municipality/registers/{row.pk}")
        return [officer.statements(lambda to=each: officer.open(to)) for each in addresses]  # type: ignore[misc]

    assert costs(1) == costs(300)


def test_a_file_about_other_towns_only_is_said_to_be_so(town: Town):
    officer = Visitor(town, "officer")
    page = officer.open("/municipality/registers")
    seen = officer.press(page, "Bekijk wat er verandert", file=_upload(site("98BB00", "Elders", town="150")))
    assert "Geen rij van dit bestand gaat over een school hier" in seen.text


@pytest.mark.parametrize("address", ["/municipality/schools", "/municipality/journal", "/municipality/facts"])
def test_lists_around_schools_cost_the_same_for_three_hundred(town: Town, address: str):
    officer = Visitor(town, "officer")
    few = officer.statements(lambda: officer.open(address))
    many_schools(town, 300)
    assert officer.statements(lambda: officer.open(address)) == few
